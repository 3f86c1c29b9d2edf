/** What callers and upstreams get to see of users: challenges, claims in headers, and tokens that are taken out. */
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import { hasBody, requestToHeaders } from "../../src/envoy/request.js";
import { ManualClock } from "../../src/host/clock.js";
import { toModule } from "../../src/host/runnable.js";
import { Vm } from "../../src/host/vm.js";
import type { ApiKeyRing, Issuer } from "../../src/ir/identity.js";
import { imageSet, ORDERS } from "../e2e/policies.js";
import { CELL } from "./open-cell.js";

const MODULE = toModule(CELL);
const NOW_NS = 1_795_608_000_000_000_000n;
const SECRET = "s".repeat(32);
const POLICY = `
  authorize:
    - { name: known, effect: allow, paths: [/known], when: has(user.sub) }
    - { name: open, effect: allow, paths: [/open] }
    - { name: by-header, effect: allow, paths: [/by-header], headers: [{ name: x-groups, exact: a }] }
`;

const place = { file: "test", line: 1, column: 1, length: 1 };

const ISSUER: Issuer = {
  name: "login",
  issuer: "https://login",
  audiences: [],
  algorithms: ["HS256"],
  leewayNs: 0,
  tokens: [
    { kind: "header", name: "authorization", scheme: "Bearer" },
    { kind: "header", name: "x-token" },
    { kind: "cookie", name: "id" },
    { kind: "query", name: "t" },
  ],
  keys: { jwks: [{ kty: "oct", k: Buffer.from(SECRET).toString("base64url") }] },
  claimHeaders: [
    { claim: ["groups"], header: "x-groups", place },
    { claim: ["org", "name"], header: "x-org", place },
  ],
  forward: true,
  place,
};

const RING: ApiKeyRing = { name: "partners", in: { kind: "header", name: "x-key" }, keys: [], place };

type Headers = readonly (readonly [string, string])[];

/** What becomes of a request to the cell of a mesh with these issuers and lists of API keys. */
function send(path: string, headers: Headers, issuers: readonly Issuer[] = [ISSUER], apiKeys = [RING]) {
  const image = buildImage({ ...imageSet(POLICY), issuers, apiKeys }, ORDERS);
  const clock = new ManualClock();
  clock.set(NOW_NS);
  const vm = new Vm(MODULE, { clock });
  expect(vm.configure(image)).toMatchObject({ accepted: true });
  const request = { method: "GET", host: "a", path, headers };
  const stream = vm.stream({});
  stream.onRequestHeaders(requestToHeaders(request), !hasBody(request));
  expect(vm.failure).toBeUndefined();
  const { localReply } = stream;
  return {
    status: localReply?.status ?? 200,
    body: localReply?.body ?? "",
    challenge: localReply?.headers.find(([name]) => name === "www-authenticate")?.[1],
    /** What the upstream gets, without pseudo-headers. */
    headers: stream.requestHeaders.filter(([name]) => !name.startsWith(":")),
  };
}

function token(claims: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const payload = { iss: "https://login", sub: "7", exp: 1_795_608_001, ...claims };
  const signed = `${encode({ alg: "HS256" })}.${encode(payload)}`;
  return `${signed}.${createHmac("sha256", SECRET).update(signed).digest("base64url")}`;
}

const TOKEN = token({});

describe("a refusal says which credentials it wants", () => {
  test.each<[string, Headers, number, string]>([
    ["none", [], 401, 'Bearer realm="shop"'],
    [
      "a bad token",
      [["x-token", "x"]],
      401,
      'Bearer realm="shop", error="invalid_token", error_description="token-form"',
    ],
    [
      "an old token",
      [["x-token", token({ exp: 1 })]],
      401,
      'Bearer realm="shop", error="invalid_token", error_description="token-expired"',
    ],
    [
      "several",
      [
        ["x-token", TOKEN],
        ["cookie", "id=other"],
      ],
      400,
      'Bearer realm="shop", error="invalid_request"',
    ],
  ])("where there is %s", (_, headers, status, challenge) => {
    const answer = send("/known", headers);
    expect(answer).toMatchObject({ status, challenge });
    expect(JSON.parse(answer.body)).toMatchObject({ status });
  });

  test.each<[string, Headers, number]>([
    ["none", [], 401],
    ["a bad key", [["x-key", "cw_x"]], 401],
    [
      "several",
      [
        ["x-key", "a"],
        ["x-key", "b"],
      ],
      400,
    ],
  ])("where there is %s and only API keys are taken", (_, headers, status) => {
    expect(send("/known", headers, [])).toMatchObject({ status, challenge: 'ApiKey realm="shop"' });
  });

  test.each([
    ["/elsewhere", 403],
    ["/open", 200],
    ["/%00", 400],
  ] as const)("and not where no user would help: %s", (path, status) => {
    expect(send(path, [])).toMatchObject({ status, challenge: undefined });
  });
});

describe("a claim becomes a header of the upstream", () => {
  test.each<[string, object, Headers]>([
    ["a string", { groups: "a,b" }, [["x-groups", "a,b"]]],
    ["strings", { groups: ["a", "b c"] }, [["x-groups", "a,b c"]]],
    ["a number", { groups: -12 }, [["x-groups", "-12"]]],
    ["a fraction", { groups: 1.5 }, [["x-groups", "1.5"]]],
    ["a boolean", { groups: false }, [["x-groups", "false"]]],
    ["an empty list", { groups: [] }, [["x-groups", ""]]],
    ["one within another", { org: { name: "acme" } }, [["x-org", "acme"]]],
    ["text that is not ASCII", { groups: "é" }, [["x-groups", "Ã©"]]],
  ])("%s", (_, claims, expected) => {
    expect(send("/known", [["x-token", token(claims)]]).headers.slice(1)).toEqual(expected);
  });

  test.each<[string, object]>([
    ["a list of other things", { groups: ["a", 1] }],
    ["a comma within an item", { groups: ["a", "b,c"] }],
    ["a line that ends", { groups: "a\r\nx-admin: 1" }],
    ["a NUL", { groups: "a\0" }],
    ["null", { groups: null }],
    ["a map", { groups: { a: 1 } }],
    ["a part of what is no map", { org: "acme" }],
    ["nothing", {}],
  ])("but never %s", (_, claims) => {
    expect(send("/known", [["x-token", token(claims)]]).headers.slice(1)).toEqual([]);
  });
});

describe("what callers send in place of claims", () => {
  const forged: Headers = [
    ["x-groups", "admin"],
    ["X-Groups", "root"],
    ["x-org", "acme"],
  ];

  test("is removed, with and without a user", () => {
    expect(send("/open", [...forged, ["x-other", "1"]]).headers).toEqual([["x-other", "1"]]);
    expect(send("/known", [["x-token", TOKEN], ...forged]).headers).toEqual([["x-token", TOKEN]]);
    const own = token({ groups: ["a"] });
    expect(send("/known", [...forged, ["x-token", own]]).headers).toEqual([
      ["x-token", own],
      ["x-groups", "a"],
    ]);
  });

  test("is nothing to rules", () => {
    expect(send("/by-header", [["x-groups", "a"]]).status).toBe(403);
    expect(send("/by-header", [["x-groups", "a"]], []).status).toBe(200);
  });
});

describe("a token that is not forwarded", () => {
  const issuer = { ...ISSUER, forward: false };

  test.each<[string, Headers, Headers]>([
    ["leaves no header", [["authorization", `Bearer ${TOKEN}`]], []],
    [
      "leaves no header that came twice",
      [
        ["x-token", TOKEN],
        ["x-token", TOKEN],
      ],
      [],
    ],
    ["leaves no cookie", [["cookie", `id=${TOKEN}`]], []],
    [
      "leaves the other cookies",
      [["cookie", `a=b; id=${TOKEN};c=d; idx=e`]],
      [["cookie", "a=b; c=d; idx=e"]],
    ],
    [
      "leaves the cookies of other headers",
      [
        ["cookie", `id=${TOKEN}`],
        ["cookie", "a=b"],
        ["cookie", "c"],
      ],
      [["cookie", "a=b; c"]],
    ],
    [
      "leaves none of the places where it stood",
      [
        ["x-token", TOKEN],
        ["cookie", `id=${TOKEN}; a=b`],
      ],
      [["cookie", "a=b"]],
    ],
  ])("%s", (_, headers, expected) => {
    expect(send("/known", headers, [issuer])).toMatchObject({ status: 200, headers: expected });
    expect(send("/known", headers).headers).toEqual(headers);
  });
});
