/** Types of CEL: what the checker knows of a value before there is one. */

export type ScalarName =
  | "dyn"
  | "null"
  | "bool"
  | "int"
  | "uint"
  | "double"
  | "string"
  | "bytes"
  | "timestamp"
  | "duration"
  | "ip"
  | "cidr"
  | "type";

/** `dyn` is what only a request can tell. A parameter stands for one type throughout a signature. */
export type Type =
  | { readonly kind: ScalarName }
  | { readonly kind: "list"; readonly item: Type }
  | { readonly kind: "map"; readonly key: Type; readonly value: Type }
  | { readonly kind: "parameter"; readonly name: string };

export const DYN: Type = { kind: "dyn" };
export const NULL: Type = { kind: "null" };
export const BOOL: Type = { kind: "bool" };
export const INT: Type = { kind: "int" };
export const UINT: Type = { kind: "uint" };
export const DOUBLE: Type = { kind: "double" };
export const STRING: Type = { kind: "string" };
export const BYTES: Type = { kind: "bytes" };
export const TIMESTAMP: Type = { kind: "timestamp" };
export const DURATION: Type = { kind: "duration" };
export const IP: Type = { kind: "ip" };
export const CIDR: Type = { kind: "cidr" };
export const TYPE: Type = { kind: "type" };

export function listOf(item: Type): Type {
  return { kind: "list", item };
}

export function mapOf(key: Type, value: Type): Type {
  return { kind: "map", key, value };
}

export function parameter(name: string): Type {
  return { kind: "parameter", name };
}

/** As signatures write it: `map(string, dyn)`. */
export function formatType(type: Type): string {
  switch (type.kind) {
    case "list":
      return `list(${formatType(type.item)})`;
    case "map":
      return `map(${formatType(type.key)}, ${formatType(type.value)})`;
    case "parameter":
      return type.name;
    default:
      return type.kind;
  }
}

/** Whether a value of one type may be a value of the other: the same, but for what is `dyn` in either. */
export function isCompatible(one: Type, other: Type): boolean {
  if (one.kind === "dyn" || other.kind === "dyn") return true;
  if (one.kind === "list" && other.kind === "list") return isCompatible(one.item, other.item);
  if (one.kind === "map" && other.kind === "map") {
    return isCompatible(one.key, other.key) && isCompatible(one.value, other.value);
  }
  return one.kind === other.kind;
}

/** What two types have in common; `dyn` where they differ. */
export function join(one: Type, other: Type): Type {
  if (one.kind === "list" && other.kind === "list") return listOf(join(one.item, other.item));
  if (one.kind === "map" && other.kind === "map") {
    return mapOf(join(one.key, other.key), join(one.value, other.value));
  }
  return one.kind === other.kind ? one : DYN;
}

/** The type of a list's items, or of a map's keys or values; of none, `dyn`. */
export function joinAll(types: readonly Type[]): Type {
  const [first = DYN, ...others] = types;
  return others.reduce(join, first);
}
