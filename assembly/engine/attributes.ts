import { ABSENT, Slice } from "../bytes/slice";
import { attributeAddress } from "../image/image";
import { ATTRIBUTE, ATTRIBUTE_NUMBER } from "../image/layout";
import { Facts } from "./facts";
import { issuerOf, subjectOf } from "./user";

/** The value of an attribute that is a string; not present when it is missing, ambiguous or no text at all. */
export function textOf(image: usize, attribute: u32, facts: Facts): Slice {
  const record = attributeAddress(image, attribute);
  const key = u32(load<u16>(record, ATTRIBUTE.KEY));
  switch (u32(load<u16>(record, ATTRIBUTE.NUMBER))) {
    case ATTRIBUTE_NUMBER.METHOD:
      return facts.method;
    case ATTRIBUTE_NUMBER.HOST:
      return facts.host;
    case ATTRIBUTE_NUMBER.PATH:
      return facts.path;
    case ATTRIBUTE_NUMBER.SCHEME:
      return facts.scheme;
    case ATTRIBUTE_NUMBER.PROTOCOL:
      return facts.protocol;
    case ATTRIBUTE_NUMBER.HEADER:
      return facts.headers.single(key);
    case ATTRIBUTE_NUMBER.QUERY:
      return facts.queryParameters().single(key);
    case ATTRIBUTE_NUMBER.PEER_ID:
      return facts.peer.id;
    case ATTRIBUTE_NUMBER.PEER_TRUST_DOMAIN:
      return facts.peer.trustDomain;
    case ATTRIBUTE_NUMBER.PEER_NAMESPACE:
      return facts.peer.namespace;
    case ATTRIBUTE_NUMBER.PEER_SERVICE_ACCOUNT:
      return facts.peer.serviceAccount;
    case ATTRIBUTE_NUMBER.SNI:
      return facts.sni;
    case ATTRIBUTE_NUMBER.ROUTE:
      return facts.route;
    case ATTRIBUTE_NUMBER.USER_SUB:
      return subjectOf(facts.user);
    case ATTRIBUTE_NUMBER.USER_ISS:
      return issuerOf(facts.user);
    default:
      return ABSENT;
  }
}
