import type { PropertyValue } from "../envoy/property-values.js";
import { hasBody, requestToHeaders, requestToProperties } from "../envoy/request.js";
import { ManualClock, systemClock } from "./clock.js";
import { type Decision, type DecisionRequest, REPLY_STATUS } from "./decision.js";
import { toModule } from "./runnable.js";
import { SharedData } from "./shared-data.js";
import type { Stream } from "./stream.js";
import { Vm } from "./vm.js";

const FILTER_STATE = "cellwall";
const FAILED = { verdict: "error", status: 503, policy: null, rule: null, version: null } as const;

/** How long a cell holds a request for anything, at most; and for how many things. */
const LONGEST_WAIT_NS = 10_000_000_000n;
const MOST_WAITS = 4;

/** The module did not take the image. */
export class ImageRefusedError extends Error {
  readonly code = "image-refused";
}

/** A decision, and what the upstream would have got. */
export interface Decided extends Decision {
  /** The path that the upstream gets; only of a request that goes on. */
  readonly path?: string;
}

export interface Decider {
  /** Decides one request, which is answered at once. Limits remember the requests before. Never throws: see verdict `error`. */
  decide(request: DecisionRequest): Decided;
  /** Decides one request that is answered later. */
  start(request: DecisionRequest): Started;
}

/** What the service behind answers: a status, 0 when nothing came, and how many bytes of body. */
export interface Answer {
  readonly status: number;
  readonly size: bigint;
}

/** A request that was decided and, if it is allowed, goes on until its answer. */
export interface Started {
  readonly decided: Decided;
  /** `timeNs`: nanoseconds since 1970. Limits count by it. */
  end(answer: Answer, timeNs: bigint): void;
}

const OK: Answer = { status: 200, size: 0n };

/**
 * Runs a cell as an Envoy worker would, with one image.
 * @throws {ModuleRefusedError} `wasm` is no module that Envoy would load
 * @throws {ImageRefusedError} the cell refuses the image; the message has its reason
 */
export function createDecider(wasm: Uint8Array, image: Uint8Array): Decider {
  return new CellDecider(toModule(wasm), image);
}

class CellDecider implements Decider {
  private readonly clock = new ManualClock();
  private readonly sharedData = new SharedData();
  private vm: Vm;

  constructor(
    private readonly module: WebAssembly.Module,
    private readonly image: Uint8Array,
  ) {
    this.vm = this.boot();
  }

  decide(request: DecisionRequest): Decided {
    const timeNs = request.timeNs ?? systemClock.realtime();
    const { decided, end } = this.start({ ...request, timeNs });
    end(OK, timeNs);
    return decided;
  }

  start(request: DecisionRequest): Started {
    if (this.vm.failure) this.vm = this.boot(); // as failure_policy FAIL_RELOAD does
    const timeNs = request.timeNs ?? systemClock.realtime();
    this.clock.set(timeNs);
    const properties: Record<string, PropertyValue> = { ...requestToProperties({ ...request, timeNs }) };
    const stream = this.vm.stream(properties);
    stream.onRequestHeaders(requestToHeaders(request), !hasBody(request));
    this.waitInVain(stream);
    const decision = outcome(stream, this.vm);
    const decided = request.id === undefined ? decision : { id: request.id, ...decision };
    const end = (answer: Answer, endNs: bigint) => {
      this.clock.set(endNs);
      properties["response.code"] = answer.status;
      properties["response.size"] = answer.size;
      answerWith(stream, answer);
    };
    return { decided, end };
  }

  /** Lets the time pass for which a request may be held: here nobody brings what it waits for. */
  private waitInVain(stream: Stream): void {
    for (let waits = 0; stream.state === "paused" && waits < MOST_WAITS; waits++) {
      this.clock.advance(LONGEST_WAIT_NS);
      this.vm.tick();
    }
  }

  private boot(): Vm {
    const vm = new Vm(this.module, { clock: this.clock, sharedData: this.sharedData, vmId: "cellwall" });
    const configured = vm.configure(this.image);
    if (!configured.accepted) {
      const said = configured.log.map(({ message }) => message).join("; ");
      throw new ImageRefusedError(said || configured.reason);
    }
    return vm;
  }
}

/** The end of a stream; an answer comes first where the request went on. */
function answerWith(stream: Stream, { status, size }: Answer): void {
  if (stream.state === "continue" && status !== 0) {
    stream.onResponseHeaders([[":status", String(status)]], size === 0n);
  }
  stream.end();
}

function outcome(stream: Stream, vm: Vm): Decided {
  if (vm.failure) return failed(`\`${vm.failure.callback}\` trapped: ${vm.failure.message}`);
  const record = recordOf(stream);
  if (record === undefined) return failed("the cell left no record");
  const { verdict, policy, rule, version } = record;
  const status = stream.localReply?.status;
  if (status !== REPLY_STATUS[verdict] || (status === undefined && stream.state !== "continue")) {
    return failed(`the record says \`${verdict}\`, the answer was ${status ?? stream.state}`);
  }
  const path = pathOf(stream);
  return {
    verdict,
    status: status ?? 200,
    policy,
    rule,
    version,
    ...toldBy(record),
    ...(verdict === "allow" && path !== undefined && { path }),
  };
}

/** What a record has only where there is something to tell. */
const TOLD = [
  "reason",
  "undecided",
  "destination",
  "nearest",
  "shadow",
  "audit",
  "costError",
  "limitError",
  "user",
] as const satisfies readonly (keyof Decision)[];

function toldBy(record: Recorded): Pick<Decision, (typeof TOLD)[number]> {
  return Object.fromEntries(TOLD.filter((key) => record[key] !== undefined).map((key) => [key, record[key]]));
}

/** What the upstream gets; bytes that are no UTF-8 show as U+FFFD. */
function pathOf(stream: Stream): string | undefined {
  const path = stream.requestHeaders.find(([name]) => name === ":path")?.[1];
  return path === undefined ? undefined : Buffer.from(path, "latin1").toString("utf8");
}

function failed(message: string): Decided {
  return { ...FAILED, message };
}

type Recorded = Omit<Decision, "verdict"> & { readonly verdict: keyof typeof REPLY_STATUS };

function recordOf(stream: Stream): Recorded | undefined {
  const bytes = stream.filterState(FILTER_STATE);
  if (!bytes) return undefined;
  try {
    const record: Recorded = JSON.parse(Buffer.from(bytes).toString("utf8"));
    return Object.hasOwn(REPLY_STATUS, record.verdict) ? record : undefined;
  } catch {
    return undefined;
  }
}
