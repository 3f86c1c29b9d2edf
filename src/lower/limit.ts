import type { Limit, LimitKey } from "../ir/model.js";
import type { LimitSpec } from "../policy/schema.js";
import type { Scope } from "./scope.js";
import { isToken } from "./values.js";

const NS: Readonly<Record<string, number>> = {
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3_600e9,
  d: 86_400e9,
};

/** One hit a nanosecond: no clock tells more. */
const MAX_PER_SECOND = 1e9;

/** 100 years, the image's bound for interval × burst. */
const MAX_TOLERANCE_NS = 3_155_760_000e9;

/** A limit, or nothing when it is wrong (which has been reported). */
export function lowerLimit(limit: LimitSpec, scope: Scope): Limit[] {
  const rate = lowerRate(limit.rate, scope);
  const key = (limit.key ?? []).flatMap((part, index) => lowerKey(part, scope.under("key", index)));
  if (rate === undefined) return [];
  const burst = limit.burst ?? rate.count;
  if (Math.floor(rate.periodNs / rate.count) * burst > MAX_TOLERANCE_NS) {
    scope.error("invalid-burst", `a burst of ${burst} at \`${limit.rate}\` takes over 100 years to fill`, [
      "burst",
    ]);
    return [];
  }
  return [{ name: limit.name, ...rate, burst, key, place: scope.place(["name"]) }];
}

/** `100/1m`, `5000/h`: a count, a slash, a period. */
function lowerRate(text: string, scope: Scope): { count: number; periodNs: number } | undefined {
  const [, countText = "", amountText, unit = ""] = /^(\d+)\/(\d+)?(ms|s|m|h|d)$/.exec(text) ?? [];
  const count = Number(countText);
  const periodNs = Number(amountText ?? "1") * (NS[unit] ?? 0);
  if (count >= 1 && periodNs >= 1 && count / (periodNs / 1e9) <= MAX_PER_SECOND) return { count, periodNs };
  const help =
    "write a count and a period, such as `100/1m`; units are ms, s, m, h, d; at most 10^9 a second";
  scope.error("invalid-rate", `\`${text}\` is no rate`, ["rate"], help);
  return undefined;
}

function lowerKey(text: string, scope: Scope): LimitKey[] {
  if (text === "source.ip") return [{ kind: "source" }];
  if (text === "peer.id") return [{ kind: "peer" }];
  const name = /^request\.headers\[(?:"([^"]+)"|'([^']+)')\]$/
    .exec(text)
    ?.slice(1)
    .find((one) => one !== undefined);
  if (name !== undefined)
    return isToken(name, "header", scope, []) ? [{ kind: "header", name: name.toLowerCase() }] : [];
  scope.error(
    "invalid-key",
    `\`${text}\` can't be a limit's key`,
    [],
    'use `source.ip`, `peer.id` or `request.headers["name"]`',
  );
  return [];
}
