/** What a gateway knows of the request that the destination will see. */
import { type Attribute, type Expression, partsOf } from "./expression.js";
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
  "peer.id",
  "peer.trustDomain",
  "peer.namespace",
  "peer.serviceAccount",
]);

/**
 * Whether a test comes out the same at the gateway, with the gateway as the peer, as at the destination:
 * it asks for nothing that the hop between them changes, such as the source address.
 */
export function isKnownAtGateway(test: Test): boolean {
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
      return isKnownAttribute(test.attribute);
    case "condition":
      return isKnownExpression(test.expression);
  }
}

function isKnownAttribute(attribute: Attribute): boolean {
  if (attribute.name === "request.headers" || attribute.name === "request.headerValues") {
    return !CHANGED.test(attribute.key);
  }
  return KNOWN.has(attribute.name);
}

function isKnownExpression(expression: Expression): boolean {
  switch (expression.kind) {
    case "attribute":
      return isKnownAttribute(expression.attribute);
    case "test":
      return isKnownAtGateway(expression.test);
    default:
      return partsOf(expression).every(isKnownExpression);
  }
}
