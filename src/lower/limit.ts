import type { Limit, LimitKey } from "../ir/model.js";
import type { LimitSpec } from "../policy/schema.js";
import { UNITS } from "./duration.js";
import { lowerEach, type Scope } from "./scope.js";
import { isHeaderName } from "./values.js";

/** A count, a slash, a period; a period without a number is one of its unit. */
const RATE = /^(\d{1,15})\/(\d{1,9})?(ms|s|m|h|d)$/;

const RATE_HELP = "write a count and a period, such as `100/1m`; the units are ms, s, m, h and d";

const REQUEST_HEADER = /^request\.headers\[(["'])([^"']*)\1\]$/;

/** How long an empty bucket may take to fill: 100 years of 365.25 days, so that times fit the image's numbers. */
const MAX_FILL_NS = 36_525 * 86_400e9;

/** A limit, or nothing when it is wrong (which has been reported). */
export function lowerLimit(limit: LimitSpec, scope: Scope): Limit[] {
  const rate = parseRate(limit.rate, scope.under("rate"));
  const key = lowerEach(limit.key, scope.under("key"), lowerKey);
  if (rate === undefined) return [];
  const burst = limit.burst ?? rate.count;
  if ((rate.periodNs / rate.count) * burst > MAX_FILL_NS) {
    const message = `at \`${limit.rate}\`, a bucket of ${burst} takes over 100 years to fill`;
    scope
      .under(limit.burst === undefined ? "rate" : "burst")
      .error("invalid-burst", message, "lower the burst");
    return [];
  }
  return [{ name: limit.name, ...rate, burst, key, place: scope.under("name").place }];
}

function parseRate(text: string, scope: Scope): Pick<Limit, "count" | "periodNs"> | undefined {
  const [, count = "", amount = "1", unit = ""] = RATE.exec(text) ?? [];
  const rate = { count: Number(count), periodNs: Number(amount) * (UNITS[unit] ?? 0) };
  if (rate.periodNs === 0) {
    scope.error("invalid-rate", `\`${text}\` is no rate`, RATE_HELP);
  } else if (rate.count === 0) {
    scope.error("invalid-rate", `\`${text}\` admits nothing`, "to refuse requests, write a deny rule");
  } else if (rate.count > rate.periodNs) {
    scope.error("invalid-rate", `\`${text}\` is more than a request each nanosecond`, "lower the count");
  } else {
    return rate;
  }
  return undefined;
}

function lowerKey(text: string, scope: Scope): LimitKey[] {
  if (text === "source.ip") return [{ kind: "source" }];
  if (text === "peer.id") return [{ kind: "peer" }];
  const name = REQUEST_HEADER.exec(text)?.[2];
  if (name !== undefined)
    return isHeaderName(name, scope) ? [{ kind: "header", name: name.toLowerCase() }] : [];
  scope.error(
    "invalid-key",
    `\`${text}\` can't be a limit's key`,
    'use `source.ip`, `peer.id` or `request.headers["name"]`',
  );
  return [];
}
