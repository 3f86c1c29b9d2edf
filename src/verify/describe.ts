import type { TestCase } from "../ir/policy-test.js";
import type { Outcome } from "./run.js";

/** `deny by orders/no-refunds`, `allow by default`. */
export function described({ verdict, policy, rule }: Outcome): string {
  if (verdict === "invalid" || verdict === "error") return verdict;
  if (verdict === "unauthenticated" && rule === null) return verdict;
  return `${verdict} by ${rule === null ? "default" : `${policy}/${rule}`}`;
}

/** The same of what a case expects; only the verdict when it says no more. */
export function expected({ verdict, by }: TestCase): string {
  if (by === undefined) return verdict;
  return described({ verdict, policy: by?.policy ?? null, rule: by?.rule ?? null });
}
