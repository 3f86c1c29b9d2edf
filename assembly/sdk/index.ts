/** What a filter author imports. The callbacks that the filter answers are chosen by re-exporting `abi/exports/*`. */
export { Action, Http, Root } from "./context";
export { filter } from "./dispatch";
export { BufferType, bufferBytes, replaceBufferBytes } from "./body";
export { HeaderMapType, HeaderView, addHeader, removeHeader, replaceHeader } from "./headers";
export { LogLevel, log, logs } from "./log";
export { Counter, Gauge, Histogram } from "./metrics";
export { allocate } from "../abi/arena";
export { PairList } from "./pairs";
export { property, setProperty } from "./properties";
export { random64 } from "./random";
export { reply } from "./reply";
export { setSharedValue, sharedValue, sharedVersion } from "./shared-data";
export { now } from "./clock";
export { Status } from "../abi/status";
export { ABSENT, EMPTY, FAILED, Slice, addressOf, isPresent, lengthOf, literal, slice } from "../bytes/slice";
export { endsWith, equals, startsWith } from "../bytes/view";
