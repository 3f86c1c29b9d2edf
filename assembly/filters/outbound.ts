/**
 * For the listener through which a workload calls others: what it sends on is the transaction token that it received
 * with the request that it works on, and no other one's. The cell before the workload notes which that is, under the
 * same `vm_id`. Its configuration is `enforce` or `shadow`; it leaves a record in filter state `wasm.cellwall`.
 */
import { OutboundRoot } from "../outbound/root";
import { filter } from "../sdk/index";

export * from "../abi/exports/request-headers";

filter(() => new OutboundRoot());
