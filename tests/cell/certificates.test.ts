/** Real certificates, whole and with any byte changed: the cell reads from them what OpenSSL reads. */
import "reflect-metadata"; // x509 wants it first
import { createHash, X509Certificate } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { describe, expect, test } from "vitest";
import { Vm } from "../../src/host/vm.js";
import { imageOf } from "../e2e/policies.js";
import { CELL } from "./open-cell.js";

const ID = "spiffe://shop.example/ns/edge/sa/gateway";
const OTHER = "spiffe://shop.example/ns/shop/sa/reports";
const SAN = "2.5.29.17";

const image = imageOf(`  authorize: [{ name: one, effect: allow, peers: ["${ID}"] }]`);
const module = new WebAssembly.Module(CELL);

/** What becomes of a request by the peer with this certificate: the rule that allows it, or why it is refused. */
function outcomeOf(vm: Vm, pem: string, digest: string): string {
  const stream = vm.stream({
    "connection.sha256_peer_certificate_digest": digest,
    "connection.peer_certificate": pem,
  });
  stream.onRequestHeaders([
    [":method", "GET"],
    [":path", "/"],
  ]);
  const record = stream.filterState("cellwall");
  stream.end();
  if (vm.failure !== undefined || record === undefined)
    throw new Error(`the cell failed: ${vm.failure?.message}`);
  const { rule, reason, verdict } = JSON.parse(Buffer.from(record).toString());
  return rule ?? reason ?? verdict;
}

function startVm(): Vm {
  const vm = new Vm(module);
  expect(vm.configure(image).accepted).toBe(true);
  return vm;
}

const pemOf = (der: Uint8Array) => x509.PemConverter.encode(der, "CERTIFICATE");
const digestOf = (der: Uint8Array) => createHash("sha256").update(der).digest("hex");

const EC = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const RSA = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
};

async function certificate(
  extensions: readonly x509.Extension[],
  signingAlgorithm: typeof EC | typeof RSA = EC,
): Promise<Buffer> {
  const keys = await crypto.subtle.generateKey(signingAlgorithm, false, ["sign", "verify"]);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=test,O=shop.example",
    keys,
    signingAlgorithm,
    extensions: [new x509.BasicConstraintsExtension(false, undefined, true), ...extensions],
  });
  return Buffer.from(made.rawData);
}

function names(...values: readonly (string | x509.JsonGeneralName)[]): x509.Extension {
  return new x509.SubjectAlternativeNameExtension(
    values.map((value) => (typeof value === "string" ? { type: "url", value } : value)),
  );
}

const critical = (extension: x509.Extension) => new x509.Extension(extension.type, true, extension.value);
const sanOf = (hex: string) => new x509.Extension(SAN, false, Buffer.from(hex, "hex"));
const uri = (text: string) =>
  `86${Buffer.from([text.length]).toString("hex")}${Buffer.from(text).toString("hex")}`;
const DNS = { type: "dns", value: "shop.example" } as const;
const LONG = "spiffe://shop.example/" + "a".repeat(2048 - 22);

describe("the peer of a certificate", () => {
  test.each<[string, readonly x509.Extension[], string]>([
    ["is its only URI", [names(ID)], "one"],
    ["is that among names of other kinds", [names(DNS, ID, { type: "ip", value: "10.0.0.1" }, DNS)], "one"],
    ["is that of a critical extension, as an empty subject makes it", [critical(names(ID))], "one"],
    [
      "stands behind other extensions",
      [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]), names(ID)],
      "one",
    ],
    ["is not the first of two", [names(ID, OTHER)], "peer-identity"],
    ["is not the second of two", [names("https://shop.example/", ID)], "peer-identity"],
    ["is nobody without URI", [names(DNS)], "peer-identity"],
    ["is nobody without alternative names", [], "peer-identity"],
    ["is nobody when the alternative names come twice", [names(ID), names(DNS)], "peer-identity"],
    ["is nobody then, whichever has the URI", [names(DNS), names(ID)], "peer-identity"],
    ["is nobody when they are no list", [sanOf(uri(ID))], "peer-identity"],
    ["is nobody when the list is cut short", [sanOf(`3030${uri(ID)}`)], "peer-identity"],
    ["is one of at most 2,048 bytes", [names(LONG)], "deny"],
    ["is nobody with more", [names(`${LONG}a`)], "peer-identity"],
    ["is not found by what only looks like one", [names({ type: "dns", value: ID })], "peer-identity"],
  ])("%s", async (_, extensions, outcome) => {
    const der = await certificate(extensions);
    expect(outcomeOf(startVm(), pemOf(der), digestOf(der))).toBe(outcome);
  });

  test("is in an RSA certificate, too", async () => {
    const der = await certificate([names(ID)], RSA);
    expect(outcomeOf(startVm(), pemOf(der), digestOf(der))).toBe("one");
  });

  test("is read once for each digest", async () => {
    const vm = startVm();
    const [first, second] = await Promise.all([certificate([names(ID)]), certificate([names(OTHER)])]);
    expect(outcomeOf(vm, pemOf(first), digestOf(first))).toBe("one");
    expect(outcomeOf(vm, "not looked at", digestOf(first))).toBe("one");
    expect(outcomeOf(vm, pemOf(second), digestOf(second))).toBe("deny");
  });

  test.each([
    "",
    "junk",
    "-----BEGIN CERTIFICATE-----",
    "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
  ])("is nobody in %j", (pem) => {
    expect(outcomeOf(startVm(), pem, "a".repeat(64))).toBe("peer-identity");
  });

  test.each(["a", "a".repeat(63), "a".repeat(65)])("is nobody when the digest is %j", async (digest) => {
    expect(outcomeOf(startVm(), pemOf(await certificate([names(ID)])), digest)).toBe("peer-identity");
  });
});

/** The URIs that OpenSSL finds; undefined when it reads no certificate, or quotes a name. */
function urisByOpenSsl(der: Uint8Array): string[] | undefined {
  try {
    const { subjectAltName = "" } = new X509Certificate(der);
    if (subjectAltName.includes('"')) return undefined;
    return subjectAltName.split(", ").flatMap((name) => (name.startsWith("URI:") ? [name.slice(4)] : []));
  } catch {
    return undefined;
  }
}

test("whatever byte is changed or missing, the cell believes only what OpenSSL finds, too", async () => {
  const vm = startVm();
  const der = await certificate([names(DNS, ID)]);
  const changed = [...der].flatMap((byte, index) =>
    [byte ^ 1, byte ^ 0x80, 0, 0xff, byte + 1].map((other) => {
      const copy = Buffer.from(der);
      copy[index] = other;
      return copy;
    }),
  );
  const cut = [...der.keys()].map((length) => der.subarray(0, length));
  let believed = 0;
  for (const one of [...changed, ...cut]) {
    const outcome = outcomeOf(vm, pemOf(one), digestOf(one));
    const uris = urisByOpenSsl(one);
    if (outcome === "one") believed++;
    if (outcome === "one" && uris !== undefined) expect(uris, one.toString("hex")).toEqual([ID]);
    if (uris?.length === 1 && uris[0] === ID) expect(outcome, one.toString("hex")).toBe("one");
  }
  expect(believed).toBeGreaterThan(0);
  expect(believed).toBeLessThan(changed.length);
});
