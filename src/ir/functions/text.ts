/** Functions of strings and bytes, as in cel-go's strings extension. Offsets and sizes count code points. */
import { bool, EvaluationError, int, madeList, madeString, string, type Value } from "../value.js";
import { type Overload, overload } from "./overload.js";

/** Unicode's White_Space: what JavaScript trims, and U+0085, without U+FEFF. */
const SPACES = "[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const SPACES_AROUND = new RegExp(`^${SPACES}|${SPACES}$`, "g");

export const TEXT = {
  startsWith: [overload(["string", "string"], (text, prefix) => bool(text.startsWith(prefix)))],
  endsWith: [overload(["string", "string"], (text, suffix) => bool(text.endsWith(suffix)))],
  contains: [overload(["string", "string"], (text, part) => bool(text.includes(part)))],
  lowerAscii: [
    overload(["string"], (text) => string(text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()))),
  ],
  upperAscii: [
    overload(["string"], (text) => string(text.replace(/[a-z]/g, (letter) => letter.toUpperCase()))),
  ],
  reverse: [overload(["string"], (text) => string(points(text).toReversed().join("")))],
  trim: [overload(["string"], (text) => string(text.replace(SPACES_AROUND, "")))],
  split: [
    overload(["string", "string"], (text, separator) => split(text, separator, -1n)),
    overload(["string", "string", "int"], split),
  ],
  join: [overload(["list"], (list) => join(list, "")), overload(["list", "string"], join)],
  indexOf: [
    overload(["string", "string"], (text, part) => indexOf(text, part, 0n)),
    overload(["string", "string", "int"], indexOf),
  ],
  lastIndexOf: [
    overload(["string", "string"], (text, part) => lastIndexOf(text, part, BigInt(points(text).length))),
    overload(["string", "string", "int"], lastIndexOf),
  ],
  substring: [
    overload(["string", "int"], (text, from) => substring(text, from, BigInt(points(text).length))),
    overload(["string", "int", "int"], substring),
  ],
  replace: [
    overload(["string", "string", "string"], (text, old, by) => replace(text, old, by, -1n)),
    overload(["string", "string", "string", "int"], replace),
  ],
  charAt: [
    overload(["string", "int"], (text, at) => {
      const characters = points(text);
      return string(characters[offset(characters, at)] ?? "");
    }),
  ],
} satisfies Record<string, Overload[]>;

/** `size`, for what is counted in code points or bytes. */
export const TEXT_SIZE: readonly Overload[] = [
  overload(["string"], (text) => int(BigInt(points(text).length))),
  overload(["bytes"], (value) => int(BigInt(value.length))),
];

function points(text: string): readonly string[] {
  return [...text];
}

/** From 0 to the number of code points. */
function offset(characters: readonly string[], at: bigint): number {
  if (at < 0n || at > characters.length) throw new EvaluationError("offset out of range");
  return Number(at);
}

/** At most `limit` pieces, the last one with all the rest; any number when `limit` is negative. */
function split(text: string, separator: string, limit: bigint): Value {
  if (limit === 0n) return madeList([]);
  const pieces = separator === "" ? points(text) : text.split(separator);
  const most = limit < 0n || limit > pieces.length ? pieces.length : Number(limit);
  const whole = pieces.slice(0, most - 1);
  const rest = most === 0 ? [] : [pieces.slice(most - 1).join(separator)];
  return madeList([...whole, ...rest].map(string));
}

function join(list: readonly Value[], separator: string): Value {
  const pieces = list.map((item) => {
    if (item.type !== "string") throw new EvaluationError("only strings can be joined");
    return item.value;
  });
  return madeString(pieces.flatMap((piece, index) => (index === 0 ? [piece] : [separator, piece])));
}

/** The first place at or behind `from`, or -1. */
function indexOf(text: string, part: string, from: bigint): Value {
  const characters = points(text);
  const start = offset(characters, from);
  return int(BigInt(placesOf(characters, points(part)).find((place) => place >= start) ?? -1));
}

/** The last place at or before `from`, or -1. */
function lastIndexOf(text: string, part: string, from: bigint): Value {
  const characters = points(text);
  const start = offset(characters, from);
  return int(BigInt(placesOf(characters, points(part)).findLast((place) => place <= start) ?? -1));
}

/** All of them, overlapping ones too. */
function placesOf(characters: readonly string[], part: readonly string[]): number[] {
  return [...characters.keys(), characters.length].filter(
    (place) =>
      place + part.length <= characters.length &&
      part.every((character, index) => character === characters[place + index]),
  );
}

function substring(text: string, from: bigint, to: bigint): Value {
  const characters = points(text);
  const [start, end] = [offset(characters, from), offset(characters, to)];
  if (start > end) throw new EvaluationError("the substring ends before it begins");
  return string(characters.slice(start, end).join(""));
}

/** The first `limit` occurrences, all when it is negative. An empty string occurs around every code point. */
function replace(text: string, old: string, by: string, limit: bigint): Value {
  const pieces = old === "" ? ["", ...points(text), ""] : text.split(old);
  return madeString(
    pieces.flatMap((piece, index) => {
      if (index === 0) return [piece];
      return limit < 0n || index <= limit ? [by, piece] : [old, piece];
    }),
  );
}
