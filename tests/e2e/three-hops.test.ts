/** The user of a request, from the gateway through one service to the next, on real Envoys. */
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { AccessRecord } from "../../examples/demo/records.js";
import { A, type Algorithm, B, GATEWAY, LOGIN, mesh, OTHER, userToken } from "../transaction/mesh.js";
import { type Hops, startHops } from "./three-hops/hops.js";
import { ask } from "./three-hops/service-a.js";

const LOGGED = { timeout: 5000, interval: 10 };
const FINANCE = { groups: ["finance"] };

let traces = 0;

const ALGORITHMS: readonly Algorithm[] = ["HS256", "RS256"];

describe.each(ALGORITHMS)("three hops, %s", (algorithm) => {
  let hops: Hops;
  beforeAll(async () => {
    hops = await startHops(mesh({ algorithm }));
  });
  afterAll(() => hops?.stop());

  /** A user's request to A, which asks B; its trace, and what the user got. */
  async function send(path: string, claims: object, sub = "ann") {
    const trace = (++traces).toString(16).padStart(32, "0");
    const headers = {
      host: "a.shop.example",
      traceparent: `00-${trace}-b7ad6b7169203331-01`,
      authorization: `Bearer ${userToken(sub, claims)}`,
      "txn-token": "what a caller makes up",
    };
    const [{ statusCode }] = await ask(hops.edgePort, headers, path);
    const ofTrace = ({ traceparent }: AccessRecord) => traceparent?.includes(trace);
    const logged = (records: () => AccessRecord[]) => vi.waitUntil(() => records().find(ofTrace), LOGGED);
    return { status: statusCode, trace, logged };
  }

  const receivedByB = (trace: string) =>
    hops.b.received.filter(({ headers }) => String(headers.traceparent).includes(trace));

  test("a rule on the user's group and the caller lets in, and the records of all tiers tie together", async () => {
    const { status, trace, logged } = await send("/forward", FINANCE);
    expect(status).toBe(200);
    const { gateway, a, b } = hops.proxies;
    const lines = await Promise.all([gateway, a, b].map(({ records }) => logged(records)));
    expect(lines.map(({ workload, peer }) => ({ workload, peer }))).toEqual([
      { workload: GATEWAY, peer: null },
      { workload: A, peer: GATEWAY },
      { workload: B, peer: A },
    ]);
    const [first] = lines;
    for (const { request_id, traceparent, decision } of lines) {
      expect(request_id).toBe(first?.request_id);
      expect(traceparent).toContain(trace);
      expect(decision).toMatchObject({ verdict: "allow", user: { iss: LOGIN, sub: "ann" } });
      expect(decision?.txn).toBe(first?.decision?.txn);
    }
    expect(lines[2]?.decision).toMatchObject({ policy: "b", rule: "finance" });
    const [received] = receivedByB(trace);
    const { sub, req_wl, txn } = decodeJwt(String(received?.headers["txn-token"]));
    expect({ sub, req_wl }).toEqual({ sub: "ann", req_wl: GATEWAY });
    expect(first?.decision?.txn).toBe(txn);
  });

  test("the same rule refuses another group, and another caller", async () => {
    const bob = await send("/forward", { groups: ["sales"] }, "bob");
    expect(bob.status).toBe(403);
    const { decision } = await bob.logged(hops.proxies.b.records);
    expect(decision).toMatchObject({ verdict: "deny", user: { sub: "bob" } });
    const ann = await send("/forward", FINANCE);
    const token = String(receivedByB(ann.trace)[0]?.headers["txn-token"]);
    const [{ statusCode }] = await ask(hops.otherPort, { host: "b.shop.example", "txn-token": token });
    expect(statusCode).toBe(403);
  });

  test.each(["/forget", "/trace"])(
    "the token goes along when the service does not pass it on: %s",
    async (path) => {
      const { status, logged } = await send(path, FINANCE);
      expect(status).toBe(200);
      if (path === "/trace") expect((await logged(hops.calls)).decision).toMatchObject({ token: "attached" });
    },
  );

  test("a service that tells nothing about the request asks for nobody", async () => {
    const { status } = await send("/lose", FINANCE);
    expect(status).toBe(401);
  });

  test("a service that sends another user's token is refused where the call leaves it", async () => {
    const rich = await send("/forward", FINANCE, "rich");
    hops.a.stolen = String(receivedByB(rich.trace)[0]?.headers["txn-token"]);
    const { status, trace, logged } = await send("/swap", { groups: [] }, "poor");
    expect(status).toBe(403);
    const { workload, decision, details } = await logged(hops.calls);
    expect({ workload, decision, details }).toEqual({
      workload: A,
      decision: { tier: "outbound", verdict: "deny", reason: "txn-swapped" },
      details: "cellwall_deny",
    });
    expect(receivedByB(trace)).toEqual([]);
    expect(await hops.proxies.a.envoy.stat("wasmcustom.cellwall.outbound.refused")).toBeGreaterThan(0);
  });

  test("tokens that are forged or have ended are refused where they arrive", async () => {
    const { trace } = await send("/forward", FINANCE);
    const token = String(receivedByB(trace)[0]?.headers["txn-token"]);
    const [header = "", payload = "", signature = ""] = token.split(".");
    const claims = { ...decodeJwt(token), sub: "root" };
    const forged = [
      [
        `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`,
        "txn-signature",
      ],
      [`${header}.${payload}.`, "txn-signature"],
      [userToken("ann", FINANCE), "txn-type"],
    ];
    for (const [sent = "", reason] of forged) expect(await refusalAtB(sent)).toEqual([401, reason]);
  });

  test("a token that has ended is refused", async () => {
    const short = await startHops(mesh({ algorithm, lifetime: "1s" }));
    try {
      const headers = { host: "a.shop.example", authorization: `Bearer ${userToken("ann", FINANCE)}` };
      const [{ statusCode }] = await ask(short.edgePort, headers, "/forward");
      expect(statusCode).toBe(200);
      const token = String(short.b.received[0]?.headers["txn-token"]);
      await vi.waitUntil(() => Date.now() / 1000 >= (decodeJwt(token).exp ?? 0) + 5, {
        timeout: 10_000,
        interval: 100,
      });
      const [{ statusCode: late }] = await ask(short.otherPort, {
        host: "b.shop.example",
        "txn-token": token,
      });
      expect(late).toBe(401);
    } finally {
      await short.stop();
    }
  }, 40_000);

  /** What B's sidecar says of a token that `other` sends. */
  async function refusalAtB(token: string): Promise<[number | undefined, string | undefined]> {
    const id = `forged-${++traces}`;
    const headers = { host: "b.shop.example", "x-request-id": id, "txn-token": token };
    const [{ statusCode }] = await ask(hops.otherPort, headers);
    const mine = ({ request_id }: AccessRecord) => request_id === id;
    const record = await vi.waitUntil(() => hops.proxies.b.records().find(mine), LOGGED);
    expect(record.peer).toBe(OTHER);
    return [statusCode, record.decision?.reason];
  }
});
