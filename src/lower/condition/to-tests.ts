/** Expressions that a plain test says as well, with the same three values: an index can look those up. */
import { maskRange } from "../../ir/address.js";
import type { Attribute, Constant, Expression, PlainAttribute } from "../../ir/expression.js";
import type { PeerTest, Test, ValueMatch } from "../../ir/model.js";
import { parseSpiffeId } from "../../ir/spiffe.js";
import { parseTemplate } from "../../ir/template.js";

/** A test before it has its place. */
export type PlacelessTest = Test extends infer One ? (One extends Test ? Omit<One, "place"> : never) : never;

/** Tests of which any is true when the expression is, and so on; undefined when no plain test says it. */
export function expressionToTests(expression: Expression): readonly PlacelessTest[] | undefined {
  if (expression.kind === "test") return [expression.test];
  if (expression.kind !== "call") return undefined;
  const [first, second] = expression.args;
  if (first === undefined || second === undefined) return undefined;
  switch (expression.function) {
    case "equals":
      return equalsTests(first, second) ?? equalsTests(second, first);
    case "in":
      return second.kind === "list" && second.items.length > 0 ? oneOfTests(first, second.items) : undefined;
    case "startsWith":
      return textTests(first, second, (text) => ({ prefix: text }));
    case "endsWith":
      return textTests(first, second, (text) => ({ suffix: text }));
    case "containsIP":
      return rangeTests(first, second);
    default:
      return undefined;
  }
}

function equalsTests(attribute: Expression, value: Expression): readonly PlacelessTest[] | undefined {
  return oneOfTests(attribute, [value]);
}

function oneOfTests(of: Expression, items: readonly Expression[]): readonly PlacelessTest[] | undefined {
  if (of.kind !== "attribute") return undefined;
  const constants = items.flatMap((item) => (item.kind === "constant" ? [item.value] : []));
  if (constants.length < items.length) return undefined;
  if (of.attribute.name === "source.ip") return addressTests(constants);
  const texts = constants.flatMap((one) => (one.type === "string" ? [one.value] : []));
  return texts.length < constants.length
    ? undefined
    : matchTests(of.attribute, { oneOf: [...new Set(texts)].sort() });
}

function addressTests(constants: readonly Constant[]): readonly PlacelessTest[] | undefined {
  const tests = constants.flatMap((one): PlacelessTest[] =>
    one.type === "ip" ? [{ kind: "source", range: { bytes: one.bytes, length: one.bytes.length * 8 } }] : [],
  );
  return tests.length < constants.length ? undefined : tests;
}

function rangeTests(block: Expression, of: Expression): readonly PlacelessTest[] | undefined {
  if (block.kind !== "constant" || block.value.type !== "cidr") return undefined;
  if (of.kind !== "attribute" || of.attribute.name !== "source.ip") return undefined;
  return [{ kind: "source", range: maskRange(block.value) }];
}

function textTests(
  of: Expression,
  value: Expression,
  matchOf: (text: string) => ValueMatch,
): readonly PlacelessTest[] | undefined {
  if (of.kind !== "attribute" || value.kind !== "constant" || value.value.type !== "string") return undefined;
  return value.value.value === "" ? undefined : matchTests(of.attribute, matchOf(value.value.value));
}

/** Attributes that are one string. */
const TEXTS: ReadonlySet<Attribute["name"]> = new Set<PlainAttribute | "request.headers" | "request.query">([
  "request.method",
  "request.host",
  "request.path",
  "request.scheme",
  "request.protocol",
  "request.headers",
  "request.query",
  "peer.id",
  "peer.trustDomain",
  "peer.namespace",
  "peer.serviceAccount",
  "connection.sni",
  "route.name",
  "user.sub",
  "user.iss",
]);

/** An attribute fits a value: the test that is made for the attribute, else a value test. */
function matchTests(attribute: Attribute, match: ValueMatch): readonly PlacelessTest[] | undefined {
  if (!TEXTS.has(attribute.name)) return undefined;
  return ownTests(attribute.name, match) ?? [{ kind: "value", attribute, match }];
}

/** `peer.namespace` and `peer.serviceAccount` have none: a peer test is false where the attribute is missing. */
function ownTests(name: Attribute["name"], match: ValueMatch): readonly PlacelessTest[] | undefined {
  switch (name) {
    case "request.method":
      return "oneOf" in match ? match.oneOf.map((value) => ({ kind: "method", value })) : undefined;
    case "request.host":
      return "oneOf" in match ? match.oneOf.map((exact) => ({ kind: "host", host: { exact } })) : undefined;
    case "request.path":
      return pathTests(match);
    case "peer.id":
      return peerIdTests(match);
    case "peer.trustDomain":
      return "oneOf" in match ? match.oneOf.map((trustDomain) => ({ kind: "peer", trustDomain })) : undefined;
    default:
      return undefined;
  }
}

function pathTests(match: ValueMatch): readonly PlacelessTest[] | undefined {
  if (!("oneOf" in match)) return [{ kind: "path", path: match }];
  const tests = match.oneOf.flatMap((text): PlacelessTest[] => {
    const template = parseTemplate(text);
    const isLiteral = !("error" in template) && !/[*{]/.test(text);
    return isLiteral ? [{ kind: "path", path: { template } }] : [];
  });
  return tests.length < match.oneOf.length ? undefined : tests;
}

function peerIdTests(match: ValueMatch): readonly PlacelessTest[] | undefined {
  if ("oneOf" in match) return match.oneOf.map((id): Omit<PeerTest, "place"> => ({ kind: "peer", id }));
  if (!("prefix" in match) || !match.prefix.endsWith("/")) return undefined;
  const isParent = !("error" in parseSpiffeId(match.prefix.slice(0, -1)));
  return isParent ? [{ kind: "peer", idPrefix: match.prefix }] : undefined;
}
