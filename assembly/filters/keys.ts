/**
 * Fetches the keys of token issuers for all cells of an Envoy: a service of its bootstrap (`envoy.bootstrap.wasm`,
 * singleton), with the `vm_id` of the cells, which read what it writes into shared data.
 */
import { KeysRoot } from "../keys/root";
import { filter } from "../sdk/index";

export * from "../abi/exports/http-call";
export * from "../abi/exports/tick";

filter(() => new KeysRoot());
