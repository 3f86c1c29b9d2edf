/** Random constants from a small world, so that equal ones meet and odd ones come up. */
import type { Constant, Expression, TypeName } from "../../src/ir/expression.js";
import type { Random } from "./random-policy.js";

/** Lists are of strings, ints or anything, maps from strings to ints. */
export const TYPES = [
  ...(["bool", "int", "uint", "double", "string", "bytes", "timestamp", "duration", "ip", "cidr"] as const),
  ...(["texts", "ints", "list", "map", "null", "type"] as const),
] as const;
export type Type = (typeof TYPES)[number];

export const TEXTS = [
  ...["", "a", "ab", "aab", "aaab", "ba", "abcab", "abcabcabd", "aaaaaaaaab", "x,y,,z", " a\u2003", "AbZ[é"],
  ...["é", "😀", "aéa😀é", "true", "F", "NaN", "-Infinity"],
  ...words("12 -7 +3 007 18446744073709551615 -9223372036854775808 1.5 -0.25e-3 1e400 .5 5. 0.1"),
];
export const ZONES = words("UTC +01:00 -23:59 12:30 +1:00 Z +24:00");
export const TIMES = [
  ...words("2024-02-29T23:59:59.5Z 2023-02-29T00:00:00Z 2000-12-31T00:00:00+13:45 1970-01-01T24:00:00Z"),
  ...words("1969-12-31T23:59:59.999999999-01:30 0001-01-01T00:00:00Z 0001-01-01T00:00:00+00:01"),
  ...words("9999-12-31T23:59:59.999999999Z 1970-01-01t00:00:00Z 1970-01-01T00:00:00.Z"),
  ...words("1h30m -1.5s 0 -0 1.5 1.999999999us2h 1s1s 1ms1m 00 .5h 1.s"),
  ...words("2562047h47m16.854775807s -2562047h47m16.854775808s 2562047h47m16.854775808s"),
];
export const ADDRESSES = [
  ...words(
    "10.1.2.3 10.0.0.0/8 10.0.0.1/8 0.0.0.0/0 256.1.1.1 01.1.1.1 192.0.2.1/032 192.0.2.1/ 192.0.2.1/33",
  ),
  ...words(":: ::/0 ::1 ::ffff:10.1.2.3 ::ffff:10.1.0.0/112 ::ffff:0.0.0.0/95 2001:db8::/32 2001:db8::/129"),
  ...words("2001:db8::1/32 1:2:3:4:5:6:7:8 1:2:3:4:5:6:7:: 1::2::3 fe80::1%eth0 [::1] 1.2.3.4:5"),
  ...words(
    "::ffff:a01:203 ::ffff:a01:200/119 2001:DB8:0:1::/33 2001:0:0:1:0:0:0:1 1:0:2:3:4:5:6:7 ::1.2.3.4",
  ),
];
export const PATTERNS = ["^a+b$", "é", "(?i)ABZ", "^\\d+$", "[^,]*,,", "^$", "a.a", "\\pL{3}"];
const INTS = words("0 1 2 3 -1 -2 7 10 255 9007199254740993 9223372036854775807 -9223372036854775808");
const UINTS = words("0 1 2 3 10 9007199254740993 9223372036854775808 18446744073709551615");
const DOUBLES = [
  ...[0, -0, 1, 2, 3, -1.5, 0.1, 0.5, 1.5, 2.5, 1e21, 1e-7, 123456789.125, 5e-324, Number.MAX_VALUE],
  ...[2 ** 53, 2 ** 63, 2 ** 64, 4.35, 2 ** -44, 2 ** 70, 0.000001, 1 / 3],
  ...(["NaN", "Infinity", "-Infinity"] as const),
];
const BYTES = ["", ...words("61 6162 c3a9 ff 00ff eda080")];
const TIMESTAMP_SECONDS = words("0 1 -1 1709251199 253402300799 -62135596800");
const DURATION_SECONDS = words("0 1 -1 3600 9223372036 -9223372036 -9223372037");
const TYPE_NAMES: readonly TypeName[] = ["null", "int", "string", "timestamp", "ip", "list", "map", "type"];
const NANOS = [0, 1, 500_000_000, 999_999_999, 854_775_807];
const IPS = [
  ...[[10, 1, 2, 3], [10, 255, 0, 1], [192, 0, 2, 1], v6(0x20, 0x01, 0x0d, 0xb8, 1)],
  ...[
    [0, 0, 0, 0],
    [127, 0, 0, 1],
    [169, 254, 9, 9],
    [224, 0, 0, 9],
    [255, 255, 255, 255],
  ],
  ...[v6(0, 0, 0, 0, 0), v6(0, 0, 0, 0, 1), v6(0xfe, 0x80, 0, 0, 1), v6(0xff, 0x12, 0, 0, 1)],
];
const CIDRS = [
  { bytes: [10, 0, 0, 0], length: 8 },
  { bytes: [10, 1, 2, 0], length: 23 },
  { bytes: [0, 0, 0, 0], length: 0 },
  { bytes: [192, 0, 2, 1], length: 32 },
  { bytes: [10, 1, 2, 3], length: 22 },
  { bytes: v6(0x20, 0x01, 0x0d, 0xb8, 0), length: 32 },
];

function words(text: string): string[] {
  return text.split(" ");
}

function v6(a: number, b: number, c: number, d: number, last: number): number[] {
  return [a, b, c, d, ...new Array<number>(11).fill(0), last];
}

/** A constant, or a list or map of such. */
export function randomConstant(random: Random, type: Type): Expression {
  switch (type) {
    case "texts":
      return list(random, () => "string");
    case "ints":
      return list(random, () => "int");
    case "list":
      return list(random, () => random.pick(TYPES));
    case "map": {
      const keys = Array.from({ length: lengthOf(random) }, () => randomConstant(random, "string"));
      const distinct = [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
      return { kind: "map", entries: distinct.map((key) => [key, randomConstant(random, "int")]) };
    }
    default:
      return { kind: "constant", value: randomScalar(random, type) };
  }
}

function list(random: Random, type: () => Type): Expression {
  return {
    kind: "list",
    items: Array.from({ length: lengthOf(random) }, () => randomConstant(random, type())),
  };
}

/** Short, or long enough for a hash table. */
function lengthOf(random: Random): number {
  return random.below(random.chance(3) ? 20 : 4);
}

function randomScalar(random: Random, type: Exclude<Type, "texts" | "ints" | "list" | "map">): Constant {
  switch (type) {
    case "null":
      return { type };
    case "type":
      return { type, value: random.pick(TYPE_NAMES) };
    case "bool":
      return { type, value: random.chance(2) };
    case "int":
      return { type, value: random.pick(INTS) };
    case "uint":
      return { type, value: random.pick(UINTS) };
    case "double":
      return { type, value: random.pick(DOUBLES) };
    case "string":
      return { type, value: random.pick(TEXTS) };
    case "bytes":
      return { type, value: random.pick(BYTES) };
    case "timestamp":
      return { type, seconds: random.pick(TIMESTAMP_SECONDS), nanos: random.pick(NANOS) };
    case "duration":
      return { type, seconds: random.pick(DURATION_SECONDS), nanos: random.pick(NANOS) };
    case "ip":
      return { type, bytes: random.pick(IPS) };
    case "cidr":
      return { type, ...random.pick(CIDRS) };
  }
}
