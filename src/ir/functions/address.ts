/** IP addresses and blocks of them, as cel-go's network extension has them. */
import {
  type AddressRange,
  formatAddress,
  formatRange,
  inRange,
  maskRange,
  parseAddress,
  parseBlock,
} from "../address.js";
import { bool, EvaluationError, int, string } from "../value.js";
import { type Overload, overload } from "./overload.js";

export const ADDRESS = {
  ip: [
    overload(["string"], (text) => ({ type: "ip", value: parseIp(text) })),
    overload(["cidr"], ({ bytes }) => ({ type: "ip", value: bytes })),
  ],
  cidr: [overload(["string"], (text) => ({ type: "cidr", value: parseCidr(text) }))],
  isIP: [overload(["string"], (text) => bool(isParsed(() => parseIp(text))))],
  isCIDR: [overload(["string"], (text) => bool(isParsed(() => parseCidr(text))))],
  "ip.isCanonical": [overload(["string"], (text) => bool(formatAddress(parseIp(text)) === text))],
  family: [overload(["ip"], (address) => int(address.length === 4 ? 4n : 6n))],
  isUnspecified: [overload(["ip"], (address) => bool(isIn(address, UNSPECIFIED)))],
  isLoopback: [overload(["ip"], (address) => bool(isIn(address, LOOPBACK)))],
  isLinkLocalMulticast: [overload(["ip"], (address) => bool(isIn(address, LINK_LOCAL_MULTICAST)))],
  isLinkLocalUnicast: [overload(["ip"], (address) => bool(isIn(address, LINK_LOCAL_UNICAST)))],
  isGlobalUnicast: [
    overload(["ip"], (address) =>
      bool(![UNSPECIFIED, LOOPBACK, LINK_LOCAL_UNICAST, MULTICAST].some((blocks) => isIn(address, blocks))),
    ),
  ],
  containsIP: [
    overload(["cidr", "ip"], (range, address) => bool(inRange(address, range))),
    overload(["cidr", "string"], (range, text) => bool(inRange(parseIp(text), range))),
  ],
  containsCIDR: [
    overload(["cidr", "cidr"], (range, other) => bool(isWithin(other, range))),
    overload(["cidr", "string"], (range, text) => bool(isWithin(parseCidr(text), range))),
  ],
  prefixLength: [overload(["cidr"], ({ length }) => int(BigInt(length)))],
  masked: [overload(["cidr"], (range) => ({ type: "cidr", value: maskRange(range) }))],
} satisfies Record<string, Overload[]>;

/** `string`, for addresses and blocks. */
export const ADDRESS_TEXT: readonly Overload[] = [
  overload(["ip"], (address) => string(formatAddress(address))),
  overload(["cidr"], (range) => string(formatRange(range))),
];

const UNSPECIFIED = ["0.0.0.0", "::"];
const LOOPBACK = ["127.0.0.0/8", "::1"];
const LINK_LOCAL_UNICAST = ["169.254.0.0/16", "fe80::/10"];
/** With any flags (RFC 4291 §2.7). */
const LINK_LOCAL_MULTICAST = ["224.0.0.0/24", ...[..."0123456789abcdef"].map((flags) => `ff${flags}2::/16`)];
const MULTICAST = ["224.0.0.0/4", "ff00::/8", "255.255.255.255"];

function isIn(address: readonly number[], blocks: readonly string[]): boolean {
  return blocks.some((block) => inRange(address, parseBlock(block) as AddressRange));
}

function isWithin(range: AddressRange, outer: AddressRange): boolean {
  return range.length >= outer.length && inRange(range.bytes, outer);
}

/** An IPv4-mapped address is its IPv4 address, but not when that is written with dots: nobody means that. */
function parseIp(text: string): readonly number[] {
  const bytes = parseAddress(text);
  if (bytes === undefined) throw new EvaluationError("no IP address");
  if (bytes.length === 4 && text.includes(":") && text.includes(".")) {
    throw new EvaluationError("IPv4-mapped addresses are written without `::ffff:`");
  }
  return bytes;
}

function parseCidr(text: string): AddressRange {
  const [address = "", length] = text.split("/");
  if (length === undefined) throw new EvaluationError("no CIDR block: the prefix length is missing");
  parseIp(address);
  const range = parseBlock(text);
  if ("error" in range) throw new EvaluationError(range.error);
  return range;
}

function isParsed(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}
