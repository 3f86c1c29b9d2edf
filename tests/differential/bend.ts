/** One thing about a request changed, close to where a test's outcome changes. */
import { formatAddress, parseAddress } from "../../src/ir/address.js";
import type { Request } from "../../src/ir/request.js";
import type { Aim } from "./aim.js";
import type { Random } from "./random-policy.js";
import { setAttribute } from "./set-attribute.js";

/** The request with what an aim asked for changed in one thing; `request` has it. */
export function bend(random: Random, request: Request, { attribute, text = "u" }: Aim): Request {
  const set = (other: string | undefined) => setAttribute(request, attribute, other);
  if (random.chance(12)) return set(undefined);
  switch (attribute.name) {
    case "request.path":
      return set(bendPath(random, text));
    case "request.host":
      return set(bendHost(random, text));
    case "source.ip":
    case "destination.ip":
      return set(bendAddress(random, text));
    case "request.size":
      return set(bendNumber(random, text));
    case "request.headers":
    case "request.headerValues":
      return random.chance(3)
        ? bendHeader(random, request, attribute.key, text)
        : set(bendText(random, text));
    case "request.query":
    case "request.queryValues":
      return random.chance(3)
        ? bendParameter(random, request, attribute.key, text)
        : set(bendText(random, text));
    default:
      return set(bendText(random, text));
  }
}

/** One byte more, fewer or other, or the other case. */
export function bendText(random: Random, text: string): string {
  const characters = [...text];
  const at = random.below(characters.length + 1);
  const other = random.pick([..."aZ0-/.é", " ", "\u007f"]);
  return random.pick<() => string>([
    () => characters.slice(0, -1).join(""),
    () => characters.slice(1).join(""),
    () => text + other,
    () => other + text,
    () => characters.toSpliced(at, 1, other).join(""),
    () => characters.toSpliced(at, 1).join(""),
    () => characters.toSpliced(at, 0, other).join(""),
    () => characters.map((one, index) => (index === at ? otherCase(one) : one)).join(""),
    () => "",
  ])();
}

function otherCase(text: string): string {
  return text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();
}

/** Bytes with a meaning of their own in paths, and ones outside of the templates' alphabet. */
const ODD = [
  "*",
  "=",
  ";",
  "\\",
  "%",
  "%2F",
  "%2f",
  "%5C",
  "%00",
  "%C3%A9",
  "é",
  "#",
  "?",
  ":",
  "@",
  "//",
  "%c0%af",
];

function bendPath(random: Random, path: string): string {
  const characters = [...path];
  const at = random.below(characters.length + 1);
  const segments = path.split("/");
  const segment = 1 + random.below(segments.length);
  const insert = (text: string) => characters.toSpliced(at, 0, text).join("");
  const around = (...texts: string[]) => segments.toSpliced(segment, 0, ...texts).join("/");
  return random.pick<() => string>([
    () => bendText(random, path),
    () => around("x"),
    () => around(""),
    () => around("."),
    () => around("x", ".."),
    () => around(".."),
    () => segments.toSpliced(segment, 1).join("/"),
    () => `${path}/`,
    () => path.replace(/\/$/, ""),
    () => insert(random.pick(ODD)),
    () => characters.map((one, index) => (index === at ? escaped(one, random) : one)).join(""),
    () => `${path}?${random.pick(["", "/b", "q=/../a", "?"])}`,
  ])();
}

/** A byte as a percent-encoding, in either case. */
function escaped(byte: string, random: Random): string {
  const hex = Buffer.from(byte).toString("hex").replace(/../g, "%$&");
  return random.chance(2) ? hex : hex.toUpperCase();
}

function bendHost(random: Random, host: string): string {
  return random.pick<() => string>([
    () => bendText(random, host),
    () => `${host}:8443`,
    () => `${host}.`,
    () => `${host}..`,
    () => host.toUpperCase(),
    () => `x.${host}`,
    () => `x${host}`,
    () => host.replace(/^[^.]*\./, ""),
    () => `${host}.example`,
    () => `[${host}]`,
    () => `user@${host}`,
  ])();
}

/** The next address, the one before, another bit; the other ways to write it. */
function bendAddress(random: Random, text: string): string {
  const bytes = parseAddress(text) ?? [0, 0, 0, 0];
  const bits = BigInt(bytes.length * 8);
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const toText = (other: bigint) => formatAddress(toBytes(BigInt.asUintN(Number(bits), other), bytes.length));
  const mapped = bytes.length === 4 ? `::ffff:${text}` : text.toUpperCase();
  return random.pick<() => string>([
    () => toText(value + 1n),
    () => toText(value - 1n),
    () => toText(value ^ (1n << BigInt(random.below(Number(bits))))),
    () => mapped,
    () => (bytes.length === 4 ? `::${text}` : "10.1.2.3"),
  ])();
}

function toBytes(value: bigint, length: number): number[] {
  return Array.from({ length }, (_, index) => Number((value >> BigInt(8 * (length - 1 - index))) & 0xffn));
}

function bendNumber(random: Random, text: string): string {
  const value = BigInt(text);
  return random.pick([`${value + 1n}`, `${value - 1n}`, `0${value}`, `${value} `, "", "x", `+${value}`]);
}

/** Sent twice, or under a name that is nearly the same. */
function bendHeader(random: Random, request: Request, name: string, value: string): Request {
  const others = request.headers.filter(([sent]) => sent.toLowerCase() !== name);
  const headers = random.pick<() => Request["headers"]>([
    () => [...request.headers, [name, value]],
    () => [...request.headers, [name.toUpperCase(), bendText(random, value)]],
    () => [[name, bendText(random, value)], ...request.headers],
    () => [...others, [name.toUpperCase(), value]],
    () => [...others, [`${name}x`, value]],
    () => [...others, [name.slice(0, -1), value]],
    () => [...others, [name, `${value},${value}`]],
    () => [...others, [name, value], ["other", value], [name, value]],
  ])();
  return { ...request, headers };
}

function bendParameter(random: Random, request: Request, name: string, value: string): Request {
  if (request.path === undefined) return request;
  const key = encodeURIComponent(name);
  const more = random.pick([
    `${key}=${encodeURIComponent(value)}`,
    `${key}=${encodeURIComponent(bendText(random, value))}`,
    key,
    `${key}=%zz`,
    `${escaped(name.slice(0, 1), random)}${encodeURIComponent(name.slice(1))}=u`,
    `${key}x=u`,
    `&&${key.toUpperCase()}=u`,
    `${key}=a=b`,
    `${key}=+`,
  ]);
  return { ...request, path: `${request.path}${request.path.includes("?") ? "&" : "?"}${more}` };
}
