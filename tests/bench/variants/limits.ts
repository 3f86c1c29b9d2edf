/** Limits on each caller: the cell's beside Envoy's `local_ratelimit` with dynamic descriptors. */
import { CELL } from "../modules.js";
import { type CallerLimits, dynamicDescriptors } from "../scenario/callers.js";
import { compiled } from "../scenario/compiled.js";
import { rateLimitFilter } from "./native.js";
import type { HttpFilter, Variant } from "./variant.js";
import { wasmFilter } from "./wasm.js";

/** What is counted, by whom. */
export interface Counting {
  readonly limits: number;
  readonly callers: number;
  readonly workers: number;
}

/** All that are measured. */
export const COUNTINGS: readonly Counting[] = [1, 2].flatMap((workers) =>
  [1, 1_000_000].flatMap((callers) => [1, 4].map((limits) => ({ limits, callers, workers }))),
);

/** Those of one worker, then those of two, which begin with the cell without a limit. */
export function limitVariants(): Variant[] {
  return [
    cellOnTwoWorkers(),
    ...COUNTINGS.flatMap((counting) => [nativeLimits(counting), cellLimits(counting)]),
  ];
}

/** Names the cell with the same rule and no limit. */
export const unlimitedName = (workers: number): string => onWorkers("cell(1)", workers);

function cellOnTwoWorkers(): Variant {
  const name = unlimitedName(2);
  const filters = () => [wasmFilter(name, CELL, compiled(1, "paths").image)];
  return { name, group: "limits", filters, refuses: true, workers: 2 };
}

function nativeLimits(counting: Counting): Variant {
  const filter = (limits: CallerLimits) => rateLimitFilter(dynamicDescriptors(limits));
  return { ...variant(nativeName(counting), counting, filter), refuses: false };
}

export function cellLimits(counting: Counting): Variant {
  const name = cellName(counting);
  const filter = (callerLimits: CallerLimits) =>
    wasmFilter(`${name}, ${callerLimits.capacity}`, CELL, compiled(1, "paths", { callerLimits }).image);
  return { ...variant(name, counting, filter), refuses: true };
}

export const nativeName = (counting: Counting): string =>
  onWorkers(`local_ratelimit(${spelled(counting)})`, counting.workers);

export const cellName = (counting: Counting): string =>
  onWorkers(`cell(${spelled(counting)})`, counting.workers);

function variant(
  name: string,
  { limits: count, callers, workers }: Counting,
  filter: (limits: CallerLimits) => HttpFilter,
): Omit<Variant, "refuses"> {
  const filters = () => [filter({ count, capacity: "ample" })];
  const tight = () => [filter({ count, capacity: "tight" })];
  return { name, group: "limits", filters, tight, callers, workers };
}

/** Such as `4 limits, 1 key`. */
export function spelled({ limits, callers }: Counting): string {
  const counted = (count: number, what: string) =>
    `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
  return `${counted(limits, "limit")}, ${counted(callers, "key")}`;
}

/** `name`, with the number of workers when there are several. */
export function onWorkers(name: string, workers: number): string {
  return workers === 1 ? name : `${name}, ${workers} workers`;
}
