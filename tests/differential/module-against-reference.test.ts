import { expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import { interpret } from "../../src/ir/interpret.js";
import { Limiter } from "../../src/ir/limiter.js";
import { openCell } from "../cell/open-cell.js";
import { TARGET } from "../cell/path-policy.js";
import { Random, randomPolicySet, randomRequest } from "./random-policy.js";

const SETS = Number(process.env.CELLWALL_DIFFERENTIAL_SETS ?? 400);
const REQUESTS_PER_SET = 50;

test(`the module decides ${SETS * REQUESTS_PER_SET} random requests as the reference does`, {
  timeout: 600_000,
}, () => {
  const seen = { destination: 0, nearest: 0, shadow: 0 };
  for (let seed = 1; seed <= SETS; seed++) {
    const random = new Random(seed);
    const set = randomPolicySet(random);
    const decide = openCell(buildImage(set, TARGET));
    const limiter = new Limiter();
    let timeNs = 1_700_000_000_000_000_000n;
    for (let i = 0; i < REQUESTS_PER_SET; i++) {
      timeNs += BigInt(random.below(400_000_000));
      const request = randomRequest(random, timeNs);
      const { verdict, status, policy, rule, reason, undecided, destination, nearest, shadow, audit } =
        decide(request);
      const expected = interpret(set, TARGET, request, limiter);
      if (expected.destination !== undefined) seen.destination++;
      if (expected.nearest !== undefined) seen.nearest++;
      if (expected.shadow !== undefined) seen.shadow++;
      const actual = {
        verdict,
        status,
        policy,
        rule,
        reason,
        undecided,
        destination,
        nearest,
        shadow,
        audit: audit && [...audit].sort(),
      };
      expect(
        actual,
        `seed ${seed}, ${JSON.stringify(request, (_, value) => (typeof value === "bigint" ? `${value}` : value))}`,
      ).toEqual({ ...absent, ...expected });
    }
  }
  expect(seen.destination).toBeGreaterThan(SETS / 4);
  expect(seen.nearest).toBeGreaterThan(SETS);
  expect(seen.shadow).toBeGreaterThan(SETS / 4);
});

const absent = {
  reason: undefined,
  undecided: undefined,
  destination: undefined,
  nearest: undefined,
  shadow: undefined,
  audit: undefined,
};
