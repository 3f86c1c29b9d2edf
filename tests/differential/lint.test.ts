/**
 * What lint finds is certain: on random policy sets, rules that it calls superfluous can all be removed and no
 * random request is decided otherwise, and what it calls impossible does not happen.
 */
import { expect, test } from "vitest";
import type { Code } from "../../src/diagnostics/code.js";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { Place } from "../../src/diagnostics/place.js";
import { deniesByDefault } from "../../src/ir/authorize.js";
import { destinationOf } from "../../src/ir/destination.js";
import { evaluateRule, evaluateTest } from "../../src/ir/evaluate.js";
import { type Facts, requestToFacts } from "../../src/ir/facts.js";
import { type Decision, interpret } from "../../src/ir/interpret.js";
import type { Clause, Policy, PolicySet, Rule, Test, Workload } from "../../src/ir/model.js";
import { peerFlaw } from "../../src/ir/peer-flaw.js";
import type { Request } from "../../src/ir/request.js";
import { fitsTarget } from "../../src/ir/target.js";
import { Budget } from "../../src/lint/budget.js";
import { isRuleWithin } from "../../src/lint/compare.js";
import { lint } from "../../src/lint/lint.js";
import { Targets } from "../../src/lint/targets.js";
import { Random, randomPolicySet } from "./random-policy.js";
import { randomRequest } from "./random-request.js";

const SETS = Number(process.env.CELLWALL_DIFFERENTIAL_SETS ?? 400);
const REQUESTS_PER_SET = 60;
/** One of the peers of random requests. */
const GATEWAY = "spiffe://t.example/ns/n1/sa/s1";

const NOWHERE: Place = { file: "random", line: 0, column: 1, length: 1 };
const FROM_GATEWAY: Clause = { anyOf: [{ kind: "peer", id: GATEWAY, place: NOWHERE }], place: NOWHERE };

/** What no request needs. */
const SUPERFLUOUS: readonly Code[] = ["never-matches", "same-rule", "hidden-rule", "always-denied"];

/** Odd peers are refused where something depends on the peer: the last rule that does may be superfluous. */
function isGoodPeer(set: PolicySet, request: Request): boolean {
  const asked = (workload: Workload): Workload =>
    request.peer === undefined ? workload : { ...workload, mtls: "STRICT" };
  return set.workloads.every((workload) => peerFlaw(set, asked(workload), request) === undefined);
}

test("rules that are called superfluous can all be removed", { timeout: 600_000 }, () => {
  const seen = new Map<Code, number>();
  forEachSet((set, findings, requests) => {
    const found = findings.filter(({ code }) => SUPERFLUOUS.includes(code));
    for (const { code } of found) seen.set(code, (seen.get(code) ?? 0) + 1);
    const lines = new Set(found.map(({ place }) => place?.line));
    const less = { ...set, policies: set.policies.map((policy) => without(policy, lines)) };
    for (const workload of set.workloads) {
      const before = outcomes(set, workload, requests);
      const after = outcomes(less, workload, requests);
      const context = JSON.stringify({ found, workload });
      expect(after.enforced, context).toEqual(before.enforced);
      // The last allow rule of a policy, in shadow mode, also shows what its policy would then refuse.
      if (after.default === before.default) expect(after.shadow, context).toEqual(before.shadow);
    }
  });
  for (const code of SUPERFLUOUS) expect(seen.get(code), code).toBeGreaterThan(SETS / 20);
});

test("what is called impossible does not happen", { timeout: 600_000 }, () => {
  const seen = new Map<Code, number>();
  forEachSet((set, findings, requests) => {
    for (const finding of findings) {
      const happens = IMPOSSIBLE[finding.code];
      if (happens === undefined) continue;
      seen.set(finding.code, (seen.get(finding.code) ?? 0) + 1);
      const broken = requests.filter((request) => happens(set, finding, request));
      expect(broken, JSON.stringify(finding)).toEqual([]);
    }
  });
  for (const code of Object.keys(IMPOSSIBLE) as Code[]) {
    expect(seen.get(code), code).toBeGreaterThan(SETS / 20);
  }
});

test("no rule is left of which another one that is left matches whatever it matches", () => {
  forEachSet((set, findings) => {
    const found = new Set(findings.map(({ place }) => place?.line));
    const left = set.policies
      .flatMap((policy) => policy.rules.map((rule) => ({ policy, rule })))
      .filter(({ rule }) => !found.has(rule.place.line));
    const targets = new Targets(set.workloads);
    for (const one of left.filter(({ policy }) => targets.workloadsOf(policy.target).length > 0)) {
      const covers = left.filter(
        (other) =>
          other !== one &&
          other.rule.effect === "deny" &&
          one.rule.effect !== "audit" &&
          (one.rule.shadow || !other.rule.shadow) &&
          targets.isWithin(one.policy.target, other.policy.target) &&
          isRuleWithin(one.rule, other.rule, new Budget(Number.POSITIVE_INFINITY)),
      );
      expect(covers, JSON.stringify(one)).toEqual([]);
    }
  });
});

type Happens = (set: PolicySet, finding: Diagnostic, request: Request) => boolean;

const IMPOSSIBLE: Readonly<Partial<Record<Code, Happens>>> = {
  "never-matches": onFacts((set, finding, facts) => evaluateRule(ruleAt(set, finding), facts).matches),
  "undecided-only": onFacts((set, finding, facts) => {
    const { matches, doubt } = evaluateRule(ruleAt(set, finding), facts);
    return matches && doubt === undefined;
  }),
  "never-holds": onFacts((set, finding, facts) => evaluateTest(testAt(set, finding), facts) === true),
  "unguarded-workload": (set, { place }, request) => {
    const workload = set.workloads.find((one) => one.place.line === place?.line);
    if (workload === undefined) throw new Error("no workload is there");
    return outcomes(set, workload, [request]).enforced.includes("deny");
  },
  "unreachable-rule": (set, finding, request) => {
    const facts = requestToFacts(request, set.pathNormalization);
    const { rule, workloads } = ownerAt(set, finding);
    if ("invalid" in facts || !evaluateRule(rule, facts).matches) return false;
    const sent = destinationOf(set.workloads, facts)?.id;
    return request.peer !== GATEWAY || workloads.some(({ id }) => id === sent);
  },
};

function onFacts(happens: (set: PolicySet, finding: Diagnostic, facts: Facts) => boolean): Happens {
  return (set, finding, request) => {
    const facts = requestToFacts(request, set.pathNormalization);
    return !("invalid" in facts) && happens(set, finding, facts);
  };
}

function forEachSet(
  judge: (set: PolicySet, findings: readonly Diagnostic[], requests: Request[]) => void,
): void {
  for (let seed = 1; seed <= SETS; seed++) {
    const random = new Random(seed);
    const set = numbered(richer(randomPolicySet(random), random));
    const requests = Array.from({ length: REQUESTS_PER_SET }, () => randomRequest(random, 0n)).filter(
      (request) => isGoodPeer(set, request),
    );
    judge(set, lint(set).findings, requests);
  }
}

/** With a gateway, without limits, for more targets, and with rules that are copied or have the conditions of another, too. */
function richer(set: PolicySet, random: Random): PolicySet {
  const rules = set.policies.flatMap((policy) => policy.rules);
  const gateway: Workload = { id: GATEWAY, tier: "gateway", hosts: [], paths: [], place: NOWHERE };
  const workloads = [...set.workloads, gateway];
  const policies = set.policies.map((policy) => ({
    ...policy,
    target: random.chance(3) ? { workload: random.pick(workloads).id, place: NOWHERE } : policy.target,
    limits: [],
    rules: policy.rules.map((rule) => {
      if (random.chance(8)) return { ...rule, clauses: [...rule.clauses, FROM_GATEWAY] };
      if (random.chance(2)) return rule;
      const { clauses } = random.pick(rules);
      return { ...rule, clauses: random.chance(2) ? clauses : [...rule.clauses, ...clauses] };
    }),
  }));
  return { ...set, workloads, policies };
}

/** Each node on a line of its own; a rule's clauses on its line. */
function numbered(set: PolicySet): PolicySet {
  let line = 0;
  const next = (): Place => ({ ...NOWHERE, line: ++line });
  return {
    ...set,
    workloads: set.workloads.map((workload) => ({ ...workload, place: next() })),
    policies: set.policies.map((policy) => ({
      ...policy,
      rules: policy.rules.map((rule) => {
        const place = next();
        const clauses = rule.clauses.map(({ anyOf }) => ({
          anyOf: anyOf.map((one) => ({ ...one, place: next() })),
          place,
        }));
        return { ...rule, clauses, place };
      }),
    })),
  };
}

/** A policy without the rules of some lines, with its default as it was. */
function without(policy: Policy, lines: ReadonlySet<number | undefined>): Policy {
  const rules = policy.rules.filter(({ place }) => !lines.has(place.line));
  const closes = (some: readonly Rule[]) =>
    some.some((one) => one.effect === "allow" && one.shadow === policy.shadow);
  const isPinned = policy.default === undefined && closes(policy.rules) && !closes(rules);
  return { ...policy, rules, ...(isPinned ? { default: "deny" } : {}) };
}

/** What a workload's own policies make of requests, enforced and without shadow mode. */
function outcomes(set: PolicySet, { id }: Workload, requests: readonly Request[]) {
  const workloads = set.workloads.map((one) => ({ ...one, hosts: [], paths: [] }));
  const decisions = requests.map((request) => interpret({ ...set, workloads }, id, request));
  const there = workloads.filter((one) => one.id === id);
  return {
    enforced: decisions.map(({ verdict }) => asRefusal(verdict)),
    shadow: decisions.map(({ verdict, shadow }) => shadow?.verdict ?? asRefusal(verdict)),
    default: deniesByDefault(
      set.policies.filter(({ target }) => there.some((workload) => fitsTarget(target, workload))),
    ),
  };
}

function ownerAt(set: PolicySet, { place }: Diagnostic) {
  for (const policy of set.policies) {
    const rule = policy.rules.find((one) => one.place.line === place?.line);
    const workloads = set.workloads.filter((workload) => fitsTarget(policy.target, workload));
    if (rule !== undefined) return { rule, workloads };
  }
  throw new Error("no rule is there");
}

function ruleAt(set: PolicySet, finding: Diagnostic): Rule {
  return ownerAt(set, finding).rule;
}

function testAt(set: PolicySet, { place }: Diagnostic): Test {
  const clauses = set.policies.flatMap(({ rules }) => rules).flatMap((rule) => rule.clauses);
  const found = clauses.flatMap(({ anyOf }) => anyOf).find((one) => one.place.line === place?.line);
  if (found === undefined) throw new Error("no test is there");
  return found;
}

/** A rule less may make a refusal one that a user could change, or the other way round. */
function asRefusal(verdict: Decision["verdict"]): Decision["verdict"] {
  return verdict === "unauthenticated" ? "deny" : verdict;
}
