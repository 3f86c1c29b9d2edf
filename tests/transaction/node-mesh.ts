/** The tiers of a mesh in the Node host: each module as an Envoy would run it, and headers passed from one to the next. */
import { readFileSync } from "node:fs";
import { buildImage } from "../../src/compile/image.js";
import type { Pair } from "../../src/envoy/pairs.js";
import type { PropertyValue } from "../../src/envoy/property-values.js";
import { requestToProperties } from "../../src/envoy/request.js";
import { ManualClock } from "../../src/host/clock.js";
import { SharedData } from "../../src/host/shared-data.js";
import { Vm } from "../../src/host/vm.js";
import type { PolicySet } from "../../src/ir/model.js";

const CELL = new WebAssembly.Module(readFileSync(new URL("../../build/cell.wasm", import.meta.url)));
const OUTBOUND = new WebAssembly.Module(readFileSync(new URL("../../build/outbound.wasm", import.meta.url)));

const VM_ID = "cellwall";

export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** What became of a request at one filter. */
export interface Passed {
  /** 200: it goes on. */
  readonly status: number;
  readonly record: Record<string, unknown>;
  /** As they go on, or as they came. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly token: string | undefined;
}

/** Cells of some workloads, and the filters through which these call others; each workload has its Envoy. */
export class NodeMesh {
  readonly clock = new ManualClock();
  private readonly cells = new Map<string, Vm>();
  private readonly outbounds = new Map<string, Vm>();

  /** `mode`: of the outbound filters. `now`: seconds since 1970. */
  constructor(
    set: PolicySet,
    private readonly mode = "enforce",
    now = 1_800_000_000,
  ) {
    this.clock.set(BigInt(now) * 1_000_000_000n);
    this.deliver(set);
  }

  /** Gives every cell its image of a set. */
  deliver(set: PolicySet): void {
    for (const { id } of set.workloads) {
      const vm = this.cells.get(id) ?? this.newCell(id);
      const configured = vm.configure(buildImage(set, id));
      if (!configured.accepted) throw new Error(`${configured.reason}: ${JSON.stringify(configured.log)}`);
    }
  }

  get seconds(): number {
    return Number(this.clock.realtime() / 1_000_000_000n);
  }

  advance(seconds: number): void {
    this.clock.set(this.clock.realtime() + BigInt(Math.round(seconds * 1e9)));
  }

  /** A request arrives at a workload. */
  arrive(workload: string, headers: Headers, peer?: string): Passed {
    const vm = this.cells.get(workload);
    if (vm === undefined) throw new Error(`no cell of ${workload}`);
    return pass(vm, headers, requestToProperties({ headers: [], ...(peer !== undefined && { peer }) }));
  }

  /** A workload calls another one. */
  leave(workload: string, headers: Headers): Passed {
    const vm = this.outbounds.get(workload);
    if (vm === undefined) throw new Error(`no outbound filter of ${workload}`);
    return pass(vm, headers, {});
  }

  private newCell(id: string): Vm {
    const sharedData = new SharedData();
    const options = { vmId: VM_ID, sharedData, clock: this.clock };
    const cell = new Vm(CELL, options);
    const outbound = new Vm(OUTBOUND, options);
    const configured = outbound.configure(Buffer.from(this.mode));
    if (!configured.accepted) throw new Error(configured.reason);
    this.cells.set(id, cell);
    this.outbounds.set(id, outbound);
    return cell;
  }
}

function pass(vm: Vm, headers: Headers, properties: Readonly<Record<string, PropertyValue>>): Passed {
  const stream = vm.stream(properties);
  stream.onRequestHeaders(
    pairsOf({ ":method": "GET", ":path": "/", ":authority": "shop.example", ...headers }),
  );
  if (vm.failure) throw new Error(vm.failure.message);
  const state = Buffer.from(stream.filterState("cellwall") ?? "{}").toString();
  const gone = grouped(stream.requestHeaders);
  stream.end();
  return {
    status: stream.localReply?.status ?? 200,
    record: JSON.parse(state),
    headers: gone,
    token: gone["txn-token"]?.[0],
  };
}

function pairsOf(headers: Headers): Pair[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one): Pair => [name, one as string]),
  );
}

function grouped(pairs: readonly Pair[]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
}
