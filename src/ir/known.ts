/** What a gateway knows of the request that the destination will see. */
import { type Attribute, type Expression, partsOf } from "./expression.js";
import type { Peer } from "./facts.js";
import type { Test } from "./model.js";

/** Headers that proxies on the way add or change (Envoy: docs, HTTP header manipulation; RFC 9110 §7.6.1), or that carry a token of one hop. */
const CHANGED =
  /^(x-forwarded-.*|forwarded|via|x-envoy-.*|x-request-id|x-b3-.*|b3|traceparent|tracestate|baggage|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-length|host|txn-token|authorization)$/;

const KNOWN: ReadonlySet<Attribute["name"]> = new Set([
  "request.method",
  "request.host",
  "request.path",
  "request.query",
  "request.queryValues",
]);

const PEER_PARTS: Readonly<Partial<Record<Attribute["name"], keyof Peer>>> = {
  "peer.id": "id",
  "peer.trustDomain": "trustDomain",
  "peer.namespace": "namespace",
  "peer.serviceAccount": "serviceAccount",
};

/** What an attribute of the peer is when the peer is the gateway; undefined for other attributes and for what it lacks. */
export function ofGateway({ name }: Attribute, gateway: Peer): string | undefined {
  const part = PEER_PARTS[name];
  return part === undefined ? undefined : gateway[part];
}

/**
 * Whether a test comes out the same at the gateway, with the gateway as the peer, as at the destination:
 * it asks for nothing that the hop between them changes, such as the source address.
 */
export function isKnownAtGateway(test: Test, gateway: Peer): boolean {
  switch (test.kind) {
    case "method":
    case "host":
    case "path":
    case "peer":
      return true;
    case "source":
      return false;
    case "header":
      return !CHANGED.test(test.name);
    case "value":
      return isKnownAttribute(test.attribute, gateway);
    case "condition":
      return isKnownExpression(test.expression, gateway);
  }
}

function isKnownAttribute(attribute: Attribute, gateway: Peer): boolean {
  if (attribute.name === "request.headers" || attribute.name === "request.headerValues") {
    return !CHANGED.test(attribute.key);
  }
  return KNOWN.has(attribute.name) || ofGateway(attribute, gateway) !== undefined;
}

function isKnownExpression(expression: Expression, gateway: Peer): boolean {
  switch (expression.kind) {
    case "attribute":
    case "present":
      return isKnownAttribute(expression.attribute, gateway);
    case "test":
      return isKnownAtGateway(expression.test, gateway);
    default:
      return partsOf(expression).every((part) => isKnownExpression(part, gateway));
  }
}
