/**
 * A Proxy-Wasm host (ABI 0.2.1) on Node's WebAssembly that behaves as Envoy 1.40 does: start a `Vm`,
 * `configure` it, send it `stream`s.
 */

export type { Pair } from "../envoy/pairs.js";
export type { Properties, PropertyValue } from "../envoy/property-values.js";
export { LogLevel, Status } from "./abi.js";
export { checkModule, type Finding } from "./check.js";
export { type Clock, ManualClock, systemClock } from "./clock.js";
export { createDecider, type Decided, type Decider, ImageRefusedError } from "./decide.js";
export type { Decision, DecisionRequest, DecisionVerdict } from "./decision.js";
export type { ForeignFunction, ForeignResult } from "./foreign.js";
export type { GrpcCall, GrpcCallAnswer } from "./grpc-call.js";
export type { HttpCall, HttpCallAnswer } from "./http-call.js";
export type { LogLine } from "./log.js";
export type { Metrics } from "./metrics.js";
export type { LocalReply } from "./reply.js";
export { ModuleRefusedError } from "./runnable.js";
export { SharedData } from "./shared-data.js";
export type { Stream, StreamState } from "./stream.js";
export { type Configured, Vm, type VmFailure, type VmOptions } from "./vm.js";
