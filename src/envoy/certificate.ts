/** The certificate of a peer that no TLS handshake brought: it shows its URIs to a filter, and proves nothing. */
import { createHash } from "node:crypto";

/** What Envoy tells of a peer's certificate. */
export interface Certificate {
  /** SHA-256 of the DER, in hex. */
  readonly digest: string;
  readonly pem: string;
}

/** Tags (X.690 §8.1.2) of a certificate's parts (RFC 5280 §4.1). */
const TAG = { OCTET_STRING: 0x04, OID: 0x06, SEQUENCE: 0x30, EXTENSIONS: 0xa3, URI: 0x86 } as const;

/** id-ce-subjectAltName, 2.5.29.17 (RFC 5280 §4.2.1.6). */
const SUBJECT_ALT_NAME = Uint8Array.of(0x55, 0x1d, 0x11);

/** A certificate with nothing but these URIs as its subjectAltNames. */
export function certificateOf(uris: readonly string[]): Certificate {
  const names = element(TAG.SEQUENCE, ...uris.map((uri) => element(TAG.URI, Buffer.from(uri, "utf8"))));
  const extension = element(
    TAG.SEQUENCE,
    element(TAG.OID, SUBJECT_ALT_NAME),
    element(TAG.OCTET_STRING, names),
  );
  const extensions = element(TAG.EXTENSIONS, element(TAG.SEQUENCE, extension));
  const der = element(TAG.SEQUENCE, element(TAG.SEQUENCE, extensions));
  return { digest: createHash("sha256").update(der).digest("hex"), pem: pemOf(der) };
}

/** Tag, length in as few bytes as it takes (X.690 §10.1), contents. */
function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const size = content.length.toString(16);
  const bytes = Buffer.from(size.padStart(size.length + (size.length % 2), "0"), "hex");
  const length = content.length < 0x80 ? [content.length] : [0x80 | bytes.length, ...bytes];
  return Buffer.concat([Uint8Array.from([tag, ...length]), content]);
}

/** RFC 7468 §5.1. */
function pemOf(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}
