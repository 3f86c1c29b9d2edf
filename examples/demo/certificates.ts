/** A certificate authority that lives as long as the demo, and X.509-SVIDs from it. */
import "reflect-metadata"; // x509 wants it first
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";

const KEY = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;
const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;

/** Issues certificates for the workloads of one trust domain. */
export interface Authority {
  /** Writes `certificate.pem`, `key.pem` and `bundle.pem` for a SPIFFE ID into a folder, which is made. */
  issue(id: string, folder: string): Promise<void>;
}

/** An authority with a fresh key that is written nowhere. */
export async function createAuthority(trustDomain: string): Promise<Authority> {
  const keys = await newKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: `O=${trustDomain}`,
    ...validity(),
    keys,
    signingAlgorithm: KEY,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      new x509.SubjectAlternativeNameExtension([{ type: "url", value: `spiffe://${trustDomain}` }]),
    ],
  });
  return { issue: (id, folder) => issue(id, folder, root, keys.privateKey) };
}

async function issue(
  id: string,
  folder: string,
  root: x509.X509Certificate,
  signingKey: CryptoKey,
): Promise<void> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: root.subject,
    issuer: root.subject,
    ...validity(),
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: KEY,
    // The SPIFFE X.509-SVID specification, §4.
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([serverAuth, clientAuth]),
      new x509.SubjectAlternativeNameExtension([{ type: "url", value: id }]),
    ],
  });
  const key = x509.PemConverter.encode(
    await crypto.subtle.exportKey("pkcs8", keys.privateKey),
    "PRIVATE KEY",
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "certificate.pem"), certificate.toString("pem"));
  writeFileSync(join(folder, "key.pem"), key, { mode: 0o600 });
  writeFileSync(join(folder, "bundle.pem"), root.toString("pem"));
}

type CryptoKey = Awaited<ReturnType<typeof newKeys>>["privateKey"];

function newKeys() {
  return crypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
}

/** From a minute ago, for clocks that are behind, to tomorrow. */
function validity(): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + DAY_MS) };
}
