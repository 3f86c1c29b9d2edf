/** The limit of each tier, counted by the client that a header names; one client may do little. */
import type { Tier } from "../../../src/ir/model.js";

export const TIERS: readonly Tier[] = ["gateway", "sidecar"];

/** Never reached: what is measured is the counting. */
export const AMPLE_PER_SECOND = 100_000;

/** What the client `trialClient` may do. */
export const TRIAL_PER_HOUR = 10;

/** Limited by one tier alone, so that it is seen which one refuses. */
export function trialClient(tier: Tier): string {
  return `trial-${tier}`;
}
