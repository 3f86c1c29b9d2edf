/** What a request needs to have for a test to hold: the inside of its boundary. */
import { type AddressRange, formatAddress } from "../../src/ir/address.js";
import { type Attribute, type Expression, partsOf } from "../../src/ir/expression.js";
import type {
  HeaderMatch,
  HostPattern,
  PathPattern,
  PeerTest,
  Test,
  ValueMatch,
} from "../../src/ir/model.js";
import type { PathTemplate } from "../../src/ir/template.js";
import type { Random } from "./random-policy.js";

/** An attribute, and a text with which the test holds; `undefined`: it must not be there. */
export interface Aim {
  readonly attribute: Attribute;
  readonly text: string | undefined;
}

/** With all of these a test holds; a condition perhaps: it gets what it compares with. */
export function aimsAt(random: Random, test: Test): Aim[] {
  switch (test.kind) {
    case "method":
      return [{ attribute: { name: "request.method" }, text: test.value }];
    case "host":
      return [{ attribute: { name: "request.host" }, text: hostFor(random, test.host) }];
    case "path":
      return [{ attribute: { name: "request.path" }, text: pathFor(random, test.path) }];
    case "header":
      return [{ attribute: { name: "request.headers", key: test.name }, text: valueFor(random, test.match) }];
    case "peer":
      return [{ attribute: { name: "peer.id" }, text: peerFor(random, test) }];
    case "source":
      return [{ attribute: { name: "source.ip" }, text: addressIn(random, test.range) }];
    case "value":
      return [{ attribute: test.attribute, text: valueFor(random, test.match) }];
    case "condition":
      return aimsIn(random, test.expression);
  }
}

/** A host that fits. */
export function hostFor(random: Random, host: HostPattern): string {
  return "exact" in host ? host.exact : random.pick(["x", "x.y", "a"]) + host.suffix;
}

/** A path that fits. */
export function pathFor(random: Random, path: PathPattern): string {
  if ("prefix" in path) return path.prefix + random.pick(["", "", "/", "b", "/b/a"]);
  if ("suffix" in path) return `/${random.pick(["", "a", "a/b/"])}${path.suffix.replace(/^\//, "")}`;
  return writeTemplate(random, path.template);
}

const WORDS = ["a", "b", "ab", "7", "c.html", "A~b", "%41", "%20"];

/** A path that fits a template; a rest of up to three segments. */
export function writeTemplate(random: Random, { segments, rest, suffix }: PathTemplate): string {
  const words = segments.map((segment) => segment ?? random.pick(WORDS));
  const behind = rest ? [Array.from({ length: random.below(4) }, () => random.pick(WORDS)).join("/")] : [];
  return `/${[...words, ...behind].join("/")}${suffix}`;
}

function valueFor(random: Random, match: HeaderMatch | ValueMatch): string | undefined {
  if ("present" in match) return match.present ? random.pick(["", "u"]) : undefined;
  if ("oneOf" in match) return random.pick(match.oneOf);
  if ("exact" in match) return match.exact;
  const more = random.pick(["", "", "u", "é"]);
  return "prefix" in match ? match.prefix + more : more + match.suffix;
}

function peerFor(random: Random, { id, idPrefix, ...parts }: PeerTest): string {
  if (id !== undefined) return id;
  if (idPrefix !== undefined) return idPrefix + random.pick(["sa/s1", "x", "sa/s1/y"]);
  const { trustDomain = "t.example", namespace = "n1", serviceAccount = "s1" } = parts;
  return `spiffe://${trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
}

/** The first or the last address of a block, or one between. */
export function addressIn(random: Random, { bytes, length }: AddressRange): string {
  const host = random.pick<() => number>([() => 0, () => 0xff, () => random.below(256)]);
  return formatAddress(bytes.map((byte, index) => byte | (host() & (0xff >> clamp(length - index * 8)))));
}

function clamp(bits: number): number {
  return Math.min(8, Math.max(0, bits));
}

/** What an expression compares with, given to what it asks for, one for one by chance. */
function aimsIn(random: Random, expression: Expression): Aim[] {
  const within = [...walk(expression)];
  const constants = { ...textsIn(within), addresses: addressesIn(random, within) };
  return within.flatMap((one): Aim[] => {
    if (one.kind === "test") return aimsAt(random, one.test);
    if (one.kind === "segment") return [segmentAim(random, one, constants.texts)];
    if (one.kind !== "attribute") return [];
    const texts = constants[typeOf(one.attribute)];
    return texts.length === 0 ? [] : [{ attribute: one.attribute, text: random.pick(texts) }];
  });
}

function* walk(expression: Expression): Generator<Expression> {
  yield expression;
  for (const part of partsOf(expression)) yield* walk(part);
}

function typeOf({ name }: Attribute): "texts" | "numbers" | "addresses" {
  if (name === "source.ip" || name === "destination.ip") return "addresses";
  return name === "request.size" ? "numbers" : "texts";
}

function textsIn(within: readonly Expression[]): { texts: string[]; numbers: string[] } {
  const constants = within.flatMap((one) => (one.kind === "constant" ? [one.value] : []));
  return {
    texts: constants.flatMap((one) => (one.type === "string" ? [one.value] : [])),
    numbers: constants.flatMap((one) => (one.type === "int" ? [one.value] : [])),
  };
}

function addressesIn(random: Random, within: readonly Expression[]): string[] {
  return within.flatMap((one) => {
    if (one.kind !== "constant") return [];
    if (one.value.type === "ip") return [formatAddress(one.value.bytes)];
    return one.value.type === "cidr" ? [addressIn(random, one.value)] : [];
  });
}

function segmentAim(
  random: Random,
  { from, suffix }: Extract<Expression, { kind: "segment" }>,
  texts: readonly string[],
): Aim {
  const word = encodeURIComponent(texts.length === 0 ? "" : random.pick(texts)) + "b".repeat(suffix);
  return { attribute: { name: "request.path" }, text: `${"/a".repeat(from)}/${word}` };
}
