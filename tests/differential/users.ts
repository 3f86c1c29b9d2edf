/** One random mesh with users: the module's decisions against the reference's, on requests with credentials good and bad. */
import { buildImage } from "../../src/compile/image.js";
import { type Decision, interpret } from "../../src/ir/interpret.js";
import { openCell } from "../cell/open-cell.js";
import { TARGET } from "../cell/path-policy.js";
import { requireSame } from "./decisions.js";
import { Random } from "./random-policy.js";
import { randomCredentials, randomUserRequest, randomUserSet } from "./random-user.js";

/** Requests for each mesh. */
export const USER_REQUESTS_PER_SET = 50;

/**
 * What the reference decided for each request of a seed, and the module as well.
 * @throws {Error} they differ; the message has the request and both decisions
 */
export function compareUsers(seed: number): Decision[] {
  const random = new Random(seed);
  const set = randomUserSet(random);
  const decide = openCell(buildImage(set, TARGET));
  const credentials = randomCredentials(random);
  return Array.from({ length: USER_REQUESTS_PER_SET }, () => {
    const request = randomUserRequest(random, credentials);
    const expected = interpret(set, TARGET, request);
    requireSame(request, expected, decide(request));
    return expected;
  });
}
