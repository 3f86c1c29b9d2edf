import { isIP } from "node:net";

/** A CIDR block: 4 or 16 address bytes (network order) and a prefix length in bits. */
export interface AddressRange {
  readonly bytes: readonly number[];
  readonly length: number;
}

/** What is wrong with a text that should be a block; `meant`: the block that it probably stands for. */
export interface RangeFlaw {
  readonly error: string;
  readonly meant?: string;
}

/** A block such as `10.0.0.0/8`, with no bits behind the prefix, or one address; else what is wrong with it. */
export function parseRange(text: string): AddressRange | RangeFlaw {
  const range = parseBlock(text);
  if ("error" in range) return range;
  const masked = maskRange(range);
  if (masked.bytes.every((byte, index) => byte === range.bytes[index])) return range;
  return { error: "bits are set behind the prefix", meant: formatRange(masked) };
}

/** The same, whatever is behind the prefix. */
export function parseBlock(text: string): AddressRange | RangeFlaw {
  const [address = "", suffix, ...more] = text.split("/");
  const bytes = parseAddress(address);
  if (bytes === undefined || more.length > 0) return { error: "no IP address or CIDR block" };
  const bits = address.includes(":") ? 128 : 32;
  const written = suffix === undefined ? bits : Number(suffix);
  if (suffix !== undefined && !/^(0|[1-9]\d{0,2})$/.test(suffix))
    return { error: "the prefix length is no number" };
  if (written > bits) return { error: `the prefix length is above ${bits}` };
  // Of an IPv4-mapped block, what comes before the IPv4 address is fixed.
  const length = written - (bits - bytes.length * 8);
  if (length < 0) return { error: "a block with IPv4-mapped addresses and others", meant: "0.0.0.0/0" };
  return { bytes, length };
}

/** The same block without bits behind the prefix. */
export function maskRange({ bytes, length }: AddressRange): AddressRange {
  return { bytes: bytes.map((byte, index) => byte & maskOf(length - index * 8)), length };
}

/** 4 bytes for IPv4 and for IPv4-mapped IPv6 addresses, 16 for others; undefined when it is no address. */
export function parseAddress(text: string): number[] | undefined {
  const family = isIP(text);
  if (family === 0 || text.includes("%")) return undefined;
  if (family === 4) return text.split(".").map(Number);
  const bytes = expandV6(text);
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return mapped ? bytes.slice(12) : bytes;
}

function expandV6(text: string): number[] {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const [, front = text, tail] = dotted ?? [];
  const [a = 0, b = 0, c = 0, d = 0] = (tail ?? "").split(".").map(Number);
  const plain =
    tail === undefined ? text : `${front}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  const [left = "", right] = plain.split("::");
  const head = groups(left);
  const end = groups(right ?? "");
  const zeros = new Array<number>(Math.max(0, 16 - head.length - end.length)).fill(0);
  return [...head, ...zeros, ...end];
}

function groups(text: string): number[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

function maskOf(bits: number): number {
  return bits >= 8 ? 0xff : bits <= 0 ? 0 : (0xff << (8 - bits)) & 0xff;
}

/** Whether an address (4 or 16 bytes) lies in a range of its family. */
export function inRange(address: readonly number[], range: AddressRange): boolean {
  if (address.length !== range.bytes.length) return false;
  return range.bytes.every(
    (byte, index) => ((byte ^ (address[index] ?? 0)) & maskOf(range.length - index * 8)) === 0,
  );
}

/** An address as people write it: dotted IPv4, or IPv6 in its short form (RFC 5952). `bytes`: 4 or 16. */
export function formatAddress(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join(".");
  const words = Array.from({ length: 8 }, (_, index) =>
    (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  return new URL(`http://[${words.join(":")}]`).hostname.slice(1, -1);
}

/** A block as people write it. */
export function formatRange({ bytes, length }: AddressRange): string {
  return `${formatAddress(bytes)}/${length}`;
}
