/**
 * The two laws of the gateway's early refusals: it never refuses for the destination what the destination
 * would allow, and what it lets pass, the destination decides as if there were no gateway.
 */
import { expect, test } from "vitest";
import { destinationOf } from "../../src/ir/destination.js";
import { requestToFacts } from "../../src/ir/facts.js";
import { interpret } from "../../src/ir/interpret.js";
import type { Clause, PolicySet } from "../../src/ir/model.js";
import type { Request } from "../../src/ir/request.js";
import { TARGET } from "../cell/path-policy.js";
import { nearRequest } from "./near-request.js";
import { Random, randomPolicySet } from "./random-policy.js";
import { show } from "./show.js";

const SETS = 600;
const REQUESTS_PER_SET = 40;
/** What the destination may see as the source: the gateway's address, which the gateway doesn't know. */
const SOURCES = ["10.1.2.3", "10.9.9.9", "192.0.2.1", "2001:db8::1"];

test("the gateway refuses only what the destination refuses, from whatever address the request arrives", () => {
  let refusals = 0;
  forEachRequest((set, request) => {
    const decision = interpret(set, TARGET, request);
    if (decision.destination === undefined) return;
    refusals++;
    for (const sourceIp of SOURCES) {
      const there = interpret(set, decision.destination, { ...request, peer: TARGET, sourceIp });
      expect(["deny", "unauthenticated"], show({ request, decision })).toContain(there.verdict);
    }
  });
  expect(refusals).toBeGreaterThan(SETS / 4);
});

test("the gateway refuses early whenever the destination's rules ask for nothing that it can't know", () => {
  let refusals = 0;
  forEachRequest((whole, request) => {
    const set = withKnownOnly(whole);
    const facts = requestToFacts(request, set.pathNormalization);
    const destination = "invalid" in facts ? undefined : destinationOf(set.workloads, facts);
    if (destination === undefined) return;
    const there = interpret(withoutLimits(set), destination.id, { ...request, peer: TARGET });
    const here = interpret(withoutLimits(set), TARGET, request);
    if (there.verdict === "deny") {
      refusals++;
      expect(here.verdict, show({ request, there, here })).toBe("deny");
    }
  });
  expect(refusals).toBeGreaterThan(SETS / 4);
});

function forEachRequest(judge: (set: PolicySet, request: Request) => void): void {
  for (let seed = 1; seed <= SETS; seed++) {
    const random = new Random(seed);
    const set = asGateway(randomPolicySet(random));
    for (let i = 0; i < REQUESTS_PER_SET; i++)
      judge(set, nearRequest(random, set, 1_700_000_000_000_000_000n));
  }
}

function asGateway(set: PolicySet): PolicySet {
  return {
    ...set,
    workloads: set.workloads.map((one) => (one.id === TARGET ? { ...one, tier: "gateway" } : one)),
  };
}

/** Tests and attributes that may come out otherwise behind the gateway. */
const UNKNOWN =
  /"kind":"source"|"name":"((source|destination|connection|route|user)\.|request\.(scheme|protocol|time|size)")/;

/** The set without them. */
function withKnownOnly(set: PolicySet): PolicySet {
  const clause = ({ anyOf, place }: Clause): Clause[] => {
    const known = anyOf.filter((one) => !UNKNOWN.test(JSON.stringify(one)));
    return known.length === 0 ? [] : [{ anyOf: known, place }];
  };
  const policies = set.policies.map((policy) => ({
    ...policy,
    rules: policy.rules.map((rule) => ({ ...rule, clauses: rule.clauses.flatMap(clause) })),
  }));
  return { ...set, policies };
}

function withoutLimits(set: PolicySet): PolicySet {
  return { ...set, policies: set.policies.map((policy) => ({ ...policy, limits: [] })) };
}
