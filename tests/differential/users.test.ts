import { expect, test } from "vitest";
import type { Decision } from "../../src/ir/interpret.js";
import { compareUsers, USER_REQUESTS_PER_SET } from "./users.js";

const SETS = 100;

/** What random requests must not miss: how many of the decisions at least are of this kind, of a thousand. */
const KINDS: readonly (readonly [kind: string, share: number, is: (decision: Decision) => boolean])[] = [
  ["a user allowed", 20, ({ verdict, user }) => verdict === "allow" && user !== undefined],
  ["a user denied", 20, ({ verdict, user }) => verdict === "deny" && user !== undefined],
  ["a user without a subject", 1, ({ user }) => user !== undefined && user.sub === undefined],
  ["nobody, where somebody is wanted", 20, ({ verdict, reason }) => verdict === "unauthenticated" && !reason],
  ["nobody denied", 20, ({ verdict, user }) => verdict === "deny" && user === undefined],
  ["somebody of an API key", 2, ({ user }) => user?.iss === "partners"],
  ...[
    "several-credentials",
    "api-key",
    "token-form",
    "token-algorithm",
    "token-critical",
    "token-key",
    "token-type",
    "token-issuer",
    "token-signature",
    "token-expired",
    "token-early",
    "token-audience",
  ].map((flaw) => [flaw, 1, ({ reason }: Decision) => reason === flaw] as const),
];

test(`the module knows the users of ${SETS * USER_REQUESTS_PER_SET} requests as the reference does`, {
  timeout: 600_000,
}, () => {
  const decisions = Array.from({ length: SETS }, (_, index) => seeded(index + 1)).flat();
  for (const [kind, share, is] of KINDS) {
    expect(decisions.filter(is).length, kind).toBeGreaterThan((share / 1000) * decisions.length);
  }
});

function seeded(seed: number): Decision[] {
  try {
    return compareUsers(seed);
  } catch (error) {
    throw new Error(`seed ${seed}`, { cause: error });
  }
}
