/**
 * The text of a key: what overrides are looked up by, and what a rate limit service counts by. Each part after
 * a slash; its values, joined by commas, with every byte but RFC 3986's unreserved ones percent-encoded; an
 * address as its bytes in hexadecimal digits; `!` for a part that is lacking. Keys that differ have texts that do.
 */
import { maskRange } from "./address.js";

/** The values of a part; undefined: the part is lacking. */
export type KeyPart = readonly string[] | undefined;

/** The text of a key. */
export function keyText(parts: readonly KeyPart[]): string {
  return `/${parts.map((values) => values?.map(encode).join() ?? "!").join("/")}`;
}

/** An address (4 or 16 bytes) as a part, without the bits behind the prefix of its family. */
export function addressPart(
  bytes: readonly number[],
  bits: { readonly v4: number; readonly v6: number },
): KeyPart {
  const range = maskRange({ bytes, length: bytes.length === 4 ? bits.v4 : bits.v6 });
  return [Buffer.from(range.bytes).toString("hex")];
}

function encode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!*'()]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
