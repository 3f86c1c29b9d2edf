import { describe, expect, test } from "vitest";
import type { Request } from "../ir/request.js";
import { certificateOf } from "./certificate.js";
import { hasBody, requestToHeaders, requestToProperties } from "./request.js";

test("a request's headers: pseudo-headers first, names in lower case, UTF-8 bytes one a character", () => {
  const headers = [
    ["X-A", "1"],
    ["x-a", "\u00e9"],
  ] as const;
  const request = { method: "GET", scheme: "https", host: "a.example", path: "/\u00e9?q", headers };
  expect(requestToHeaders(request)).toEqual([
    [":authority", "a.example"],
    [":path", "/\xc3\xa9?q"],
    [":method", "GET"],
    [":scheme", "https"],
    ["x-a", "1"],
    ["x-a", "\xc3\xa9"],
  ]);
});

describe("attributes of the connection", () => {
  const PLAINTEXT = { "connection.mtls": false, "connection.requested_server_name": "" };

  test.each<[Partial<Request>, object]>([
    [{}, {}],
    [
      { peer: "spiffe://a/b" },
      {
        "connection.mtls": true,
        "connection.uri_san_peer_certificate": "spiffe://a/b",
        "connection.sha256_peer_certificate_digest": certificateOf(["spiffe://a/b"]).digest,
        "connection.peer_certificate": certificateOf(["spiffe://a/b"]).pem,
      },
    ],
    [{ sni: "a.example" }, { "connection.requested_server_name": "a.example" }],
    [
      { sourceIp: "192.0.2.1", sourcePort: 8 },
      { "source.address": "192.0.2.1:8", "source.port": 8 },
    ],
    [{ sourceIp: "2001:db8::1" }, { "source.address": "[2001:db8::1]:0", "source.port": 0 }],
    [
      { destinationIp: "10.0.0.1", destinationPort: 80 },
      { "destination.address": "10.0.0.1:80", "destination.port": 80 },
    ],
    [{ timeNs: 5n }, { "request.time": 5n }],
    [{ protocol: "HTTP/2" }, { "request.protocol": "HTTP/2" }],
    [{ route: "orders" }, { "xds.route_name": "orders" }],
  ])("%o", (facts, properties) => {
    expect(requestToProperties({ headers: [], ...facts })).toEqual({ ...PLAINTEXT, ...properties });
  });

  test("an address that is not known is absent, port or not", () => {
    expect(requestToProperties({ headers: [], sourcePort: 8, destinationPort: 9 })).toEqual(PLAINTEXT);
  });
});

test.each<[Partial<Request>, boolean]>([
  [{}, false],
  [{ hasUnannouncedBody: true }, true],
  [{ headers: [["Content-Length", "10"]] }, true],
  [{ headers: [["content-length", "00"]] }, false],
])("a body follows %o: %s", (facts, follows) => {
  expect(hasBody({ headers: [], ...facts })).toBe(follows);
});
