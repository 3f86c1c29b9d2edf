import { ATTRIBUTE_NUMBER } from "../../image/layout.js";
import type { PlannedAttribute } from "../../image/plan.js";
import type { Attribute } from "../../ir/expression.js";

const NUMBERS: Readonly<Record<Attribute["name"], number>> = {
  "request.method": ATTRIBUTE_NUMBER.METHOD,
  "request.host": ATTRIBUTE_NUMBER.HOST,
  "request.path": ATTRIBUTE_NUMBER.PATH,
  "request.scheme": ATTRIBUTE_NUMBER.SCHEME,
  "request.protocol": ATTRIBUTE_NUMBER.PROTOCOL,
  "request.time": ATTRIBUTE_NUMBER.TIME,
  "request.size": ATTRIBUTE_NUMBER.SIZE,
  "request.headers": ATTRIBUTE_NUMBER.HEADER,
  "request.headerValues": ATTRIBUTE_NUMBER.HEADER_VALUES,
  "request.query": ATTRIBUTE_NUMBER.QUERY,
  "request.queryValues": ATTRIBUTE_NUMBER.QUERY_VALUES,
  "source.ip": ATTRIBUTE_NUMBER.SOURCE_IP,
  "source.port": ATTRIBUTE_NUMBER.SOURCE_PORT,
  "destination.ip": ATTRIBUTE_NUMBER.DESTINATION_IP,
  "destination.port": ATTRIBUTE_NUMBER.DESTINATION_PORT,
  "peer.id": ATTRIBUTE_NUMBER.PEER_ID,
  "peer.trustDomain": ATTRIBUTE_NUMBER.PEER_TRUST_DOMAIN,
  "peer.namespace": ATTRIBUTE_NUMBER.PEER_NAMESPACE,
  "peer.serviceAccount": ATTRIBUTE_NUMBER.PEER_SERVICE_ACCOUNT,
  "connection.sni": ATTRIBUTE_NUMBER.SNI,
  "route.name": ATTRIBUTE_NUMBER.ROUTE,
  "user.sub": ATTRIBUTE_NUMBER.USER_SUB,
  "user.iss": ATTRIBUTE_NUMBER.USER_ISS,
  "user.aud": ATTRIBUTE_NUMBER.USER_AUD,
  "user.scopes": ATTRIBUTE_NUMBER.USER_SCOPES,
  "user.claims": ATTRIBUTE_NUMBER.USER_CLAIMS,
};

/** The attribute as the image has it. */
export function planAttribute(attribute: Attribute): PlannedAttribute {
  const { name } = attribute;
  const planned = { name, number: NUMBERS[name] };
  switch (name) {
    case "request.headers":
    case "request.headerValues":
      return { ...planned, header: attribute.key.toLowerCase() };
    case "request.query":
    case "request.queryValues":
      return { ...planned, query: attribute.key };
    case "request.size":
      return { ...planned, header: "content-length" };
    default:
      return planned;
  }
}
