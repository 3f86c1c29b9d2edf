/** What images have of transaction tokens: of keys what their tier needs, and nothing that a module would trip over. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import { requestToProperties } from "../../src/envoy/request.js";
import { Vm } from "../../src/host/vm.js";
import { hash32 } from "../../src/image/hash.js";
import { HEADER, TRANSACTION } from "../../src/image/layout.js";
import { A, type Algorithm, B, GATEWAY, mesh, transactionKey, userToken } from "./mesh.js";
import { NodeMesh } from "./node-mesh.js";

const CELL = new WebAssembly.Module(readFileSync(new URL("../../build/cell.wasm", import.meta.url)));

/** The parts of a key that nobody must have who only verifies. */
const SECRETS: Readonly<Record<Algorithm, readonly string[]>> = {
  HS256: ["k"],
  RS256: ["d", "p", "q", "dp", "dq", "qi"],
};

function holds(image: Uint8Array, algorithm: Algorithm, kid: string): boolean {
  const key = transactionKey(algorithm, kid);
  const parts = SECRETS[algorithm].map((name) => Buffer.from(String(key[name]), "base64url"));
  return parts.some((part) => Buffer.from(image).includes(part));
}

describe("secrets", () => {
  test.each<[Algorithm, string, boolean, boolean]>([
    ["RS256", GATEWAY, true, false],
    ["RS256", B, false, false],
    ["HS256", GATEWAY, true, false],
    ["HS256", B, true, true],
  ])("%s: what signs, and what signed before, in the image of %s", (algorithm, workload, signing, former) => {
    const image = buildImage(mesh({ algorithm, kids: ["new", "old"] }), workload);
    expect([holds(image, algorithm, "new"), holds(image, algorithm, "old")]).toEqual([signing, former]);
  });

  test("an image of a mesh without transaction tokens has none", () => {
    const set = { ...mesh(), transactionTokens: undefined };
    expect(holds(buildImage(set as unknown as ReturnType<typeof mesh>, B), "HS256", "one")).toBe(false);
  });
});

/** An image with one byte changed and the checksum made right again. */
function forge(image: Uint8Array, at: number, value: number): Uint8Array {
  const forged = image.slice();
  forged[at] = value;
  const checksum = hash32(forged.subarray(HEADER.CHECKSUM + 4), 0);
  new DataView(forged.buffer).setUint32(HEADER.CHECKSUM, checksum, true);
  return forged;
}

function requestTo(image: Uint8Array, headers: Readonly<Record<string, string>>): string | undefined {
  const vm = new Vm(CELL, { vmId: "cellwall" });
  const configured = vm.configure(image);
  if (!configured.accepted) {
    const isExplained = configured.log.some(({ message }) => message.startsWith("cellwall: the image"));
    return isExplained ? undefined : configured.reason;
  }
  const stream = vm.stream(requestToProperties({ headers: [], peer: A }));
  stream.onRequestHeaders([[":method", "GET"], [":path", "/"], ...Object.entries(headers)]);
  stream.end();
  return vm.failure?.message;
}

describe("an image whose record of transaction tokens is forged is refused, or at least never traps", () => {
  const set = mesh();
  const nodes = new NodeMesh(set, "enforce", Math.floor(Date.now() / 1000));
  const authorization = `Bearer ${userToken("ann", { groups: ["finance"] })}`;
  const token = nodes.arrive(GATEWAY, { authorization }).token ?? "";

  test.each([
    ["gateway", GATEWAY, { authorization }],
    ["workload", B, { "txn-token": token, "x-request-id": "1" }],
  ])("%s", { timeout: 120_000 }, (_, workload, headers) => {
    const image = buildImage(set, workload);
    const wordAt = (offset: number) => new DataView(image.buffer).getUint32(offset, true);
    const record = wordAt(HEADER.TRANSACTION_TOKENS);
    const names = from(wordAt(HEADER.HEADER_NAMES), 4 * wordAt(HEADER.HEADER_NAMES + 4));
    expect(requestTo(image, headers)).toBeUndefined();
    for (const at of [...from(HEADER.TRANSACTION_TOKENS, 8), ...from(record, TRANSACTION.SIZE), ...names]) {
      for (const value of [0x00, 0x01, 0x7f, 0xff, (image[at] ?? 0) + 1]) {
        expect(requestTo(forge(image, at, value), headers), `byte ${at} as ${value}`).toBeUndefined();
      }
    }
  });
});

/** So many numbers that follow each other. */
function from(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
