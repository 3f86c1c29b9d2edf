import { cell, cellAndLimit, cellOnePath } from "./cell.js";
import { emptyWasm } from "./floor.js";
import { headerBare, headerOnSdk, headerOnSolo } from "./header.js";
import { limitVariants } from "./limits.js";
import { localRateLimit, rbac, rbacAndRateLimit, rbacOnePath } from "./native.js";
import { userVariants } from "./users.js";
import type { Variant } from "./variant.js";

const COUNTS = [1, 8, 100, 1_000, 5_000];
const ONE_PATH_COUNTS = [100, 1_000];

/** Every variant beside the baseline, those to compare side by side. */
export function allVariants(): Variant[] {
  return [
    emptyWasm(),
    localRateLimit(),
    ...COUNTS.flatMap((rules) => [rbac(rules), cell(rules)]),
    cell(10),
    cell(100_000),
    ...COUNTS.flatMap((rules) => [rbacAndRateLimit(rules), cellAndLimit(rules)]),
    ...ONE_PATH_COUNTS.flatMap((rules) => [rbacOnePath(rules), cellOnePath(rules)]),
    ...userVariants(),
    ...limitVariants(),
    headerBare(),
    headerOnSdk(),
    headerOnSolo(),
  ];
}
