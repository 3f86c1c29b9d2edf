/** The workers of one Envoy: VMs that share data and a clock. */
import { buildImage } from "../../src/compile/image.js";
import { ManualClock } from "../../src/host/clock.js";
import { toModule } from "../../src/host/runnable.js";
import { SharedData } from "../../src/host/shared-data.js";
import type { Stream } from "../../src/host/stream.js";
import { Vm } from "../../src/host/vm.js";
import { meshAnd, readPolicy, TARGET } from "../bench/scenario/policy.js";
import { CELL } from "../cell/open-cell.js";

const MODULE = toModule(CELL);
const START_NS = 1_000_000_000_000n;

/** A limit as a policy file has it. */
export type LimitSpec = { readonly name: string } & Readonly<Record<string, unknown>>;

/** What a request has that limits look at: headers that keys and costs are of. */
export type Asked = Readonly<Record<string, string>>;

/** Shared data that counts how often it is asked. */
class CountedData extends SharedData {
  calls = 0;

  override get(vmId: string, key: string) {
    this.calls++;
    return super.get(vmId, key);
  }
}

/** Workers that let everything pass but what these limits refuse. */
export class Workers {
  readonly clock = new ManualClock(START_NS);
  private readonly sharedData = new CountedData();
  private readonly vms: Vm[];
  private readonly image: Uint8Array;

  constructor(count: number, limits: readonly LimitSpec[]) {
    this.image = imageOf(limits);
    this.vms = Array.from({ length: count }, () => this.start());
    this.tick();
  }

  get count(): number {
    return this.vms.length;
  }

  get now(): bigint {
    return this.clock.monotonic();
  }

  vm(worker: number): Vm {
    const vm = this.vms[worker];
    if (vm === undefined) throw new RangeError(`there is no worker ${worker}`);
    return vm;
  }

  /** How often shared data was read. */
  get sharedDataCalls(): number {
    return this.sharedData.calls;
  }

  /** Begins a request; `localReply` tells whether it was refused. */
  begin(worker: number, asked: Asked = {}): Stream {
    const stream = this.vm(worker).stream({});
    stream.onRequestHeaders([[":method", "GET"], [":path", "/"], ...Object.entries(asked)]);
    const { failure } = this.vm(worker);
    if (failure) throw new Error(`${failure.callback}: ${failure.message}`);
    return stream;
  }

  /** Whether a request passes, which is then over. */
  passes(worker: number, asked: Asked = {}): boolean {
    const stream = this.begin(worker, asked);
    stream.end();
    return stream.localReply === undefined;
  }

  /** A worker's VM is gone, with all that it held in memory, and another takes its place. */
  restart(worker: number): void {
    this.vms[worker] = this.start();
    this.tick();
  }

  /** All workers get other limits. */
  configure(limits: readonly LimitSpec[]): void {
    const image = imageOf(limits);
    for (const vm of this.vms) configure(vm, image);
  }

  /** A second's tick of all workers. */
  tick(): void {
    for (const vm of this.vms) vm.tick();
  }

  /** The sum of a counter of a limit, as told until now. */
  counter(limit: string, what: string): bigint {
    this.tick();
    const name = `cellwall.limit.bench.${limit}.${what}`;
    return this.vms.reduce((sum, { metrics }) => sum + (metrics.value(name) ?? 0n), 0n);
  }

  private start(): Vm {
    const vm = new Vm(MODULE, { clock: this.clock, sharedData: this.sharedData, vmId: "cellwall" });
    configure(vm, this.image);
    return vm;
  }
}

function configure(vm: Vm, image: Uint8Array): void {
  const configured = vm.configure(image);
  if (!configured.accepted) throw new Error(configured.log.map(({ message }) => message).join("; "));
}

function imageOf(limits: readonly LimitSpec[]): Uint8Array {
  return buildImage(readPolicy(meshAnd({ limits })), TARGET);
}
