/** One random policy set: the module's decisions against the reference's, on requests around its boundaries. */
import { isDeepStrictEqual } from "node:util";
import { buildImage } from "../../src/compile/image.js";
import type { Decided } from "../../src/host/decide.js";
import { type Decision, interpret } from "../../src/ir/interpret.js";
import { Limiter } from "../../src/ir/limiter.js";
import type { Request } from "../../src/ir/request.js";
import { openCell } from "../cell/open-cell.js";
import { TARGET } from "../cell/path-policy.js";
import { nearRequest } from "./near-request.js";
import { Random, randomPolicySet } from "./random-policy.js";
import { show } from "./show.js";

/** Requests for each policy set. */
export const REQUESTS_PER_SET = 100;

/** The most between two requests: with the shorter ones limits are reached. */
const PAUSES_NS = [400_000_000, 20_000_000];
const START_NS = 1_700_000_000_000_000_000n;

/**
 * What the reference decided for each request of a seed, and the module as well.
 * @throws {Error} they differ; the message has the request and both decisions
 */
export function compareDecisions(seed: number): Decision[] {
  const random = new Random(seed);
  const set = randomPolicySet(random);
  const decide = openCell(buildImage(set, TARGET, { writtenUsers: true }));
  const limiter = new Limiter();
  const pauseNs = random.pick(PAUSES_NS);
  let timeNs = START_NS;
  return Array.from({ length: REQUESTS_PER_SET }, () => {
    timeNs += BigInt(random.below(pauseNs));
    const request = nearRequest(random, set, timeNs);
    const expected = interpret(set, TARGET, request, limiter);
    limiter.end(request, { status: 200, size: 0n }, timeNs);
    requireSame(request, expected, decide(request));
    return expected;
  });
}

/** @throws {Error} they differ */
export function requireSame(request: Request, expected: Decision, decided: Decided): void {
  const { version: _, path: __, audit, ...others } = decided;
  const actual = audit === undefined ? others : { ...others, audit: [...audit].sort() };
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`${show(request)}\n  module:    ${show(actual)}\n  reference: ${show(expected)}`);
}
