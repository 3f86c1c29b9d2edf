/** Transaction tokens through gateway, service and service, in the Node host. */
import { createSecretKey } from "node:crypto";
import { decodeJwt, importJWK, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { A, type Algorithm, B, GATEWAY, LOGIN, mesh, OTHER, transactionKey, userToken } from "./mesh.js";
import { type Headers, NodeMesh } from "./node-mesh.js";

const ID = "x-request-id";
const FINANCE = { groups: ["finance"] };

/** A request of a user at the gateway. */
function enter(nodes: NodeMesh, sub: string, claims: object, headers: Headers = {}) {
  const authorization = `Bearer ${userToken(sub, claims, nodes.seconds)}`;
  return nodes.arrive(GATEWAY, { authorization, [ID]: `request-of-${sub}`, ...headers });
}

/** The headers with which a request goes on from the gateway. */
function onward(passed: { token: string | undefined }, sub: string): Headers {
  return { [ID]: `request-of-${sub}`, "txn-token": passed.token ?? "" };
}

const ALGORITHMS: readonly Algorithm[] = ["HS256", "RS256"];

describe.each(ALGORITHMS)("transaction tokens, %s", (algorithm) => {
  const options = { algorithm };

  test("the deepest service knows the user, and who asks", () => {
    const nodes = new NodeMesh(mesh(options));
    const gateway = enter(nodes, "ann", FINANCE);
    const atA = nodes.arrive(A, onward(gateway, "ann"), GATEWAY);
    const leaving = nodes.leave(A, onward(gateway, "ann"));
    const atB = nodes.arrive(B, { ...onward(gateway, "ann"), "txn-token": leaving.token ?? "" }, A);
    expect([gateway, atA, leaving, atB].map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(leaving.record).toEqual({ tier: "outbound", verdict: "allow", token: "same" });
    expect(atB.record).toMatchObject({ policy: "b", rule: "finance", user: { iss: LOGIN, sub: "ann" } });
    expect(new Set([gateway, atA, atB].map(({ record }) => record.txn)).size).toBe(1);
  });

  test("a rule on user and caller refuses either when it is another", () => {
    const nodes = new NodeMesh(mesh(options));
    const ann = onward(enter(nodes, "ann", FINANCE), "ann");
    const bob = onward(enter(nodes, "bob", { groups: ["sales"] }), "bob");
    expect(nodes.arrive(B, ann, A).status).toBe(200);
    expect(nodes.arrive(B, bob, A).status).toBe(403);
    expect(nodes.arrive(B, ann, OTHER).status).toBe(403);
    expect(nodes.arrive(B, { [ID]: "x" }, A)).toMatchObject({
      status: 401,
      record: { verdict: "unauthenticated" },
    });
  });

  test("another implementation verifies what the gateway signs", async () => {
    const nodes = new NodeMesh(mesh({ ...options, kids: ["new", "old"] }));
    const { token = "" } = enter(nodes, 'a"nn\u00e9', { ...FINANCE, secret: 1, scope: "read write" });
    const { k: _, d, p, q, dp, dq, qi, ...jwk } = transactionKey(algorithm, "new");
    const key =
      algorithm === "HS256"
        ? await importJWK({ ...transactionKey(algorithm, "new"), alg: algorithm })
        : await importJWK({ ...jwk, alg: algorithm });
    const { payload, protectedHeader } = await jwtVerify(token, key, {
      typ: "txntoken+jwt",
      audience: "shop.example",
      algorithms: [algorithm],
      currentDate: new Date(nodes.seconds * 1000),
      requiredClaims: ["txn", "sub", "scope", "req_wl", "iat", "exp", "tctx"],
    });
    expect(protectedHeader).toEqual({ typ: "txntoken+jwt", alg: algorithm, kid: "new" });
    expect(payload).toEqual({
      aud: "shop.example",
      req_wl: GATEWAY,
      iat: nodes.seconds,
      exp: nodes.seconds + 60,
      txn: expect.any(String),
      sub: 'a"nn\u00e9',
      scope: "read write",
      tctx: { iss: LOGIN, claims: FINANCE },
    });
    expect([d, p, q, dp, dq, qi].every((part) => part === undefined)).toBe(algorithm === "HS256");
  });

  test("keys change without a refusal", () => {
    const nodes = new NodeMesh(mesh({ ...options, kids: ["old"] }));
    const before = onward(enter(nodes, "ann", FINANCE), "ann");
    nodes.deliver(mesh({ ...options, kids: ["new", "old"] }));
    const after = onward(enter(nodes, "ann", FINANCE), "ann");
    expect(after["txn-token"]).not.toBe(before["txn-token"]);
    for (const headers of [before, after]) expect(nodes.arrive(B, headers, A).status).toBe(200);
    nodes.deliver(mesh({ ...options, kids: ["new"] }));
    expect(nodes.arrive(B, after, A).status).toBe(200);
    expect(nodes.arrive(B, before, A)).toMatchObject({ status: 401, record: { reason: "txn-key" } });
  });

  test("a token ends", () => {
    const nodes = new NodeMesh(mesh({ ...options, lifetime: "10s" }));
    const ann = onward(enter(nodes, "ann", FINANCE), "ann");
    expect(nodes.arrive(A, ann, GATEWAY).status).toBe(200);
    nodes.advance(14);
    expect(nodes.arrive(A, ann, GATEWAY).status).toBe(200);
    nodes.advance(1);
    const refused = nodes.arrive(A, ann, GATEWAY);
    expect(refused).toMatchObject({
      status: 401,
      record: { verdict: "unauthenticated", reason: "txn-expired" },
    });
    expect(nodes.leave(A, ann)).toMatchObject({ status: 403, record: { reason: "txn-unknown" } });
  });
});

describe("what a gateway issues", () => {
  test("each request of a user has a token of its own under HS256, and its own id as the transaction's", () => {
    const nodes = new NodeMesh(mesh());
    const [one, other] = ["1", "2"].map((id) => enter(nodes, "ann", FINANCE, { [ID]: id }));
    expect([one, other].map((passed) => decodeJwt(passed?.token ?? "").txn)).toEqual(["1", "2"]);
    expect([one, other].map((passed) => passed?.record.txn)).toEqual(["1", "2"]);
    for (const id of ["", "x".repeat(129), "\u00e9", "a b", "a\u007f"]) {
      const { txn } = decodeJwt(enter(nodes, "ann", FINANCE, { [ID]: id }).token ?? "");
      expect(txn).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  test("under RS256 a user's token is issued again when half of its lifetime is over", () => {
    const nodes = new NodeMesh(mesh({ algorithm: "RS256", lifetime: "60s" }));
    const first = enter(nodes, "ann", FINANCE).token;
    nodes.advance(29);
    expect(enter(nodes, "ann", FINANCE).token).toBe(first);
    expect(enter(nodes, "bob", FINANCE).token).not.toBe(first);
    expect(enter(nodes, "ann", { groups: [] }).token).not.toBe(first);
    nodes.advance(1);
    expect(enter(nodes, "ann", FINANCE).token).not.toBe(first);
  });

  test("replaces what the caller sent, and takes it away from who is nobody", () => {
    const nodes = new NodeMesh(mesh());
    const forged = { "txn-token": "forged" };
    const ann = enter(nodes, "ann", FINANCE, forged);
    expect(ann.headers["txn-token"]).toEqual([ann.token]);
    expect(ann.token).not.toBe("forged");
    const nobody = nodes.arrive(GATEWAY, { ...forged, [ID]: "1" });
    expect(nobody).toMatchObject({ status: 200, token: undefined });
    expect(nobody.record.txn).toBeUndefined();
    const nameless = { authorization: `Bearer ${userToken(undefined, FINANCE, nodes.seconds)}` };
    expect(nodes.arrive(GATEWAY, { ...forged, ...nameless })).toMatchObject({
      status: 200,
      token: undefined,
    });
  });

  test("tells only what some policy asks for, in the user's own words", () => {
    const claims = { groups: ["finance"], level: 1.0, other: "no", aud: ["shop", "else"], scope: "a b" };
    const context = (when: string) => {
      const { token = "" } = enter(new NodeMesh(mesh({ when })), "ann", claims);
      return decodeJwt<JWTPayload & { tctx: object }>(token).tctx;
    };
    const groups = { groups: ["finance"] };
    expect(context("true")).toEqual({ iss: LOGIN, claims: groups });
    expect(context("user.claims.level == 1")).toEqual({ iss: LOGIN, claims: { ...groups, level: 1 } });
    expect(context("'x' in user.aud")).toEqual({ iss: LOGIN, aud: ["shop", "else"], claims: groups });
    expect(context("'x' in user.scopes")).toEqual({ iss: LOGIN, scope: "a b", claims: groups });
    expect(context("user.claims.exists(name, name == 'x')")).toEqual({
      iss: LOGIN,
      claims: expect.objectContaining(claims),
    });
  });

  test("refuses a user of whom there is too much to tell", () => {
    const nodes = new NodeMesh(mesh());
    const groups = ["finance", "x".repeat(8000)];
    expect(enter(nodes, "ann", { groups })).toMatchObject({
      status: 403,
      record: { verdict: "deny", reason: "txn-not-issued" },
    });
  });
});

describe("what a service believes", () => {
  const secret = createSecretKey(Buffer.from("one".padEnd(32, ".")));
  const nodes = new NodeMesh(mesh());
  const now = nodes.seconds;
  const good = {
    aud: "shop.example",
    req_wl: GATEWAY,
    iat: now,
    exp: now + 60,
    txn: "t",
    sub: "ann",
    scope: "",
    tctx: { iss: LOGIN, claims: FINANCE },
  };
  const made = (payload: object, header: object = {}, key = secret) =>
    new SignJWT({ ...payload })
      .setProtectedHeader({ alg: "HS256", typ: "txntoken+jwt", kid: "one", ...header })
      .sign(key);
  const without = (name: keyof typeof good) => ({ ...good, [name]: undefined });

  test("a token as the gateway makes it", async () => {
    expect(nodes.arrive(B, { "txn-token": await made(good) }, A)).toMatchObject({
      status: 200,
      record: { user: { iss: LOGIN, sub: "ann" }, txn: "t" },
    });
  });

  test.each<[string, object, object, string]>([
    ["signed by somebody else", good, { key: createSecretKey(Buffer.alloc(32)) }, "txn-signature"],
    ["signed with a key that nobody has", good, { kid: "two" }, "txn-key"],
    ["signed by another algorithm", good, { alg: "HS512" }, "txn-key"],
    ["of a user's type", good, { typ: "JWT" }, "txn-type"],
    ["of no type", good, { typ: undefined }, "txn-type"],
    ["for another trust domain", { ...good, aud: "else.example" }, {}, "txn-audience"],
    ["for nobody", without("aud"), {}, "txn-audience"],
    ["that has ended", { ...good, exp: now - 5 }, {}, "txn-expired"],
    ["that never ends", without("exp"), {}, "txn-form"],
    ["from the future", { ...good, iat: now + 6 }, {}, "txn-early"],
    ["of no time", without("iat"), {}, "txn-form"],
    ["of no transaction", without("txn"), {}, "txn-form"],
    ["of a transaction without name", { ...good, txn: "" }, {}, "txn-form"],
    ["of a transaction with too long a name", { ...good, txn: "x".repeat(257) }, {}, "txn-form"],
    ["of nobody", without("sub"), {}, "txn-form"],
    ["without a scope", without("scope"), {}, "txn-form"],
    ["that nobody asked for", without("req_wl"), {}, "txn-form"],
    ["that no gateway asked for", { ...good, req_wl: A }, {}, "txn-requester"],
    ["without the user's context", without("tctx"), {}, "txn-form"],
    ["of a user whom nobody named", { ...good, tctx: { claims: {} } }, {}, "txn-form"],
    ["of a user without claims", { ...good, tctx: { iss: LOGIN } }, {}, "txn-form"],
  ])("no token %s", async (_, payload, { key = secret, ...header }: { key?: typeof secret }, reason) => {
    expect(nodes.arrive(B, { "txn-token": await made(payload, header, key) }, A)).toMatchObject({
      status: 401,
      record: { verdict: "unauthenticated", reason },
    });
  });

  test("no token that is none", () => {
    for (const token of ["", "a", "a.b.c", userToken("ann", FINANCE, now)]) {
      const { status, record } = nodes.arrive(B, { "txn-token": token }, A);
      expect({ status, reason: String(record.reason).slice(0, 4) }, token).toEqual({
        status: 401,
        reason: "txn-",
      });
    }
  });

  test("no two tokens, not even the same one twice", async () => {
    const token = await made(good);
    expect(nodes.arrive(B, { "txn-token": [token, token] }, A)).toMatchObject({
      status: 400,
      record: { reason: "repeated-header" },
    });
  });

  test("nobody but its callers, also when the token is known", async () => {
    const token = { "txn-token": await made(good) };
    const narrow = new NodeMesh(mesh({ callers: [A] }));
    expect(narrow.arrive(B, token, A).status).toBe(200);
    const refused = { status: 401, record: { reason: "txn-caller" } };
    expect(narrow.arrive(B, token, OTHER)).toMatchObject(refused);
    expect(nodes.arrive(B, token, undefined)).toMatchObject(refused);
    const stranger = nodes.arrive(B, token, "spiffe://else.example/ns/shop/sa/a");
    expect(stranger).toMatchObject({ status: 403, record: { reason: "peer-trust-domain" } });
  });

  test("no user's own token: that is for gateways", () => {
    const authorization = `Bearer ${userToken("ann", FINANCE, now)}`;
    const { status, record } = nodes.arrive(B, { authorization, ":path": "/open" }, A);
    expect({ status, user: record.user }).toEqual({ status: 200, user: undefined });
  });
});

describe("what a service sends on", () => {
  const TRACE = (id: string) => `00-${id.repeat(32)}-b7ad6b7169203331-01`;
  const annAndBob = (mode?: string) => {
    const nodes = new NodeMesh(mesh(), mode);
    const [ann, bob] = ["ann", "bob"].map((sub, index) => {
      const traceparent = TRACE(String(index + 1));
      const headers = { ...onward(enter(nodes, sub, FINANCE), sub), traceparent };
      expect(nodes.arrive(A, headers, GATEWAY).status).toBe(200);
      return headers as Record<string, string>;
    });
    return { nodes, ann: ann ?? {}, bob: bob ?? {} };
  };
  const tokenOf = (headers: Headers) => ({ "txn-token": headers["txn-token"] ?? "" });

  test("another user's token is refused, whatever names the request", () => {
    const { nodes, ann, bob } = annAndBob();
    const swapped = { status: 403, record: { tier: "outbound", verdict: "deny", reason: "txn-swapped" } };
    expect(nodes.leave(A, { ...ann, ...tokenOf(bob) })).toMatchObject(swapped);
    const { traceparent = "" } = ann;
    expect(nodes.leave(A, { traceparent, ...tokenOf(bob) })).toMatchObject(swapped);
    expect(nodes.leave(A, { traceparent, [ID]: "made by Envoy", ...tokenOf(bob) })).toMatchObject(swapped);
    expect(nodes.leave(A, { ...ann, "txn-token": `${ann["txn-token"]}x` })).toMatchObject(swapped);
  });

  test("a token that did not come with a request is refused", () => {
    const { nodes, ann } = annAndBob();
    const unknown = { status: 403, record: { reason: "txn-unknown" } };
    expect(nodes.leave(A, tokenOf(ann))).toMatchObject(unknown);
    expect(nodes.leave(A, { [ID]: "another", ...tokenOf(ann) })).toMatchObject(unknown);
    expect(nodes.leave(B, ann)).toMatchObject(unknown);
    // Neither kind of id stands for the other.
    const traceId = "1".repeat(32);
    expect(nodes.leave(A, { [ID]: traceId, ...tokenOf(ann) })).toMatchObject(unknown);
  });

  test("the token goes along when the service forgets it, by the id of the request or else of the trace", () => {
    const { nodes, ann } = annAndBob();
    const attached = { status: 200, token: ann["txn-token"], record: { token: "attached" } };
    expect(nodes.leave(A, { [ID]: ann[ID] ?? "" })).toMatchObject(attached);
    expect(nodes.leave(A, { [ID]: "made by Envoy", traceparent: ann.traceparent ?? "" })).toMatchObject(
      attached,
    );
    // The id of the request counts before that of the trace.
    expect(nodes.leave(A, { [ID]: ann[ID] ?? "", traceparent: TRACE("2") })).toMatchObject(attached);
  });

  test("calls of its own go without one", () => {
    const { nodes } = annAndBob();
    for (const headers of [{}, { [ID]: "own" }, { traceparent: TRACE("9") }, { traceparent: "none" }]) {
      expect(nodes.leave(A, headers)).toMatchObject({
        status: 200,
        token: undefined,
        record: { token: "none" },
      });
    }
  });

  test("two tokens are refused", () => {
    const { nodes, ann } = annAndBob();
    const token = ann["txn-token"] ?? "";
    expect(nodes.leave(A, { ...ann, "txn-token": [token, token] })).toMatchObject({
      status: 400,
      record: { verdict: "invalid", reason: "repeated-header" },
    });
  });

  test("where requests of two users have one id, none is attached, and each may go on", () => {
    const nodes = new NodeMesh(mesh());
    const same = { [ID]: "same", traceparent: TRACE("3") };
    const [ann, bob] = ["ann", "bob"].map((sub) => ({
      ...same,
      ...tokenOf(onward(enter(nodes, sub, FINANCE), sub)),
    }));
    for (const headers of [ann, bob]) expect(nodes.arrive(A, headers ?? {}, GATEWAY).status).toBe(200);
    expect(nodes.leave(A, same)).toMatchObject({
      status: 200,
      token: undefined,
      record: { token: "ambiguous" },
    });
    for (const headers of [ann, bob])
      expect(nodes.leave(A, headers ?? {})).toMatchObject({ record: { token: "same" } });
  });

  test("a token that was refused is not noted", () => {
    const nodes = new NodeMesh(mesh());
    const bob = onward(enter(nodes, "bob", { groups: [] }), "bob");
    expect(nodes.arrive(B, bob, A).status).toBe(403);
    expect(nodes.leave(B, bob)).toMatchObject({ record: { reason: "txn-unknown" } });
  });

  test("in shadow mode nothing is refused or attached, and the record says what would be", () => {
    const { nodes, ann, bob } = annAndBob("shadow");
    expect(nodes.leave(A, { ...ann, ...tokenOf(bob) })).toMatchObject({
      status: 200,
      record: { verdict: "allow", shadow: { verdict: "deny", reason: "txn-swapped" } },
    });
    expect(nodes.leave(A, { [ID]: ann[ID] ?? "" })).toMatchObject({
      status: 200,
      token: undefined,
      record: { token: "attached" },
    });
  });

  test("no mode but these two", () => {
    expect(() => new NodeMesh(mesh(), "observe")).toThrow("refused the configuration");
  });
});
