/** A certificate authority that lives as long as the demo, and X.509-SVIDs from it. */
import "reflect-metadata"; // x509 wants it first
import * as x509 from "@peculiar/x509";

const KEY = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;
const { serverAuth, clientAuth } = x509.ExtendedKeyUsage;

/** A certificate and its private key, both PEM. */
export interface Svid {
  readonly certificate: string;
  readonly key: string;
}

/** Issues certificates for the workloads of one trust domain. */
export interface Authority {
  readonly trustDomain: string;
  /** The authority's own certificate, PEM: whoever believes it believes what it issues. */
  readonly bundle: string;
  /** A certificate with a fresh key. `uris`: one SPIFFE ID, or whatever a test wants to see refused. */
  issue(...uris: readonly string[]): Promise<Svid>;
}

/** An authority with a fresh key that is written nowhere. */
export async function createAuthority(trustDomain: string): Promise<Authority> {
  const keys = await newKeys();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=authority,O=${trustDomain}`,
    ...validity(),
    keys,
    signingAlgorithm: KEY,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      alternativeNames([`spiffe://${trustDomain}`]),
    ],
  });
  return {
    trustDomain,
    bundle: root.toString("pem"),
    issue: (...uris) => issue(uris, `O=${trustDomain}`, root, keys.privateKey),
  };
}

async function issue(
  uris: readonly string[],
  subject: string,
  root: x509.X509Certificate,
  signingKey: CryptoKey,
): Promise<Svid> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
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
      alternativeNames(uris),
    ],
  });
  const key = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { certificate: certificate.toString("pem"), key: x509.PemConverter.encode(key, "PRIVATE KEY") };
}

function alternativeNames(uris: readonly string[]): x509.Extension {
  return new x509.SubjectAlternativeNameExtension(uris.map((value) => ({ type: "url", value })));
}

type CryptoKey = Awaited<ReturnType<typeof newKeys>>["privateKey"];

function newKeys() {
  return crypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
}

/** From a minute ago, for clocks that are behind, to tomorrow. */
function validity(): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - 60_000), notAfter: new Date(Date.now() + DAY_MS) };
}
