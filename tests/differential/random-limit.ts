import type { Limit, LimitKey } from "../../src/ir/limit.js";
import type { Random } from "./random-policy.js";

const place = { file: "random", line: 1, column: 1, length: 1 };

const SOURCE: LimitKey = { kind: "source", v4: 32, v6: 128 };

/** A limit that a hundred requests reach. */
export function randomLimit(random: Random): Limit {
  const key = random.pick<Limit["key"]>([
    [],
    [SOURCE],
    [{ kind: "attribute", attribute: { name: "peer.id" } }],
    [{ kind: "header", name: "x-one" }],
    [SOURCE, { kind: "header", name: "x-two" }],
  ]);
  const shadow = random.chance(3) ? { shadow: true as const } : {};
  const capacity = { count: 1 + random.below(5), periodNs: 1e9, burst: 1 + random.below(4) };
  return { name: "l", ...shadow, clauses: [], capacity, key, overrides: [], place };
}
