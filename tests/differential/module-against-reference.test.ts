import { expect, test } from "vitest";
import type { Decision } from "../../src/ir/interpret.js";
import { compareDecisions, REQUESTS_PER_SET } from "./decisions.js";

const SETS = 200;

/** What random requests must not miss: how many of the decisions at least are of this kind, of a hundred. */
const KINDS: readonly (readonly [kind: string, share: number, is: (decision: Decision) => boolean])[] = [
  ["allowed by a rule", 5, ({ verdict, rule }) => verdict === "allow" && rule !== null],
  ["allowed by none", 5, ({ verdict, rule }) => verdict === "allow" && rule === null],
  ["denied by a rule", 5, ({ verdict, rule }) => verdict === "deny" && rule !== null],
  ["denied by none", 5, ({ verdict, rule }) => verdict === "deny" && rule === null],
  ["refused for want of a user", 0.3, ({ verdict }) => verdict === "unauthenticated"],
  ["of a user", 20, ({ user }) => user !== undefined],
  ["invalid", 5, ({ verdict }) => verdict === "invalid"],
  ["limited", 1, ({ verdict }) => verdict === "limited"],
  ["undecided", 2, ({ undecided }) => undecided !== undefined],
  ["foreseen by a gateway", 1, ({ destination }) => destination !== undefined],
  ["nearly allowed", 5, ({ nearest }) => nearest !== undefined],
  ["other without shadow mode", 2, ({ shadow }) => shadow !== undefined],
  ["audited", 2, ({ audit }) => audit !== undefined],
];

test(`the module decides ${SETS * REQUESTS_PER_SET} requests around the boundaries of random policies as the reference does`, {
  timeout: 600_000,
}, () => {
  const decisions = Array.from({ length: SETS }, (_, index) => seeded(index + 1)).flat();
  for (const [kind, share, is] of KINDS) {
    expect(decisions.filter(is).length, kind).toBeGreaterThan((share / 100) * decisions.length);
  }
});

function seeded(seed: number): Decision[] {
  try {
    return compareDecisions(seed);
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  }
}
