/**
 * The cell: all of cellwall in one filter. Its plugin configuration is an image; it decides each request
 * by it, leaves a record in filter state `wasm.cellwall`, and answers what it refuses.
 */
import { CellRoot } from "../cell/root";
import { filter } from "../sdk/index";

export * from "../abi/exports/grpc-call";
export * from "../abi/exports/request-headers";
export * from "../abi/exports/response-headers";
export * from "../abi/exports/log";
export * from "../abi/exports/tick";

filter(() => new CellRoot());
