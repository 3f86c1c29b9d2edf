/** The cell, the reference and Envoy's native RBAC: one verdict, on what native RBAC can express (rbac/expressible.ts). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { interpret } from "../../src/ir/interpret.js";
import type { PolicySet } from "../../src/ir/model.js";
import type { Request } from "../../src/ir/request.js";
import { TARGET } from "../cell/path-policy.js";
import { nearRequest } from "../differential/near-request.js";
import { Random, randomPolicySet } from "../differential/random-policy.js";
import { show } from "../differential/show.js";
import { expressible, expressiblePart } from "./rbac/expressible.js";
import { type Judges, startJudges } from "./rbac/judges.js";

const SETS = 40;
const REQUESTS_PER_SET = 60;
/** Of those made: most can be expressed. */
const MOST_TRIES = 20 * REQUESTS_PER_SET;
const TIME_NS = 1_700_000_000_000_000_000n;

interface Seeded {
  readonly seed: number;
  readonly set: PolicySet;
  readonly requests: readonly Request[];
}

const all = Array.from({ length: SETS }, (_, index) => seeded(index + 1));

let judges: Judges;
beforeAll(async () => {
  judges = await startJudges(all.map(({ set }) => set));
});
afterAll(() => judges?.stop());

test(`${SETS * REQUESTS_PER_SET} requests get the same verdict from native RBAC, the cell and the reference`, async () => {
  const statuses: number[] = [];
  for (const { seed, set, requests } of all) {
    const judged = await Promise.all(requests.map((request) => judges.judge(set, request)));
    requests.forEach((request, index) => {
      const { status } = interpret(set, TARGET, request);
      expect(judged[index], `seed ${seed}, ${show(request)}`).toEqual({ rbac: status, cell: status });
      statuses.push(status);
    });
  }
  expect(statuses).toHaveLength(SETS * REQUESTS_PER_SET);
  for (const status of [200, 403]) {
    const count = statuses.filter((one) => one === status).length;
    expect(count, `${status}`).toBeGreaterThan(statuses.length / 4);
  }
});

function seeded(seed: number): Seeded {
  const random = new Random(seed);
  const set = expressiblePart(randomPolicySet(random));
  const requests: Request[] = [];
  for (let tries = 0; tries < MOST_TRIES && requests.length < REQUESTS_PER_SET; tries++) {
    const request = expressible(set, nearRequest(random, set, TIME_NS));
    if (request !== undefined) requests.push(request);
  }
  return { seed, set, requests };
}
