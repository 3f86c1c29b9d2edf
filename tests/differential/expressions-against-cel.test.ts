/** The reference against another implementation of CEL: random expressions, and where the two are known to differ. */
import { isDeepStrictEqual } from "node:util";
import { describe, expect, test } from "vitest";
import { evaluateExpression } from "../../src/ir/evaluate.js";
import type { Expression } from "../../src/ir/expression.js";
import { type Facts, requestToFacts } from "../../src/ir/facts.js";
import { type Short, toValue } from "../../src/ir/testing/call.js";
import { duration, EvaluationError, int, timestamp, uint, type Value } from "../../src/ir/value.js";
import { type Refused, textToExpression, textToLowered } from "../conformance/cel/to-expression.js";
import { celEsTime, evaluateByCelEs } from "./cel-es.js";
import { RandomCel } from "./random-cel.js";
import { Random } from "./random-policy.js";

const COUNT = Number(process.env.CELLWALL_DIFFERENTIAL_EXPRESSIONS ?? 20_000);
const DEPTH = 4;

process.env.TZ = "UTC"; // cel-es takes timestamps apart by the local clock

const FACTS = requestToFacts(
  {
    method: "HEAD",
    path: "/a/b?n=17&t=x%20y&f=0.5",
    headers: [
      ["x-a", "12"],
      ["x-b", "abc"],
      ["x-twice", "a"],
      ["x-twice", "b,c"],
      ["content-length", "10"],
    ],
    sourceIp: "10.0.0.1",
    sourcePort: 443,
    timeNs: 1_764_064_205_000_000_000n,
  },
  "STRICT",
) as Facts;

/** The same for cel-es, which has no header that is there twice. */
const BINDINGS = {
  request: map({
    method: "HEAD",
    path: "/a/b",
    size: 10n,
    time: celEsTime("2025-11-25T09:50:05Z"),
    headers: map({ "x-a": "12", "x-b": "abc" }),
    headerValues: map({ "x-twice": ["a", "b,c"] }),
    query: map({ n: "17", t: "x y", f: "0.5" }),
    queryValues: map({ t: ["x y"] }),
  }),
  source: map({ port: 443n }),
};

function map<T>(entries: Readonly<Record<string, T>>): Map<string, T> {
  return new Map(Object.entries(entries));
}

/** The value by the reference; undefined: an error. */
function evaluate(expression: Expression | Refused): Value | undefined {
  if ("refused" in expression) throw new Error(expression.refused);
  const value = evaluateExpression(expression, FACTS);
  return value instanceof EvaluationError ? undefined : value;
}

describe(`${COUNT} random expressions`, () => {
  const texts = Array.from({ length: COUNT }, (_, seed) => new RandomCel(new Random(seed)).next(DEPTH));

  test("have the values that cel-es gives them", { timeout: 600_000 }, () => {
    let values = 0;
    for (const [seed, text] of texts.entries()) {
      const [ours, theirs] = [evaluate(textToExpression(text)), evaluateByCelEs(text, BINDINGS)];
      if (ours !== undefined) values++;
      if (!isDeepStrictEqual(ours, theirs)) expect(ours, `seed ${seed}: ${text}`).toEqual(theirs);
    }
    expect(values / COUNT, "of too many, only the errors are compared").toBeGreaterThan(0.5);
  });

  test("keep them when they are lowered, or never had one", { timeout: 600_000 }, () => {
    let lowered = 0;
    for (const [seed, text] of texts.entries()) {
      const expression = textToLowered(text);
      if ("refused" in expression) expect(expression.refused, text).toContain("never has a value");
      else {
        lowered++;
        const [after, before] = [evaluate(expression), evaluate(textToExpression(text))];
        if (!isDeepStrictEqual(after, before)) expect(after, `seed ${seed}: ${text}`).toEqual(before);
      }
    }
    expect(lowered / COUNT, "too many are refused").toBeGreaterThan(0.5);
  });
});

/** What the random expressions stay away from. A difference that is gone belongs to them. */
test.each<[string, string, ours: Short | undefined, theirs: Short | undefined]>([
  ["NaN has no order, as in cel-go", "0.0 / 0.0 < 1.0", undefined, false],
  [
    "the least int has no remainder by -1, as in cel-go",
    "(-9223372036854775807 - 1) % -1",
    undefined,
    int(0n),
  ],
  [
    "equality and order see the same number line",
    "dyn(9007199254740993) == dyn(9007199254740992.0)",
    true,
    false,
  ],
  ["a uint's quotient may be above all ints", "18446744073709551615u / 1u", uint(2n ** 64n - 1n), undefined],
  ["offsets count code points", '"😀a".indexOf("a")', int(1n), int(2n)],
  ["strings are ordered by code points", '"\\uffee" < "\\U00010000"', true, false],
  ["the end of a string is an offset", '"a".indexOf("", 1)', int(1n), undefined],
  ["a list as long as the limit has the rest", '"a,b,c".split(",", 2)[1]', "b,c", "b"],
  ["an empty string is around every code point", '"ab".replace("", "_")', "_a_b_", "__ab"],
  ["a negative limit is none", '"aa".replace("a", "b", -1)', "bb", "aa"],
  ["what is no number has no value", 'int("")', undefined, int(0n)],
  ["what is no number has no value", 'double("abc")', undefined, Number.NaN],
  ["T and F are booleans, as in cel-go", 'bool("T")', true, undefined],
  ["a byte order mark is text", 'string(b"\\xef\\xbb\\xbfa")', "\ufeffa", "a"],
  ["timestamps are made of seconds", "timestamp(1)", timestamp(1_000_000_000n), timestamp(1_000_000n)],
  [
    "a day that no month has is no time",
    'string(timestamp("2023-02-29T00:00:00Z"))',
    undefined,
    "2023-03-01T00:00:00Z",
  ],
  [
    "no digits that say nothing",
    'string(timestamp("2024-01-01T00:00:00.5Z"))',
    "2024-01-01T00:00:00.5Z",
    "2024-01-01T00:00:00.500Z",
  ],
  ["no digits that say nothing", 'string(duration("1.5s"))', "1.5s", "1.500s"],
  ["at most nanoseconds are written", 'duration("1.0000000001s")', undefined, duration(1_000_000_000n)],
  [
    "midnight is of the day that begins",
    'timestamp("1970-01-01T00:00:00Z").getDate("UTC")',
    int(1n),
    int(2n),
  ],
  [
    "a millisecond is cut off, not rounded",
    'timestamp("1970-01-01T00:00:00.0009Z").getMilliseconds()',
    int(0n),
    int(1n),
  ],
  [
    "years begin with 1, not 1901",
    'timestamp("0001-01-01T00:00:00Z").getDayOfWeek("+00:00")',
    int(1n),
    int(2n),
  ],
])("cel-es differs: %s: %s", (_, text, ours, theirs) => {
  const expected = (short: Short | undefined) => (short === undefined ? undefined : toValue(short));
  expect(evaluate(textToExpression(text))).toEqual(expected(ours));
  expect(evaluateByCelEs(text, BINDINGS)).toEqual(expected(theirs));
});
