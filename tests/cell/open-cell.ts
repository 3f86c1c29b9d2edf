import { readFileSync } from "node:fs";
import { SharedData } from "../../src/host/shared-data.js";
import { Vm } from "../../src/host/vm.js";
import type { Request } from "../../src/ir/request.js";

const MODULE = new WebAssembly.Module(readFileSync(new URL("../../build/cell.wasm", import.meta.url)));

/** What the module did with one request. */
export interface Decision {
  readonly verdict: string;
  readonly policy: string | null;
  readonly rule: string | null;
  readonly reason?: string;
  readonly undecided?: string;
  readonly audit?: readonly string[];
  /** Of the answer; 200 when the request went on. */
  readonly status: number;
  /** What the upstream would get as `:path`. */
  readonly path: string | undefined;
}

/** A VM with the built cell and no image yet. */
export function newVm(options: { now?: () => bigint } = {}): Vm {
  const clock = options.now === undefined ? {} : { clock: { now: options.now, monotonic: options.now } };
  return new Vm(MODULE, { vmId: "test", sharedData: new SharedData(), ...clock });
}

/** Decides requests by an image on the very module that Envoy runs. */
export function openCell(image: Uint8Array, options: { now?: () => bigint } = {}): (request: Request) => Decision {
  const vm = newVm(options);
  const configured = vm.configure(image);
  if (!configured.accepted) throw new Error(`the cell refused the image: ${JSON.stringify(configured)}`);
  return (request) => decide(vm, request);
}

/** Runs one request through a configured VM. */
export function decide(vm: Vm, request: Request): Decision {
  const { method, path, host, headers, peer, sourceIp } = request;
  const stream = vm.stream({
    ...(peer === undefined ? {} : { "connection.uri_san_peer_certificate": peer }),
    ...(sourceIp === undefined ? {} : { "source.address": sourceIp.includes(":") ? `[${sourceIp}]:1` : `${sourceIp}:1` }),
  });
  const pseudo: [string, string | undefined][] = [
    [":method", method],
    [":path", path],
    [":authority", host],
  ];
  const sent = pseudo.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  const rest = headers.map(([name, value]): [string, string] => [name, value]);
  stream.onRequestHeaders([...sent, ...rest]);
  const record = stream.filterState("cellwall");
  const status = stream.localReply?.status ?? 200;
  const upstream = stream.requestHeaders.find(([name]) => name === ":path")?.[1];
  stream.end();
  if (vm.failure !== undefined) throw new Error(`the cell trapped: ${vm.failure.message}`);
  if (record === undefined) throw new Error("the cell left no record");
  return { ...JSON.parse(Buffer.from(record).toString()), status, path: upstream };
}
