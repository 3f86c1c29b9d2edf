import type { Properties } from "../envoy/property-values.js";
import { LogLevel } from "./abi.js";
import { CallStack } from "./call-stack.js";
import { type Clock, systemClock } from "./clock.js";
import type { Context } from "./context.js";
import { CRYPTO_FUNCTIONS } from "./crypto.js";
import type { ForeignFunction } from "./foreign.js";
import type { GrpcCall, GrpcCallAnswer } from "./grpc-call.js";
import type { HttpCall, HttpCallAnswer } from "./http-call.js";
import { imports } from "./link.js";
import type { LogLine } from "./log.js";
import { GuestMemory } from "./memory.js";
import { Metrics } from "./metrics.js";
import { Restriction } from "./restriction.js";
import { Root } from "./root.js";
import { ModuleRefusedError, requireRunnable, toModule } from "./runnable.js";
import { SharedData } from "./shared-data.js";
import { Stream } from "./stream.js";

/** A function that a module imports; its numbers are i32 (signed), its bigints i64. */
export type HostFunction = (...args: never[]) => number | undefined;
/** Host functions by the name that a module imports. */
export type HostFunctions = Readonly<Record<string, HostFunction>>;

/** All have defaults: nothing shared, the system's clock, level info, any cluster, Envoy's foreign functions for signatures. */
export interface VmOptions {
  readonly vmId?: string;
  readonly rootId?: string;
  readonly name?: string;
  readonly vmConfiguration?: Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  readonly sharedData?: SharedData;
  readonly clock?: Clock;
  readonly logLevel?: LogLevel;
  readonly onLog?: (line: LogLine) => void;
  /** The clusters that HTTP and gRPC calls may name. */
  readonly clusters?: ReadonlySet<string>;
  readonly foreign?: ReadonlyMap<string, ForeignFunction>;
}

/** The guest trapped; nothing runs in its VM any more. */
export interface VmFailure {
  /** The export that was called. */
  readonly callback: string;
  readonly message: string;
}

/** `log`: what the guest said meanwhile, which is where it tells why it refused. */
export type Configured =
  | { readonly accepted: true; readonly log: readonly LogLine[] }
  | { readonly accepted: false; readonly reason: string; readonly log: readonly LogLine[] };

/**
 * One module instance with its contexts, as an Envoy worker has it (Proxy-Wasm ABI 0.2.1, Envoy 1.40).
 * A trap never throws here: it sets `failure`, and every open stream answers 503.
 */
export class Vm {
  readonly vmId: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly sharedData: SharedData;
  readonly clock: Clock;
  readonly logLevel: LogLevel;
  readonly clusters: ReadonlySet<string> | undefined;
  readonly foreign: ReadonlyMap<string, ForeignFunction>;
  readonly metrics = new Metrics();
  /** HTTP calls without an answer yet, by token. */
  readonly calls = new Map<number, HttpCall>();
  /** gRPC calls without an answer yet, by token. */
  readonly grpcCalls = new Map<number, GrpcCall>();
  readonly restriction = new Restriction();
  readonly memory = new GuestMemory(this.restriction);
  failure: VmFailure | undefined;

  private readonly contexts = new Map<number, Context>();
  private readonly pendingDone = new Set<Root>();
  private readonly module: WebAssembly.Module;
  private readonly callbacks = new Map<string, (...args: (number | bigint)[]) => unknown>();
  private readonly stack: CallStack;
  private active: Root | undefined;
  private lastId = 0;
  private captured: LogLine[] | undefined;

  /**
   * Instantiates a module and runs its start-up.
   * @throws {ModuleRefusedError} for what Envoy would not load, a trap in start-up too
   */
  constructor(
    module: WebAssembly.Module | Uint8Array,
    private readonly options: VmOptions = {},
  ) {
    this.vmId = options.vmId ?? "";
    this.environment = options.environment ?? {};
    this.sharedData = options.sharedData ?? new SharedData();
    this.clock = options.clock ?? systemClock;
    this.logLevel = options.logLevel ?? LogLevel.Info;
    this.clusters = options.clusters;
    this.foreign = options.foreign ?? CRYPTO_FUNCTIONS;
    this.module = toModule(module);
    const base = this.newRoot(0, new Uint8Array());
    this.stack = new CallStack(base, this.contexts);
    this.boot(base);
  }

  /**
   * Gives the module a plugin configuration. It is tried in a VM of its own first, as Envoy does, so that
   * one that is refused, or that traps, leaves this VM as it was. Accepted: new streams belong to the new
   * root context; the old one is deleted when its last stream has ended.
   */
  configure(configuration: Uint8Array): Configured {
    const canary = new Vm(this.module, { ...this.options, sharedData: this.sharedData });
    const tried = canary.addRoot(configuration);
    if (!tried.accepted) return tried;
    const before = this.active;
    const configured = this.addRoot(configuration);
    if (configured.accepted && before) this.retire(before);
    return configured;
  }

  /**
   * A new request. Its properties are the facts of the connection; those of the request come from its headers.
   * @throws {Error} before the first configuration was accepted
   */
  stream(properties: Properties = {}): Stream {
    if (!this.active) throw new Error("the VM has no configuration yet; call `configure` first");
    this.active.streams++;
    const stream = new Stream(this.nextId(), this.active, this, properties);
    this.contexts.set(stream.id, stream);
    return stream;
  }

  /** One tick for every root context that asked for ticks. */
  tick(): void {
    for (const context of [...this.contexts.values()]) {
      if (context instanceof Root && context.tickPeriodMs > 0)
        this.invoke(context, "proxy_on_tick", context.id);
    }
  }

  /** Answers an HTTP call; without an answer: the call failed. False when no such call is open. */
  answer(token: number, answer: HttpCallAnswer = { headers: [] }): boolean {
    const call = this.calls.get(token);
    const root = call && this.contexts.get(call.root);
    this.calls.delete(token);
    if (!(root instanceof Root)) return false;
    root.answer = answer;
    const [headers, trailers] = [answer.headers.length, answer.trailers?.length ?? 0];
    this.invoke(
      root,
      "proxy_on_http_call_response",
      root.id,
      token,
      headers,
      answer.body?.length ?? 0,
      trailers,
    );
    root.answer = undefined;
    return true;
  }

  /** Answers a gRPC call, or fails it. False when no such call is open. */
  answerGrpc(token: number, answer: GrpcCallAnswer): boolean {
    const call = this.grpcCalls.get(token);
    const root = call && this.contexts.get(call.root);
    this.grpcCalls.delete(token);
    if (!(root instanceof Root)) return false;
    if ("status" in answer) {
      this.invoke(root, "proxy_on_grpc_close", root.id, token, answer.status);
      return true;
    }
    root.message = answer.message;
    this.invoke(root, "proxy_on_grpc_receive", root.id, token, answer.message.length);
    root.message = undefined;
    return true;
  }

  /** How many root contexts there are, old ones that still have streams counted. */
  get roots(): number {
    return [...this.contexts.values()].filter((context) => context instanceof Root).length;
  }

  /** The context that the guest acts for right now. */
  current(): Context {
    return this.stack.current();
  }

  setEffective(id: number): boolean {
    return this.stack.setEffective(id);
  }

  afterCall(action: () => void): void {
    this.stack.afterCall(action);
  }

  log(line: LogLine): void {
    this.captured?.push(line);
    this.options.onLog?.(line);
  }

  /**
   * Calls an export for a context. `undefined`: the module has no such export, the VM has failed, or it
   * failed now; else the export's result, 0 when it has none.
   */
  invoke(context: Context, callback: string, ...args: (number | bigint)[]): number | undefined {
    const call = this.callbacks.get(callback);
    if (!call || this.failure) return undefined;
    return this.stack.run(context, () => {
      try {
        return Number(call(...args) ?? 0) >>> 0;
      } catch (error) {
        this.fail(callback, error);
        return undefined;
      }
    });
  }

  /** The guest says that a root it held back may go now. */
  done(rootId: number): boolean {
    const root = [...this.pendingDone].find(({ id }) => id === rootId);
    if (!root) return false;
    this.pendingDone.delete(root);
    this.afterCall(() => this.remove(root));
    return true;
  }

  /** A stream has ended; with the last one a retired root goes too. */
  release(stream: Stream): void {
    this.contexts.delete(stream.id);
    stream.root.streams--;
    if (stream.root.retired) this.finish(stream.root);
  }

  private boot(base: Root): void {
    const entry = requireRunnable(this.module);
    const { exports } = new WebAssembly.Instance(this.module, imports(this));
    for (const [name, value] of Object.entries(exports)) {
      if (typeof value === "function")
        this.callbacks.set(name, value as (...args: (number | bigint)[]) => unknown);
    }
    const { memory } = exports;
    if (!(memory instanceof WebAssembly.Memory))
      throw new ModuleRefusedError("the export `memory` is no memory");
    this.memory.attach(memory, (size) => this.invoke(base, entry.malloc, size) ?? 0);
    this.restriction.during("start", () => {
      for (const name of entry.start) this.invoke(base, name, ...(name === "main" ? [0, 0] : []));
    });
    if (this.failure)
      throw new ModuleRefusedError(`\`${this.failure.callback}\` failed: ${this.failure.message}`);
  }

  private newRoot(id: number, configuration: Uint8Array): Root {
    const { vmConfiguration = new Uint8Array(), name = "", rootId = "", vmId = "" } = this.options;
    return new Root(id, configuration, vmConfiguration, { name, rootId, vmId });
  }

  private addRoot(configuration: Uint8Array): Configured {
    const log: LogLine[] = [];
    this.captured = log;
    const root = this.newRoot(this.nextId(), configuration);
    this.contexts.set(root.id, root);
    const reason = this.startRoot(root);
    this.captured = undefined;
    if (reason === undefined) {
      this.active = root;
      return { accepted: true, log };
    }
    this.remove(root);
    return { accepted: false, reason, log };
  }

  /** Why the guest did not take the root. */
  private startRoot(root: Root): string | undefined {
    this.invoke(root, "proxy_on_context_create", root.id, 0);
    const vmConfigurationSize = this.options.vmConfiguration?.length ?? 0;
    if (this.invoke(root, "proxy_on_vm_start", root.id, vmConfigurationSize) === 0)
      return "the module refused to start";
    const answer = this.invoke(root, "proxy_on_configure", root.id, root.configuration.length);
    if (this.failure) return `the module failed in \`${this.failure.callback}\`: ${this.failure.message}`;
    return answer === 0 ? "the module refused the configuration" : undefined;
  }

  private retire(root: Root): void {
    root.retired = true;
    this.finish(root);
  }

  private finish(root: Root): void {
    if (root.streams > 0) return;
    if (this.invoke(root, "proxy_on_done", root.id) === 0) this.pendingDone.add(root);
    else this.remove(root);
  }

  private remove(root: Root): void {
    this.invoke(root, "proxy_on_delete", root.id);
    this.contexts.delete(root.id);
    for (const calls of [this.calls, this.grpcCalls]) {
      for (const call of calls.values()) if (call.root === root.id) calls.delete(call.token);
    }
  }

  private fail(callback: string, error: unknown): void {
    if (this.failure) return;
    this.failure = { callback, message: error instanceof Error ? error.message : String(error) };
    for (const context of this.contexts.values()) if (context instanceof Stream) context.fail();
  }

  private nextId(): number {
    this.lastId++;
    return this.lastId;
  }
}
