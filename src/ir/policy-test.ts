import type { Place } from "../diagnostics/place.js";
import type { Target } from "./model.js";
import type { Request } from "./request.js";

/** What must hold of a policy set at each workload that fits the target. */
export interface PolicyTest {
  readonly name: string;
  readonly target: Target;
  /** In order: limits remember the requests before. */
  readonly cases: readonly TestCase[];
  readonly place: Place;
}

/** One request, and what must become of it. */
export interface TestCase {
  readonly name: string;
  /** `timeNs` is always there, so that a test has the same outcome tomorrow. */
  readonly request: Request & { readonly timeNs: bigint };
  readonly verdict: "allow" | "deny" | "unauthenticated" | "limited" | "invalid";
  /** What must have decided; null: the default. Absent: whatever. */
  readonly by?: { readonly policy: string; readonly rule: string } | null;
  readonly place: Place;
}
