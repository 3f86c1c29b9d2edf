/**
 * Tokens that attackers send: each is refused with the status and the challenge of RFC 6750, and nobody traps. The
 * reference and the module in the Node host say the same as the module in Envoy.
 */
import { SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { interpret } from "../../src/ir/interpret.js";
import type { Request } from "../../src/ir/request.js";
import { openCell } from "../cell/open-cell.js";
import { type Running, startEnvoy } from "./envoy.js";
import { exchange } from "./exchange.js";
import type { TokenCase } from "./hostile/case.js";
import { PARTIES, TIMES } from "./hostile/claims.js";
import { claims, good, part } from "./hostile/forge.js";
import { FORMS, JSON_FORMS } from "./hostile/forms.js";
import { ALGORITHMS, KEY_CASES, TYPES } from "./hostile/headers.js";
import { hostileImage, hostileSet, KEYS, PARTNER, SECRET } from "./hostile/issuers.js";
import { NOBODY, ON_THE_WIRE, type Outcome, REQUESTS, type RequestCase } from "./hostile/requests.js";
import { ECDSA_SIGNATURES, ED25519_SIGNATURES, RSA_SIGNATURES } from "./hostile/signatures.js";
import { ORDERS } from "./policies.js";
import { type Answer, rawAnswer } from "./raw-request.js";

const set = hostileSet();
const image = hostileImage(set);
const decide = openCell(image);

const TABLES: Readonly<Record<string, readonly TokenCase[]>> = {
  "spelled as": FORMS,
  "whose JSON has": JSON_FORMS,
  "by an algorithm:": ALGORITHMS,
  "by a key:": KEY_CASES,
  "of a type:": TYPES,
  "with an RSA signature:": RSA_SIGNATURES,
  "with an ECDSA signature:": ECDSA_SIGNATURES,
  "with an Ed25519 signature:": ED25519_SIGNATURES,
  "of a time:": TIMES,
  "of the parties:": PARTIES,
};

let envoy: Running;
beforeAll(async () => {
  envoy = await startEnvoy(image);
});
afterAll(() => envoy?.stop());

afterEach(async () => {
  const { outcome, challenge } = await ask(bearer(good()));
  expect([outcome, challenge]).toEqual(["200", undefined]);
});

describe.each(Object.entries(TABLES))("a token %s", (_, cases) => {
  test.each(cases)("%s", (_name, token, reason) =>
    expectOutcome(
      { headers: [["authorization", `Bearer ${token()}`]] },
      reason === "" ? "200" : `401 ${reason}`,
    ),
  );
});

describe("a request", () => {
  test.each(REQUESTS.map((make) => make()))("with $name", (one) => expectOutcome(one, one.outcome));

  test.each(ON_THE_WIRE)("as Envoy reads it, with %s", async (_, header, outcome) => {
    const answer = await ask(["GET /orders HTTP/1.1", "host: a.example", header()]);
    expect(answer.outcome).toBe(outcome);
    expect(answer.challenge).toBe(challengeOf(outcome));
  });
});

describe("a token that jose made", () => {
  test.each([
    ...(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"] as const).map((alg) => [alg, "rsa"] as const),
    ["ES256", "p256"] as const,
    ["ES384", "p384"] as const,
    ["ES512", "p521"] as const,
    ["EdDSA", "ed"] as const,
  ])("by %s", async (alg, kid) => {
    const token = await new SignJWT({ ...claims() })
      .setProtectedHeader({ alg, kid, typ: "JWT" })
      .sign(KEYS[kid].privateKey);
    await expectOutcome({ headers: [["authorization", `Bearer ${token}`]] }, "200");
  });

  test.each(["HS256", "HS384", "HS512"])("by %s", async (alg) => {
    const token = await new SignJWT({ ...claims({ iss: PARTNER }) }).setProtectedHeader({ alg }).sign(SECRET);
    await expectOutcome({ headers: [["authorization", `Bearer ${token}`]] }, "200");
  });
});

describe("a token that was taken", () => {
  const MANGLED: readonly (readonly [name: string, mangle: (parts: readonly string[]) => string])[] = [
    ["other claims", ([header, , signature]) => [header, part(claims({ sub: "root" })), signature].join(".")],
    ["another header", ([, ...rest]) => [part({ alg: "RS256" }), ...rest].join(".")],
    [
      "another signature",
      ([header, payload, signature = ""]) => [header, payload, `A${signature.slice(1)}`].join("."),
    ],
  ];

  test.each(MANGLED)("does not stand for one with %s", async (_, mangle) => {
    const token = good();
    expect((await ask(bearer(token))).outcome).toBe("200");
    expect((await ask(bearer(token))).outcome).toBe("200");
    expect((await ask(bearer(mangle(token.split("."))))).outcome).toBe("401 token-signature");
  });
});

describe("a clock far off", () => {
  const SECOND = 1_000_000_000n;

  test.each([
    ["at 0", () => 0n, "401 token-expired"],
    ["one second later", () => SECOND, "401 token-early"],
    ["a year behind", (now: bigint) => now - 365n * 24n * 3600n * SECOND, "401 token-early"],
    ["a year ahead", (now: bigint) => now + 365n * 24n * 3600n * SECOND, "401 token-expired"],
    ["in 2500", () => 16_725_225_600n * SECOND, "401 token-expired"],
    ["half a minute behind, within the leeway", (now: bigint) => now - 30n * SECOND, "200"],
  ])("%s", (_, clock, outcome) => {
    const timeNs = clock(BigInt(Date.now()) * 1_000_000n);
    const headers = [["authorization", `Bearer ${good()}`] as const];
    const { status, reason } = decide({ method: "GET", path: "/orders", host: "a.example", headers, timeNs });
    expect(reason === undefined ? `${status}` : `${status} ${reason}`).toBe(outcome);
  });
});

describe("Envoy", () => {
  test("failed no stream", () => {
    expect(envoy.records().filter(({ details }) => details === "wasm_fail_stream")).toEqual([]);
  });

  test.each([
    "wasm.cell.vm_reload_success",
    "wasm.cell.vm_reload_backoff",
    "server.worker_0.watchdog_mega_miss",
    "server.worker_1.watchdog_mega_miss",
  ])("lost no VM, and none of its workers hung: %s", async (counter) => {
    expect(await envoy.stat(counter)).toBe(0);
  });
});

/** The status and the reason; of what passed or was refused for want of a user or by a rule, the status alone. */
async function expectOutcome(one: Pick<RequestCase, "path" | "headers">, outcome: Outcome): Promise<void> {
  const { path = "/orders", headers } = one;
  const lines = headers.map(([name, value]) => `${name}: ${Buffer.from(value).toString("latin1")}`);
  const answer = await ask([`GET ${path} HTTP/1.1`, "host: a.example", ...lines]);
  expect.soft(answer.outcome, "in Envoy").toBe(outcome);
  expect.soft(answer.challenge).toBe(challengeOf(outcome));
  const timeNs = BigInt(Date.now()) * 1_000_000n;
  const request: Request = { method: "GET", path, host: "a.example", headers, timeNs };
  for (const { status, reason } of [decide(request), interpret(set, ORDERS, request)]) {
    expect.soft(reason === undefined ? `${status}` : `${status} ${reason}`).toBe(outcome);
  }
}

function challengeOf(outcome: Outcome): string | undefined {
  const realm = 'Bearer realm="shop"';
  const [status, reason] = outcome.split(" ");
  if (outcome === NOBODY) return realm;
  if (reason === "several-credentials") return `${realm}, error="invalid_request"`;
  return status === "401" ? `${realm}, error="invalid_token", error_description="${reason}"` : undefined;
}

function bearer(token: string): readonly string[] {
  return ["GET /orders HTTP/1.1", "host: a.example", `authorization: Bearer ${token}`];
}

interface Asked {
  readonly outcome: string;
  /** `WWW-Authenticate`. */
  readonly challenge: string | undefined;
}

/** Sends the lines of a request. */
async function ask(lines: readonly string[]): Promise<Asked> {
  let answer: Answer = { status: 0, headers: {} };
  const { outcome } = await exchange(envoy, async (port) => {
    answer = await rawAnswer(port, [...lines, "connection: close", "", ""].join("\r\n"));
    return answer.status;
  });
  return {
    outcome: outcome.replace(/ (\/.*|cellwall_.*)$/, ""),
    challenge: answer.headers["www-authenticate"],
  };
}
