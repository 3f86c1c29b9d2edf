import { inRange } from "./address.js";
import type { Facts } from "./facts.js";
import { matchHost } from "./host.js";
import { matchTemplate } from "./match-template.js";
import type { Clause, HeaderTest, PathTest, PeerTest, Rule, Test } from "./model.js";
import { or, type Truth } from "./truth.js";

/** The kind of attribute that a test needs. */
export type Attribute = Test["kind"];

/** Whether a rule matches, and the attribute of its first clause that matched only for being undecided. */
export interface Match {
  readonly matches: boolean;
  readonly undecided?: Attribute;
}

/** All clauses of the rule hold; what is undecided holds for a deny or audit rule and fails an allow rule. */
export function evaluateRule(rule: Rule, facts: Facts): Match {
  let undecided: Attribute | undefined;
  for (const clause of rule.clauses) {
    const outcome = or(clause.anyOf.map((test) => evaluateTest(test, facts)));
    if (outcome === false || (outcome === "undecided" && rule.effect === "allow")) return { matches: false };
    if (outcome === "undecided") undecided ??= attributeOf(clause);
  }
  return { matches: true, ...(undecided === undefined ? {} : { undecided }) };
}

/** A clause tests one kind of attribute. */
function attributeOf(clause: Clause): Attribute | undefined {
  return clause.anyOf[0]?.kind;
}

/** See src/ir/model.ts for what each test means. */
export function evaluateTest(test: Test, facts: Facts): Truth {
  switch (test.kind) {
    case "method":
      return facts.method === undefined ? "undecided" : facts.method === test.value;
    case "host":
      return facts.host === undefined ? "undecided" : matchHost(test.host, facts.host);
    case "path":
      return evaluatePath(test, facts.path);
    case "header":
      return evaluateHeader(test, facts.headers(test.name));
    case "peer":
      return evaluatePeer(test, facts.peer);
    case "source":
      return facts.source === undefined ? "undecided" : inRange(facts.source, test.range);
  }
}

function evaluatePath({ path: pattern }: PathTest, path: string): Truth {
  if ("prefix" in pattern) return path.startsWith(pattern.prefix);
  if ("suffix" in pattern) return path.endsWith(pattern.suffix);
  const match = matchTemplate(pattern.template, path);
  return typeof match === "object" ? true : match;
}

function evaluateHeader({ match }: HeaderTest, values: readonly string[]): Truth {
  if ("present" in match) return values.length > 0 === match.present;
  const fitting = values.filter((value) => {
    if ("exact" in match) return value === match.exact;
    return "prefix" in match ? value.startsWith(match.prefix) : value.endsWith(match.suffix);
  });
  if (fitting.length === 0) return false;
  return fitting.length === values.length ? true : "undecided";
}

function evaluatePeer(test: PeerTest, peer: Facts["peer"]): Truth {
  if (peer === undefined) return "undecided";
  return (
    (test.id === undefined || test.id === peer.id) &&
    (test.idPrefix === undefined || peer.id.startsWith(test.idPrefix)) &&
    (test.trustDomain === undefined || test.trustDomain === peer.trustDomain) &&
    (test.namespace === undefined || test.namespace === peer.namespace) &&
    (test.serviceAccount === undefined || test.serviceAccount === peer.serviceAccount)
  );
}
