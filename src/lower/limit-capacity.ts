import { type Capacity, MAX_COUNT, MAX_FILL_NS, type Rate } from "../ir/limit.js";
import { UNITS } from "./duration.js";
import type { Scope } from "./scope.js";

/** A limit or an override, as far as it says how much. */
export interface CapacitySpec {
  readonly rate?: string | undefined;
  readonly burst?: number | undefined;
  readonly inFlight?: number | undefined;
}

/** A count, a slash, a period; a period without a number is one of its unit. */
const RATE = /^(\d{1,15})\/(\d{1,9})?(ms|s|m|h|d)$/;

const RATE_HELP = "write a count and a period, such as `100/1m`; the units are ms, s, m, h and d";

/** What the rate limit service counts by (github.com/envoyproxy/ratelimit, Rate limit definition), nanoseconds. */
const MESH_PERIODS: ReadonlySet<number> = new Set(["s", "m", "h", "d"].map((unit) => UNITS[unit] ?? 0));

/** How much is admitted; undefined when that is wrong (which has been reported). `isMesh`: the service has to count by it. */
export function lowerCapacity(spec: CapacitySpec, isMesh: boolean, scope: Scope): Capacity | undefined {
  const { rate, burst, inFlight } = spec;
  if ((rate === undefined) === (inFlight === undefined)) {
    const help = "`rate` is for requests in a period, `inFlight` for requests at a time";
    scope.error("invalid-limit", "needs one of `rate` and `inFlight`", help);
    return undefined;
  }
  if (rate !== undefined) return lowerRate(rate, burst, isMesh, scope);
  if (burst !== undefined) {
    scope.under("burst").error("invalid-limit", "requests at a time have no `burst`", "leave it out");
    return undefined;
  }
  return isCount(inFlight ?? 0, scope.under("inFlight")) ? { inFlight: inFlight ?? 0 } : undefined;
}

function lowerRate(
  text: string,
  written: number | undefined,
  isMesh: boolean,
  scope: Scope,
): Rate | undefined {
  const rate = parseRate(text, isMesh, scope.under("rate"));
  if (rate === undefined) return undefined;
  const burst = written ?? rate.count;
  const at = scope.under(written === undefined ? "rate" : "burst");
  if (!isCount(burst, at)) return undefined;
  if ((rate.periodNs / rate.count) * burst <= MAX_FILL_NS) return { ...rate, burst };
  const message = `at \`${text}\`, a bucket of ${burst} takes over 100 years to fill`;
  at.error("invalid-burst", message, "lower the burst");
  return undefined;
}

function parseRate(
  text: string,
  isMesh: boolean,
  scope: Scope,
): Pick<Rate, "count" | "periodNs"> | undefined {
  const [, count = "", amount = "1", unit = ""] = RATE.exec(text) ?? [];
  const rate = { count: Number(count), periodNs: Number(amount) * (UNITS[unit] ?? 0) };
  if (rate.periodNs === 0) {
    scope.error("invalid-rate", `\`${text}\` is no rate`, RATE_HELP);
  } else if (rate.count === 0) {
    scope.error("invalid-rate", `\`${text}\` admits nothing`, "to refuse requests, write a deny rule");
  } else if (rate.count > rate.periodNs) {
    scope.error("invalid-rate", `\`${text}\` is more than a request each nanosecond`, "lower the count");
  } else if (rate.count > MAX_COUNT) {
    scope.error("invalid-rate", `\`${text}\` counts to more than ${MAX_COUNT}`, "take a shorter period");
  } else if (isMesh && !MESH_PERIODS.has(rate.periodNs)) {
    const help = "the rate limit service counts by `1s`, `1m`, `1h` or `1d`";
    scope.error("invalid-rate", `\`${text}\` can't be counted for the mesh`, help);
  } else {
    return rate;
  }
  return undefined;
}

function isCount(count: number, scope: Scope): boolean {
  if (count <= MAX_COUNT) return true;
  scope.error("invalid-burst", `${count} is more than ${MAX_COUNT}`, "lower it");
  return false;
}
