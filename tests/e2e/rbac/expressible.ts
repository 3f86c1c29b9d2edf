/**
 * The part of a policy set, and the requests, that Envoy's native RBAC can express. It can't:
 *
 * - give more than one verdict, or say which rule gave it: no audit rules, no shadow mode, no limits;
 * - evaluate CEL as the cell does, or know a peer's namespace and service account: no conditions, values, peers, no `mtls`;
 * - say "undecided": a deny rule about what is missing or ambiguous does not match. No such requests;
 * - see a header that came twice as two: it gets `a,b`. No such requests;
 * - refuse a request as invalid. No such requests;
 * - see the path `/` where there were several slashes and nothing else: Envoy leaves two. No such requests;
 * - take an IPv4-mapped address for its IPv4 address. Addresses are sent in their short form.
 */
import { formatAddress, parseAddress } from "../../../src/ir/address.js";
import { evaluateTest } from "../../../src/ir/evaluate.js";
import { type Facts, requestToFacts } from "../../../src/ir/facts.js";
import type { Clause, Effect, Policy, PolicySet, Rule, Test } from "../../../src/ir/model.js";
import type { Request } from "../../../src/ir/request.js";
import { TARGET } from "../../cell/path-policy.js";
import { isSendable } from "../sendable.js";

const KINDS: ReadonlySet<Test["kind"]> = new Set(["method", "host", "path", "header", "source"]);
const EFFECTS: ReadonlySet<Effect> = new Set(["allow", "deny"]);

/** The set without what native RBAC has no words for, all of it for the one sidecar. */
export function expressiblePart(set: PolicySet): PolicySet {
  const workloads = set.workloads.filter(({ id }) => id === TARGET);
  return {
    ...set,
    workloads: workloads.map(({ mtls: _, ...one }) => ({ ...one, tier: "sidecar" })),
    policies: set.policies.map(expressiblePolicy),
  };
}

function expressiblePolicy({ shadow: _, ...policy }: Policy): Policy {
  const rules = policy.rules.filter(({ effect }) => EFFECTS.has(effect)).map(expressibleRule);
  return { ...policy, target: { place: policy.place }, rules, limits: [] };
}

function expressibleRule({ shadow: _, ...rule }: Rule): Rule {
  const clauses = rule.clauses.flatMap(({ anyOf, place }): Clause[] => {
    const tests = anyOf.filter(({ kind }) => KINDS.has(kind));
    return tests.length === 0 ? [] : [{ anyOf: tests, place }];
  });
  return { ...rule, clauses };
}

/** The request with what every request to Envoy has; undefined when native RBAC or HTTP/2 can't express it. */
export function expressible(set: PolicySet, request: Request): Request | undefined {
  const { method = "GET", path = "/", host = "a.example", sourceIp = "127.0.0.1", headers } = request;
  const source = parseAddress(sourceIp);
  if (source === undefined) return undefined;
  const complete = { method, path, host, sourceIp: formatAddress(source), headers, scheme: "http" };
  const facts = requestToFacts(complete, set.pathNormalization);
  if ("invalid" in facts || isOnlySlashes(path, facts)) return undefined;
  return isSendable(complete) && !isRepeated(complete) && isDecided(set, facts) ? complete : undefined;
}

function isOnlySlashes(path: string, facts: Facts): boolean {
  return facts.path === "/" && !/^\/(\?|$)/.test(path);
}

function isRepeated({ headers }: Request): boolean {
  return new Set(headers.map(([name]) => name.toLowerCase())).size < headers.length;
}

function isDecided({ policies }: PolicySet, facts: Facts): boolean {
  const rules = policies.flatMap((policy) => policy.rules);
  const tests = rules.flatMap(({ clauses }) => clauses.flatMap(({ anyOf }) => anyOf));
  return tests.every((one) => evaluateTest(one, facts) !== "undecided");
}
