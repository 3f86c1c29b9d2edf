/**
 * What a filter author imports. The host makes only those callbacks that a filter's own file re-exports, each from
 * its file in `cellwall/assembly/abi/exports`: without `request-headers`, `requestHeaders` is never called.
 */
export { Action, Http, Root } from "./context";
export { filter } from "./dispatch";
export { httpCall, NO_CALL } from "./http-call";
export { cancelGrpcCall, grpcCall, grpcService } from "./grpc-call";
export { BufferType, bufferBytes, replaceBufferBytes } from "./body";
export { callForeign } from "./foreign";
export { HeaderMapType, HeaderView, addHeader, headerValue, removeHeader, replaceHeader } from "./headers";
export { LogLevel, log, logs } from "./log";
export { Counter, Gauge, Histogram } from "./metrics";
export { allocate, reset as resetArena } from "../abi/arena";
export { PairList } from "./pairs";
export { property, setProperty } from "./properties";
export { random64 } from "./random";
export { reply } from "./reply";
export { setSharedValue, sharedValue, sharedVersion } from "./shared-data";
export { sign, verifySignature } from "./signatures";
export { decode, encode } from "./text";
export { elapsed, now } from "./clock";
export { Status } from "../abi/status";
export {
  ABSENT,
  EMPTY,
  FAILED,
  Slice,
  addressOf,
  free,
  isPresent,
  lengthOf,
  literal,
  slice,
} from "../bytes/slice";
export { decimal } from "../bytes/decimal";
export { contains, endsWith, equals, startsWith } from "../bytes/view";
