/** The tests that say all themselves, without an expression. */
import { inRange } from "./address.js";
import type { Facts } from "./facts.js";
import { matchHost } from "./host.js";
import { matchTemplate } from "./match-template.js";
import type { ConditionTest, HeaderTest, PathTest, PeerTest, Test, ValueTest } from "./model.js";
import type { Truth } from "./truth.js";

export type SimpleTest = Exclude<Test, ValueTest | ConditionTest>;

/** See src/ir/model.ts for what each test means. */
export function evaluateSimpleTest(test: SimpleTest, facts: Facts): Truth {
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
