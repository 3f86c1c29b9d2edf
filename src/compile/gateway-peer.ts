/** Tests of the peer, where the peer is known: the gateway. */
import { type Attribute, type Expression, mapParts } from "../ir/expression.js";
import type { Peer } from "../ir/facts.js";
import { ofGateway } from "../ir/known.js";
import type { PeerTest, Test, ValueTest } from "../ir/model.js";

/** What is left of a test at a destination whose peer is the gateway: a boolean when nothing is. */
export function seenFrom(test: Test, gateway: Peer): Test | boolean {
  switch (test.kind) {
    case "peer":
      return fitsPeer(test, gateway);
    case "value":
      return fitsValue(test, gateway);
    case "condition":
      return { ...test, expression: withPeer(test.expression, gateway) };
    default:
      return test;
  }
}

function fitsPeer(test: PeerTest, peer: Peer): boolean {
  const isAnyOr = (expected: string | undefined, value: string | undefined) =>
    expected === undefined || expected === value;
  return (
    isAnyOr(test.id, peer.id) &&
    peer.id.startsWith(test.idPrefix ?? "") &&
    isAnyOr(test.trustDomain, peer.trustDomain) &&
    isAnyOr(test.namespace, peer.namespace) &&
    isAnyOr(test.serviceAccount, peer.serviceAccount)
  );
}

function fitsValue(test: ValueTest, peer: Peer): ValueTest | boolean {
  const value = ofGateway(test.attribute, peer);
  if (value === undefined) return test;
  const { match } = test;
  if ("oneOf" in match) return match.oneOf.includes(value);
  return "prefix" in match ? value.startsWith(match.prefix) : value.endsWith(match.suffix);
}

/** The expression with the peer's attributes as constants. */
function withPeer(expression: Expression, peer: Peer): Expression {
  if (expression.kind === "attribute") return attributeOrConstant(expression.attribute, peer);
  if (expression.kind !== "test") return mapParts(expression, (part) => withPeer(part, peer));
  const seen = seenFrom(expression.test, peer);
  return typeof seen === "boolean"
    ? { kind: "constant", value: { type: "bool", value: seen } }
    : { kind: "test", test: seen };
}

function attributeOrConstant(attribute: Attribute, peer: Peer): Expression {
  const value = ofGateway(attribute, peer);
  return value === undefined
    ? { kind: "attribute", attribute }
    : { kind: "constant", value: { type: "string", value } };
}
