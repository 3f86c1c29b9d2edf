/** The functions that a condition may call: the one table behind the checker and docs/conditions.md. */
import {
  BOOL,
  BYTES,
  CIDR,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  IP,
  listOf,
  mapOf,
  parameter,
  STRING,
  TIMESTAMP,
  TYPE,
  type Type,
  UINT,
} from "./types.js";

/** One way to call a function or an operator. */
export interface Overload {
  readonly name: string;
  /** Called as `first.name(others)`. */
  readonly isMethod: boolean;
  readonly args: readonly Type[];
  readonly result: Type;
  /** What it gives, as a phrase; empty when the overload before says it. */
  readonly doc: string;
}

const A = parameter("A");
const B = parameter("B");

export const FUNCTIONS = [
  ...each("size", "the number of code points, bytes, items or entries", INT, [
    STRING,
    BYTES,
    listOf(A),
    mapOf(A, B),
  ]),
  method("size", [STRING], INT, "the same, written as a method"),
  method("size", [BYTES], INT),
  method("size", [listOf(A)], INT),
  method("size", [mapOf(A, B)], INT),
  method("startsWith", [STRING, STRING], BOOL, "whether the text begins with another"),
  method("endsWith", [STRING, STRING], BOOL, "whether the text ends with another"),
  method("contains", [STRING, STRING], BOOL, "whether another is part of the text"),
  method(
    "matches",
    [STRING, STRING],
    BOOL,
    "whether a regular expression, which has to be written out, fits a part of the text",
  ),
  call("matches", [STRING, STRING], BOOL),
  method("lowerAscii", [STRING], STRING, "the text with A to Z in lower case"),
  method("upperAscii", [STRING], STRING, "the text with a to z in upper case"),
  method("trim", [STRING], STRING, "the text without white space around it"),
  method("reverse", [STRING], STRING, "the characters from the last to the first"),
  method("charAt", [STRING, INT], STRING, "the character at an offset"),
  method(
    "indexOf",
    [STRING, STRING],
    INT,
    "the offset at which another text first begins, perhaps from an offset on; else -1",
  ),
  method("indexOf", [STRING, STRING, INT], INT),
  method(
    "lastIndexOf",
    [STRING, STRING],
    INT,
    "the offset at which another text last begins, perhaps up to an offset; else -1",
  ),
  method("lastIndexOf", [STRING, STRING, INT], INT),
  method("substring", [STRING, INT], STRING, "the text from an offset on, perhaps to before another"),
  method("substring", [STRING, INT, INT], STRING),
  method(
    "replace",
    [STRING, STRING, STRING],
    STRING,
    "the text with another put for each part, perhaps only so many times",
  ),
  method("replace", [STRING, STRING, STRING, INT], STRING),
  method("split", [STRING, STRING], listOf(STRING), "the parts between separators, perhaps at most so many"),
  method("split", [STRING, STRING, INT], listOf(STRING)),
  method("join", [listOf(STRING)], STRING, "the items one after the other, perhaps with a separator between"),
  method("join", [listOf(STRING), STRING], STRING),
  call("ip", [STRING], IP, "an IPv4 or IPv6 address; the address that a block is written with"),
  method("ip", [CIDR], IP),
  call("cidr", [STRING], CIDR, "a block of addresses, `10.0.0.0/8`"),
  call("isIP", [STRING], BOOL, "whether a text is an address"),
  call("isCIDR", [STRING], BOOL, "whether a text is a block of addresses"),
  call("ip.isCanonical", [STRING], BOOL, "whether an address is written as RFC 5952 says, `2001:db8::1`"),
  method("family", [IP], INT, "4 or 6"),
  method("isUnspecified", [IP], BOOL, "whether it is `0.0.0.0` or `::`"),
  method("isLoopback", [IP], BOOL, "whether it is in `127.0.0.0/8`, or `::1`"),
  method(
    "isGlobalUnicast",
    [IP],
    BOOL,
    "whether it is none of the others here, no multicast and no broadcast",
  ),
  method("isLinkLocalMulticast", [IP], BOOL, "whether it is in `224.0.0.0/24` or `ff02::/16`"),
  method("isLinkLocalUnicast", [IP], BOOL, "whether it is in `169.254.0.0/16` or `fe80::/10`"),
  method("containsIP", [CIDR, IP], BOOL, "whether the block has the address"),
  method("containsIP", [CIDR, STRING], BOOL),
  method("containsCIDR", [CIDR, CIDR], BOOL, "whether the block has all of another"),
  method("containsCIDR", [CIDR, STRING], BOOL),
  method("prefixLength", [CIDR], INT, "how many bits all addresses of the block have in common"),
  method("masked", [CIDR], CIDR, "the block without bits behind its prefix"),
  call("timestamp", [STRING], TIMESTAMP, "a time, from RFC 3339 or seconds since 1970"),
  call("timestamp", [INT], TIMESTAMP),
  call("timestamp", [TIMESTAMP], TIMESTAMP),
  call("duration", [STRING], DURATION, 'a length of time, `duration("1h30m")`'),
  call("duration", [DURATION], DURATION),
  ...calendar("getFullYear", "the year"),
  ...calendar("getMonth", "the month, 0 to 11"),
  ...calendar("getDate", "the day of the month, 1 to 31"),
  ...calendar("getDayOfMonth", "the day of the month, 0 to 30"),
  ...calendar("getDayOfWeek", "the day of the week, 0 (Sunday) to 6"),
  ...calendar("getDayOfYear", "the day of the year, 0 to 365"),
  ...calendar("getHours", "the hour, 0 to 23; of a duration, all hours"),
  method("getHours", [DURATION], INT),
  ...calendar("getMinutes", "the minute, 0 to 59; of a duration, all minutes"),
  method("getMinutes", [DURATION], INT),
  ...calendar("getSeconds", "the second, 0 to 59; of a duration, all seconds"),
  method("getSeconds", [DURATION], INT),
  ...calendar("getMilliseconds", "the millisecond, 0 to 999; of a duration, too"),
  method("getMilliseconds", [DURATION], INT),
  ...each("bool", "true or false, as it is written", BOOL, [BOOL, STRING]),
  ...each("int", "a whole number; seconds since 1970 of a time", INT, [INT, UINT, DOUBLE, STRING, TIMESTAMP]),
  ...each("uint", "a whole number that is not negative", UINT, [UINT, INT, DOUBLE, STRING]),
  ...each("double", "a floating-point number", DOUBLE, [DOUBLE, INT, UINT, STRING]),
  ...each("string", "the value as text; bytes have to be UTF-8", STRING, [
    STRING,
    BOOL,
    INT,
    UINT,
    DOUBLE,
    BYTES,
    TIMESTAMP,
    DURATION,
    IP,
    CIDR,
  ]),
  ...each("bytes", "the text as UTF-8", BYTES, [BYTES, STRING]),
  call("type", [A], TYPE, "what the value is: `type(user.claims.level) == int`"),
  call("dyn", [A], DYN, "the value, whose type is no longer checked before the request comes"),
] as const satisfies readonly Overload[];

export type FunctionName = (typeof FUNCTIONS)[number]["name"];

/** Macros: how they are written, and what they give. */
export const MACROS = [
  {
    name: "has",
    usage: "has(request.headers.name)",
    doc: "whether a header or parameter came, or a map has a key",
  },
  { name: "exists", usage: "list.exists(x, condition)", doc: "whether the condition holds for any item" },
  { name: "all", usage: "list.all(x, condition)", doc: "whether it holds for each" },
  { name: "exists_one", usage: "list.exists_one(x, condition)", doc: "whether it holds for exactly one" },
  { name: "filter", usage: "list.filter(x, condition)", doc: "the items for which it holds" },
  {
    name: "map",
    usage: "list.map(x, value)",
    doc: "a value for each item; `list.map(x, condition, value)`: for those that fit",
  },
  {
    name: "transformList",
    usage: "list.transformList(i, x, value)",
    doc: "the same with the index, or over a map with key and value",
  },
  {
    name: "transformMap",
    usage: "map.transformMap(k, v, value)",
    doc: "a map with a value for each key; `map.transformMap(k, v, condition, value)`: for those that fit",
  },
] as const;

function call<const Name extends string>(name: Name, args: readonly Type[], result: Type, doc = "") {
  return { name, isMethod: false, args, result, doc };
}

function method<const Name extends string>(name: Name, args: readonly Type[], result: Type, doc = "") {
  return { name, isMethod: true, args, result, doc };
}

/** A function of one argument, for several types of it. */
function each<const Name extends string>(name: Name, doc: string, result: Type, types: readonly Type[]) {
  return types.map((type, index) => call(name, [type], result, index === 0 ? doc : ""));
}

/** An accessor of times, in UTC or in a time zone. */
function calendar<const Name extends string>(name: Name, doc: string) {
  return [method(name, [TIMESTAMP], INT, doc), method(name, [TIMESTAMP, STRING], INT)];
}
