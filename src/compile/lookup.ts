/** What the index looks up: a part of the request, and the key it must have. */
import { hash32, mix32 } from "../image/hash.js";
import { MAX, SELECT } from "../image/layout.js";
import type { PlannedAttribute, Selector } from "../image/plan.js";
import type { AddressRange } from "../ir/address.js";
import type { ConditionTest, HeaderTest, PathPattern, PeerTest, Test, ValueTest } from "../ir/model.js";
import type { PathTemplate } from "../ir/template.js";

/** A request can only pass the test if this part of it hashes to this key. */
export interface Lookup {
  readonly selector: Selector;
  readonly key: number;
}

/** The request goes to a destination, by its number. */
export function destinationLookup(destination: number): Lookup {
  return { selector: { kind: SELECT.DESTINATION, count: 0, argument: 0 }, key: mix32(0, destination) };
}

/** Looks up an attribute: its value, the beginning or end of it, or (`PRESENT`, with no text) that it is there. */
export function attributeLookup(kind: number, text: string, attribute: PlannedAttribute): Lookup {
  const argument = kind === SELECT.VALUE || kind === SELECT.PRESENT ? 0 : bytesOf(text).length;
  return lookup(kind, text, { attribute, argument });
}

/** The look-ups of a test that says all itself, all of which must fit; undefined when there is none. */
export function simpleToLookups(test: Exclude<Test, ValueTest | ConditionTest>): Lookup[] | undefined {
  switch (test.kind) {
    case "method":
      return [lookup(SELECT.METHOD, test.value)];
    case "host":
      return "exact" in test.host
        ? [lookup(SELECT.HOST, test.host.exact)]
        : [lookup(SELECT.HOST_SUFFIX, test.host.suffix, { argument: bytesOf(test.host.suffix).length })];
    case "path":
      return pathToLookups(test.path);
    case "header":
      return headerToLookups(test);
    case "peer":
      return peerToLookups(test);
    case "source":
      return [rangeToLookup(test.range)];
  }
}

function lookup(kind: number, value: string, more: Partial<Selector> = {}): Lookup {
  return { selector: { kind, count: 0, argument: 0, ...more }, key: hashOf(value) };
}

function headerToLookups({ name, match }: HeaderTest): Lookup[] | undefined {
  if ("present" in match) return undefined;
  if ("exact" in match) return [lookup(SELECT.HEADER, match.exact, { header: name })];
  const text = "prefix" in match ? match.prefix : match.suffix;
  const kind = "prefix" in match ? SELECT.HEADER_PREFIX : SELECT.HEADER_SUFFIX;
  return [lookup(kind, text, { header: name, argument: bytesOf(text).length })];
}

function peerToLookups(test: PeerTest): Lookup[] | undefined {
  if (test.id !== undefined) return [lookup(SELECT.PEER_ID, test.id)];
  const parts: [number, string | undefined][] = [
    [SELECT.PEER_TRUST_DOMAIN, test.trustDomain],
    [SELECT.PEER_NAMESPACE, test.namespace],
    [SELECT.PEER_SERVICE_ACCOUNT, test.serviceAccount],
  ];
  const lookups = parts.flatMap(([kind, value]) => (value === undefined ? [] : [lookup(kind, value)]));
  return lookups.length > 0 ? lookups : undefined;
}

function pathToLookups(path: PathPattern): Lookup[] | undefined {
  if ("template" in path) return templateToLookups(path.template);
  const text = "prefix" in path ? path.prefix : path.suffix;
  const kind = "prefix" in path ? SELECT.PATH_PREFIX : SELECT.PATH_SUFFIX;
  return [lookup(kind, text, { argument: bytesOf(text).length })];
}

/** Literal segments by their place, and the end of the path where the template ends in a wildcard and a literal. */
function templateToLookups({ segments, rest, suffix }: PathTemplate): Lookup[] | undefined {
  const last = segments.at(-1);
  const joined = !rest && typeof last === "string";
  const literals = joined ? [...segments.slice(0, -1), last + suffix] : segments;
  const kind = rest ? SELECT.PATH_SEGMENTS_REST : SELECT.PATH_SEGMENTS;
  const { mask, key } = maskOf(literals.slice(0, MAX.SEGMENTS));
  const lookups: Lookup[] = [];
  if (mask !== 0 || !rest) {
    lookups.push({ selector: { kind, count: literals.length, argument: mask }, key });
  }
  if (suffix !== "" && !joined) {
    lookups.push(lookup(SELECT.PATH_SUFFIX, suffix, { argument: bytesOf(suffix).length }));
  }
  return lookups.length > 0 ? lookups : undefined;
}

/** One bit for each literal segment, and their hashes mixed in order. */
function maskOf(segments: readonly (string | null)[]): { mask: number; key: number } {
  let mask = 0;
  let key = 0;
  segments.forEach((segment, index) => {
    if (segment === null) return;
    mask = (mask | (1 << index)) >>> 0;
    key = mix32(key, hashOf(segment));
  });
  return { mask, key };
}

/** The first bits of the address: whole bytes hashed, what is left mixed in as one number. */
function rangeToLookup({ bytes, length }: AddressRange): Lookup {
  const whole = length >> 3;
  const left = length & 7;
  const head = hash32(Uint8Array.from(bytes.slice(0, whole)), 0);
  const key = left === 0 ? head : mix32(head, (bytes[whole] ?? 0) >> (8 - left));
  const kind = bytes.length === 4 ? SELECT.SOURCE_V4 : SELECT.SOURCE_V6;
  return { selector: { kind, count: 0, argument: length }, key };
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "utf8");
}

function hashOf(text: string): number {
  return hash32(bytesOf(text), 0);
}
