/** What expressions get to know of a request. */
import type { Attribute, PlainAttribute, PresentExpression, SegmentExpression } from "./expression.js";
import type { Facts } from "./facts.js";
import { EvaluationError, int, madeList, string, timestamp, type Value } from "./value.js";

/**
 * The value of an attribute.
 * @throws {EvaluationError} it is missing or ambiguous
 */
export function attributeToValue(attribute: Attribute, facts: Facts): Value {
  switch (attribute.name) {
    case "request.headers":
      return single(facts.headers(attribute.key));
    case "request.headerValues":
      return madeList(facts.headers(attribute.key).map(string));
    case "request.query":
      return single(decoded(facts.query(attribute.key)));
    case "request.queryValues":
      return madeList(decoded(facts.query(attribute.key)).map(string));
    default: {
      const value = plainValue(attribute.name, facts);
      if (value === undefined) throw new EvaluationError(`\`${attribute.name}\` is missing`);
      return value;
    }
  }
}

/** Whether an attribute is known. */
export function isPresent({ name }: PresentExpression["attribute"], facts: Facts): boolean {
  return plainValue(name, facts) !== undefined;
}

function single(values: readonly string[]): Value {
  const [value, ...others] = new Set(values);
  if (value === undefined) throw new EvaluationError("no such key");
  if (others.length > 0) throw new EvaluationError("several values that differ");
  return string(value);
}

function decoded(values: readonly (string | undefined)[]): string[] {
  return values.map((value) => {
    if (value === undefined) throw new EvaluationError("no percent-encoded UTF-8");
    return value;
  });
}

function plainValue(name: PlainAttribute, facts: Facts): Value | undefined {
  switch (name) {
    case "request.method":
      return text(facts.method);
    case "request.host":
      return text(facts.host);
    case "request.path":
      return text(facts.path);
    case "request.scheme":
      return text(facts.scheme);
    case "request.protocol":
      return text(facts.protocol);
    case "request.time":
      return facts.timeNs === undefined ? undefined : timestamp(facts.timeNs);
    case "request.size":
      return number(facts.size);
    case "source.ip":
      return address(facts.source);
    case "source.port":
      return number(facts.sourcePort);
    case "destination.ip":
      return address(facts.destination);
    case "destination.port":
      return number(facts.destinationPort);
    case "peer.id":
      return text(facts.peer?.id);
    case "peer.trustDomain":
      return text(facts.peer?.trustDomain);
    case "peer.namespace":
      return text(facts.peer?.namespace);
    case "peer.serviceAccount":
      return text(facts.peer?.serviceAccount);
    case "connection.sni":
      return text(facts.sni);
    case "route.name":
      return text(facts.route);
    case "user.sub":
      return text(facts.user?.sub);
    case "user.iss":
      return text(facts.user?.iss);
    case "user.aud":
      return texts(facts.user?.aud);
    case "user.scopes":
      return texts(facts.user?.scopes);
    case "user.claims":
      return facts.user?.claims;
  }
}

function text(value: string | undefined): Value | undefined {
  return value === undefined ? undefined : string(value);
}

function texts(values: readonly string[] | undefined): Value | undefined {
  return values === undefined ? undefined : madeList(values.map(string));
}

function number(value: bigint | undefined): Value | undefined {
  return value === undefined ? undefined : int(value);
}

function address(value: readonly number[] | undefined): Value | undefined {
  return value === undefined ? undefined : { type: "ip", value };
}

/**
 * A part of the normalized path.
 * @throws {EvaluationError} the path has fewer segments, or fewer bytes than the suffix
 */
export function segmentsToValue({ from, to, suffix }: SegmentExpression, path: string): Value {
  const segments = path.split("/").slice(1);
  const part = segments.slice(from, to).join("/");
  const most = to ?? from + 1;
  if (segments.length < most || Buffer.byteLength(part) < suffix) {
    throw new EvaluationError("the path has no such segment");
  }
  return string(
    Buffer.from(part)
      .subarray(0, Buffer.byteLength(part) - suffix)
      .toString(),
  );
}
