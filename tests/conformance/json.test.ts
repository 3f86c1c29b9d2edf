/** The reader of JSON against JavaScript's. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { Json, type Value } from "./json.js";
import { spellings } from "./spellings.js";

let json: Json;
beforeAll(() => {
  json = Json.load();
}, 60_000);

const SEED = 20261125;

const MIN_INT = -(2n ** 63n);
const MAX_INT = 2n ** 63n - 1n;

/** Undefined when it is none. JavaScript also takes half of a surrogate pair, which has no UTF-8. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text, (name, value) => {
      if (/\p{Surrogate}/u.test(name) || (typeof value === "string" && /\p{Surrogate}/u.test(value)))
        throw new Error();
      return value;
    });
  } catch {
    return undefined;
  }
}

/** Whole numbers as the reader gives them. */
function withIntegers(value: unknown): Value {
  if (typeof value === "number") {
    const isInt = Number.isInteger(value) && BigInt(value) >= MIN_INT && BigInt(value) <= MAX_INT;
    return isInt ? BigInt(String(value)) : value;
  }
  if (Array.isArray(value)) return value.map(withIntegers);
  if (typeof value !== "object" || value === null) return value as Value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withIntegers(one)]));
}

describe("isJson", () => {
  const PIECES: readonly string[][] = [
    ["{", "}", "[", "]", ",", ":", '"a"', "1", " ", "null"],
    ["-", "+", "0", "1", "9", ".", "e", "E", " "],
    ['"', "\\", "u", "d83d", "\\ude00", "00e9", "n", "x", "\u0001", "é", "/"],
    ["true", "false", "null", "t", "f", "n", "\t", "\n", "\r", "\v", "\u00a0"],
  ];

  it.each(PIECES)("accepts what JSON.parse accepts, of %j …", (...pieces) => {
    let accepted = 0;
    const quoted = [...spellings(pieces, 2_000, 3)].map((part) => `"${part}"`);
    for (const text of [...spellings(pieces, 20_000, 7), ...quoted]) {
      const isAccepted = parse(text) !== undefined;
      if (isAccepted) accepted++;
      if (json.accepts(text) !== isAccepted)
        expect.fail(`${JSON.stringify(text)} is ${isAccepted ? "" : "not "}JSON`);
    }
    expect(accepted).toBeGreaterThan(20);
  });

  it("refuses a text with any byte put out of UTF-8", () => {
    const text = Buffer.from('{"é":"€😀"}');
    for (let i = 0; i < text.length; i++) {
      for (const byte of [0x80, 0xc0, 0xff]) {
        const broken = Buffer.from(text);
        broken[i] = byte;
        const isUtf8 = Buffer.from(broken.toString()).equals(broken);
        if (!isUtf8) expect(json.accepts(broken), `${byte} at ${i}`).toBe(false);
      }
    }
  });
});

describe("the values of a text", () => {
  it("are those of JSON.parse", () => {
    const texts = fc
      .json({ maxDepth: 6 })
      .chain((text) =>
        fc
          .constantFrom(undefined, 1, "\t")
          .map((indent) => JSON.stringify(JSON.parse(text), undefined, indent)),
      );
    fc.assert(
      fc.property(texts, (text) => {
        const value = parse(text);
        expect(json.accepts(text)).toBe(value !== undefined);
        if (value !== undefined) expect(json.parse(text)).toEqual(withIntegers(value));
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it("are found by their names", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.integer()), (object) => {
        const text = JSON.stringify(object);
        for (const [name, value] of Object.entries(object))
          expect(json.member(text, name)).toBe(BigInt(value));
        expect(json.member(text, "no such name")).toBe(undefined);
        expect(json.hasUniqueNames(text)).toBe(true);
        const again = Object.keys(object).map((name) => `,${JSON.stringify(name)}:0`);
        for (const member of again) expect(json.hasUniqueNames(`${text.slice(0, -1)}${member}}`)).toBe(false);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

describe("a number", () => {
  it("is the nearest double, or the very integer", () => {
    const numbers = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.bigInt({ min: MIN_INT * 2n, max: MAX_INT * 2n }).map(String),
      fc
        .tuple(fc.integer(), fc.nat(), fc.integer({ min: -340, max: 330 }))
        .map(([a, b, c]) => `${a}.${b}e${c}`),
    );
    fc.assert(
      fc.property(numbers, (text) => {
        expect(json.accepts(text)).toBe(true);
        expect(json.parse(text)).toEqual(expectedNumber(text));
      }),
      { seed: SEED, numRuns: 5_000 },
    );
  });

  /** By whole numbers: mantissa × 10^exponent. */
  function expectedNumber(text: string): bigint | number {
    const [, digits = "", fraction = "", exponent = "0"] =
      /^(-?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text) ?? [];
    const mantissa = BigInt(digits + fraction);
    const power = Number(exponent) - fraction.length;
    const whole = power >= 0 ? mantissa * 10n ** BigInt(power) : mantissa / 10n ** BigInt(-power);
    const isWhole = power >= 0 || mantissa % 10n ** BigInt(-power) === 0n;
    return isWhole && whole >= MIN_INT && whole <= MAX_INT ? whole : Number(text);
  }
});
