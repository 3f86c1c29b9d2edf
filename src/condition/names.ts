/** Which names stand for attributes. */
import { didYouMean, nearestFirst } from "../diagnostics/suggest.js";
import { CAPTURES, ELSEWHERE, KEYED, type KeyedName, PLAIN, type PlainName } from "./attributes.js";
import type { Literal } from "./literal.js";
import type { Type } from "./types.js";

const PLAIN_TYPES: ReadonlyMap<string, { name: PlainName; type: Type }> = new Map(
  PLAIN.map((one) => [one.name, one]),
);
const KEYED_TYPES: ReadonlyMap<string, { name: KeyedName; type: Type; item: Type }> = new Map(
  KEYED.map((one) => [one.name, one]),
);
const ALL = [...PLAIN_TYPES.keys(), ...KEYED_TYPES.keys()];

type TypeLiteral = Extract<Literal, { readonly type: "type" }>;

const TYPES: ReadonlyMap<string, TypeLiteral["value"]> = new Map([
  ["null_type", "null"],
  ["bool", "bool"],
  ["int", "int"],
  ["uint", "uint"],
  ["double", "double"],
  ["string", "string"],
  ["bytes", "bytes"],
  ["list", "list"],
  ["map", "map"],
  ["type", "type"],
  ["google.protobuf.Timestamp", "timestamp"],
  ["google.protobuf.Duration", "duration"],
  ["net.IP", "ip"],
  ["net.CIDR", "cidr"],
] as const);

/** The type of a whole name. */
export function typeOfName(name: string): TypeLiteral | undefined {
  const value = TYPES.get(name);
  return value === undefined ? undefined : { type: "type", value };
}

/** The attribute of a whole name. */
export function plainAttribute(name: string): { name: PlainName; type: Type } | undefined {
  return PLAIN_TYPES.get(name);
}

/** The attribute that takes a key after its name. */
export function keyedAttribute(name: string): { name: KeyedName; item: Type } | undefined {
  return KEYED_TYPES.get(name);
}

/** Whether a name is an attribute, a key of one, or goes on behind one. */
export function isWithinAttribute(name: string): boolean {
  if (name.startsWith(`${CAPTURES}.`)) return true;
  return ALL.some((attribute) => name === attribute || name.startsWith(`${attribute}.`));
}

/** What to write instead of a name that is no attribute. */
export function nameHelp(name: string): string {
  const elsewhere = ELSEWHERE.get(name);
  if (elsewhere !== undefined) return elsewhere;
  if (name === CAPTURES)
    return "write `path.` and the name of a variable in the rule's `paths`, or `request.path`";
  const below = ALL.filter((one) => one.startsWith(`${name}.`));
  if (below.length > 0) return `its attributes are ${listed(below)}`;
  const [root = name] = name.split(".");
  const siblings = ALL.filter((one) => one.startsWith(`${root}.`));
  return (
    didYouMean(name, ALL) ??
    (siblings.length > 0
      ? `there are ${listed(nearestFirst(name, siblings))}`
      : `attributes begin with ${listed(roots())}`)
  );
}

function roots(): string[] {
  return [...new Set([...ALL.map((name) => `${name.split(".")[0]}.`), `${CAPTURES}.`])];
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
