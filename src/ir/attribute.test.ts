import { expect, test } from "vitest";
import { attributeToValue, segmentsToValue } from "./attribute.js";
import { type Attribute, BOUND, type PlainAttribute } from "./expression.js";
import { type Facts, requestToFacts } from "./facts.js";
import type { Request } from "./request.js";
import { list, type Short, toValue } from "./testing/call.js";
import { EvaluationError, int, timestamp } from "./value.js";

const PEER = "spiffe://shop.example/ns/edge/sa/gateway";

function found(attribute: Attribute, request: Partial<Request>) {
  const facts = requestToFacts({ path: "/", headers: [], ...request }, "STRICT") as Facts;
  try {
    return attributeToValue(attribute, facts);
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

test.each<[PlainAttribute, Partial<Request>, Short | undefined]>([
  ["request.method", { method: "GET" }, "GET"],
  ["request.host", { host: "A.Example.:80" }, "a.example"],
  ["request.path", { path: "/%61?b" }, "/a"],
  ["request.scheme", { scheme: "https" }, "https"],
  ["request.protocol", { protocol: "HTTP/2" }, "HTTP/2"],
  ["request.time", { timeNs: 5n }, timestamp(5n)],
  ["request.size", {}, int(0n)],
  ["request.size", { headers: [["Content-Length", "12"]] }, int(12n)],
  ["request.size", { headers: Array(2).fill(["content-length", "12"]) }, int(12n)],
  ["request.size", { headers: [["content-length", "9223372036854775807"]] }, int(2n ** 63n - 1n)],
  ["request.size", { headers: [["content-length", "9223372036854775808"]] }, undefined],
  ["request.size", { headers: [["content-length", "-1"]] }, undefined],
  ["request.size", { headers: [["content-length", ""]] }, undefined],
  ["request.size", { headers: ["1", "2"].map((length) => ["content-length", length]) }, undefined],
  ["request.size", { hasUnannouncedBody: true }, undefined],
  ["source.ip", { sourceIp: "::ffff:10.0.0.1" }, { type: "ip", value: [10, 0, 0, 1] }],
  ["source.port", { sourceIp: "10.0.0.1", sourcePort: 80 }, int(80n)],
  ["source.port", { sourceIp: "10.0.0.1" }, int(0n)],
  ["source.port", { sourcePort: 80 }, undefined],
  ["destination.ip", { destinationIp: "10.0.0.1" }, { type: "ip", value: [10, 0, 0, 1] }],
  ["destination.port", { destinationIp: "10.0.0.1", destinationPort: 80 }, int(80n)],
  ["peer.id", { peer: PEER }, PEER],
  ["peer.id", { peer: "spiffe://Shop/" }, undefined],
  ["peer.trustDomain", { peer: PEER }, "shop.example"],
  ["peer.namespace", { peer: PEER }, "edge"],
  ["peer.namespace", { peer: "spiffe://shop.example/edge" }, undefined],
  ["peer.serviceAccount", { peer: PEER }, "gateway"],
  ["connection.sni", { sni: "a.example" }, "a.example"],
  ["connection.sni", { sni: "" }, undefined],
  ["route.name", { route: "orders" }, "orders"],
  ["route.name", { route: "" }, undefined],
])("%s of %o", (name, request, expected) => {
  expect(found({ name }, request)).toEqual(expected === undefined ? undefined : toValue(expected));
});

test.each<PlainAttribute>([
  "request.method",
  "request.host",
  "request.scheme",
  "request.protocol",
  "request.time",
  "source.ip",
  "source.port",
  "destination.ip",
  "destination.port",
  "peer.id",
  "peer.trustDomain",
  "peer.namespace",
  "peer.serviceAccount",
  "connection.sni",
  "route.name",
  "user.sub",
  "user.iss",
  "user.aud",
  "user.scopes",
  "user.claims",
])("%s may be missing", (name) => {
  expect(found({ name }, {})).toBeUndefined();
});

const HEADERS = [
  ["X-A", "1"],
  ["x-b", "1"],
  ["x-a", "1"],
  ["x-B", "2"],
] as const;

test.each<[Attribute, Short | undefined]>([
  [{ name: "request.headers", key: "x-a" }, "1"],
  [{ name: "request.headers", key: "x-b" }, undefined],
  [{ name: "request.headers", key: "x-c" }, undefined],
  [{ name: "request.headerValues", key: "x-b" }, list("1", "2")],
  [{ name: "request.headerValues", key: "x-c" }, list()],
  [{ name: "request.query", key: "a" }, "1"],
  [{ name: "request.query", key: "b" }, undefined],
  [{ name: "request.query", key: "bad" }, undefined],
  [{ name: "request.query", key: "c" }, undefined],
  [{ name: "request.queryValues", key: "b" }, list("1", "2")],
  [{ name: "request.queryValues", key: "bad" }, undefined],
  [{ name: "request.queryValues", key: "c" }, list()],
])("%o", (attribute, expected) => {
  const path = "/?a=1&b=1&a=%31&b=2&bad=%ff&bad=1";
  expect(found(attribute, { path, headers: HEADERS })).toEqual(
    expected === undefined ? undefined : toValue(expected),
  );
});

test("all values of a header, up to a bound", () => {
  const values = (count: number) =>
    found({ name: "request.headerValues", key: "a" }, { headers: Array(count).fill(["a", "b"]) });
  expect(values(BOUND.ITEMS)).toBeDefined();
  expect(values(BOUND.ITEMS + 1)).toBeUndefined();
});

test.each<[string, { from: number; to?: number; suffix: number }, string | undefined]>([
  ["/a/b/c", { from: 0, to: 1, suffix: 0 }, "a"],
  ["/a/b/c", { from: 1, to: 3, suffix: 0 }, "b/c"],
  ["/a/b/c", { from: 1, suffix: 0 }, "b/c"],
  ["/a/b.html", { from: 1, to: 2, suffix: 5 }, "b"],
  ["/a/b/c.ts", { from: 1, suffix: 3 }, "b/c"],
  ["/a/", { from: 1, suffix: 0 }, ""],
  ["/a", { from: 1, suffix: 0 }, undefined],
  ["/a", { from: 0, to: 2, suffix: 0 }, undefined],
  ["/a/b", { from: 1, to: 2, suffix: 2 }, undefined],
])("segments of %s: %o", (path, part, expected) => {
  const value = () => segmentsToValue({ kind: "segment", ...part }, path);
  if (expected === undefined) expect(value).toThrow(EvaluationError);
  else expect(value()).toEqual(toValue(expected));
});
