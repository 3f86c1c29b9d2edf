import { expect, test } from "vitest";
import {
  compareBentTokens,
  compareTransactions,
  TOKENS_PER_SET,
  USERS_PER_SET,
} from "./transaction-tokens.js";

const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);

test("behind the gateway a user means what the user's own token means", () => {
  const decisions = SEEDS.flatMap(compareTransactions);
  const most = SEEDS.length * USERS_PER_SET;
  expect(decisions.length).toBeGreaterThan(most / 2);
  expect(decisions.filter(({ verdict }) => verdict === "allow").length).toBeGreaterThan(most / 10);
});

test("tokens that are bent are judged as the reference says", () => {
  const decisions = SEEDS.flatMap(compareBentTokens);
  expect(decisions).toHaveLength(SEEDS.length * TOKENS_PER_SET);
  const reasons = new Set(decisions.map(({ reason = "taken" }) => reason));
  const rest = ["form", "algorithm", "critical", "key", "type", "signature", "expired", "early", "audience"];
  const every = [
    "taken",
    "peer-trust-domain",
    ...[...rest, "requester", "caller"].map((name) => `txn-${name}`),
  ];
  expect([...reasons].sort()).toEqual(every.sort());
});
