/** The service that fetches keys, in the Node host; tests/e2e runs it on Envoy. */
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/tree.mjs";
import { LogLevel, ManualClock, SharedData, Vm } from "../../src/host/index.js";
import { jwksToKeySet } from "../../src/keys/key-set.js";

const MODULE = new WebAssembly.Module(Uint8Array.from(readFileSync(join(ROOT, "build/keys.wasm"))));
const VM_ID = "cellwall";
const SECOND = 1_000_000_000n;
const CUSTOMERS = {
  name: "customers",
  cluster: "idp",
  host: "login.shop.example",
  path: "/jwks.json?v=1",
  refresh: 300,
  timeout: 5,
};
const PARTNERS = { ...CUSTOMERS, name: "partners", cluster: "partners", refresh: 60 };
const newKey = (kid: string) => ({
  ...generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" }),
  kid,
});
const jwks = (...keys: readonly object[]) => JSON.stringify({ keys });
const ONE = jwks(newKey("one"));
const TWO = jwks(newKey("one"), newKey("two"));
const keySetOf = (text: string) => jwksToKeySet(JSON.parse(text).keys);

let clock: ManualClock;
let shared: SharedData;
let vm: Vm;
beforeEach(() => {
  clock = new ManualClock(1000n * SECOND);
  shared = new SharedData();
  vm = new Vm(MODULE, { clock, sharedData: shared, vmId: VM_ID, clusters: new Set(["idp", "partners"]) });
});

function configure(...issuers: readonly object[]) {
  return vm.configure(Buffer.from(JSON.stringify({ issuers })));
}

/** Lets time pass, in seconds, with a tick at the end. */
function pass(seconds: number): void {
  clock.advance(BigInt(Math.round(seconds * 1000)) * 1_000_000n);
  vm.tick();
}

function answer(body: string, status = "200"): void {
  const [token = 0] = vm.calls.keys();
  vm.answer(token, { headers: [[":status", status]], body: Buffer.from(body) });
}

const keysOf = (issuer: string) => shared.get(VM_ID, `cellwall.keys.${issuer}`);
const wish = (issuer: string) => shared.set(VM_ID, `cellwall.wanted.${issuer}`, new Uint8Array(), 0);
const failures = () => Number(vm.metrics.value("cellwall.keys.failures"));

describe("keys that are fetched", () => {
  beforeEach(() => {
    expect(configure(CUSTOMERS).accepted).toBe(true);
    vm.tick();
  });

  test("are asked for as the configuration says, and written as a key set", () => {
    const [call] = vm.calls.values();
    expect(call).toMatchObject({ cluster: "idp", timeoutMs: 5000 });
    expect(Object.fromEntries(call?.headers ?? [])).toMatchObject({
      ":method": "GET",
      ":path": "/jwks.json?v=1",
      ":authority": "login.shop.example",
    });
    answer(ONE);
    expect(keysOf("customers")?.value).toEqual(keySetOf(ONE));
  });

  test("are asked for once at a time, and again after their time", () => {
    pass(10_000);
    expect(vm.calls.size).toBe(1);
    answer(ONE);
    pass(269);
    expect(vm.calls.size).toBe(0);
    pass(31);
    expect(vm.calls.size).toBe(1);
    answer(TWO);
    expect(keysOf("customers")?.value).toEqual(keySetOf(TWO));
  });

  test("that are the same get a new version: they are fresh", () => {
    answer(ONE);
    const before = keysOf("customers")?.cas;
    pass(300);
    answer(ONE);
    expect(keysOf("customers")?.cas).not.toBe(before);
  });

  test.each([
    ["502", "<html>", "502"],
    ["no JWK set", "{}", "200"],
    ["no usable key", jwks({ kty: "oct", k: "AA" }), "200"],
    ["too much", `${ONE}${" ".repeat(256 * 1024)}`, "200"],
    ["a redirection", TWO, "302"],
  ])("stay as they were when the answer is %s", (_, body, status) => {
    answer(ONE);
    const before = keysOf("customers");
    pass(300);
    answer(body, status);
    expect(keysOf("customers")).toEqual(before);
    expect(failures()).toBe(1);
    pass(1);
    answer(TWO);
    expect(keysOf("customers")?.value).toEqual(keySetOf(TWO));
  });

  test("are asked for again when there was no answer, each time later", () => {
    for (const [index, wait] of [1, 2, 4, 8].entries()) {
      vm.answer([...vm.calls.keys()][0] ?? 0);
      expect(failures()).toBe(index + 1);
      pass(wait * 0.8);
      expect(vm.calls.size).toBe(0);
      pass(wait * 0.2);
      expect(vm.calls.size).toBe(1);
    }
  });

  test("are asked for early when a cell wants them, at most every 5 s", () => {
    answer(ONE);
    wish("customers");
    pass(4.9);
    expect(vm.calls.size).toBe(0);
    pass(0.1);
    expect(vm.calls.size).toBe(1);
    answer(TWO);
    pass(6);
    expect(vm.calls.size).toBe(0);
    wish("customers");
    wish("customers");
    pass(0.1);
    expect(vm.calls.size).toBe(1);
  });
});

test("each issuer has its own keys and its own times", () => {
  configure(CUSTOMERS, PARTNERS);
  vm.tick();
  expect([...vm.calls.values()].map(({ cluster }) => cluster)).toEqual(["idp", "partners"]);
  answer(ONE);
  answer(TWO);
  expect(keysOf("customers")?.value).toEqual(keySetOf(ONE));
  expect(keysOf("partners")?.value).toEqual(keySetOf(TWO));
  pass(60);
  expect([...vm.calls.values()].map(({ cluster }) => cluster)).toEqual(["partners"]);
});

test("a cluster that is not there is said, and tried again", () => {
  const lines: string[] = [];
  vm = new Vm(MODULE, {
    ...{ clock, sharedData: shared, vmId: VM_ID, clusters: new Set<string>() },
    onLog: ({ level, message }) => level >= LogLevel.Warn && lines.push(message),
  });
  configure(CUSTOMERS);
  vm.tick();
  pass(0.5);
  pass(0.5);
  expect(lines).toEqual(Array(2).fill(expect.stringMatching(/issuer customers.*check its cluster/)));
});

test.each<[string, object | string]>([
  ["nothing", ""],
  ["no JSON", "issuers"],
  ["no issuers", {}],
  ["an issuer without a path", { issuers: [{ ...CUSTOMERS, path: undefined }] }],
  ["an issuer with an empty name", { issuers: [{ ...CUSTOMERS, name: "" }] }],
  ["a time that is no number", { issuers: [{ ...CUSTOMERS, refresh: "5m" }] }],
  ["no time", { issuers: [{ ...CUSTOMERS, timeout: 0 }] }],
  ["more than a day", { issuers: [{ ...CUSTOMERS, refresh: 86_401 }] }],
  ["too many issuers", { issuers: Array(257).fill(CUSTOMERS) }],
])("%s is no configuration", (_, configuration) => {
  const text = typeof configuration === "string" ? configuration : JSON.stringify(configuration);
  expect(vm.configure(Buffer.from(text)).accepted).toBe(false);
});
