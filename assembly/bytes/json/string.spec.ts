import { text } from "../../testing/text";
import { ABSENT, literal } from "../slice";
import { says, textOf } from "./string";

const OUTPUT: usize = memory.data(256);

/** As written, and what it says. */
const STRINGS: StaticArray<StaticArray<string>> = [
  ['""', ""],
  ['"a"', "a"],
  ['"é€😀"', "é€😀"],
  ['"\\"\\\\\\/"', '"\\/'],
  ['"\\b\\f\\n\\r\\t"', "\b\f\n\r\t"],
  ['"\\u0041\\u00e9\\u20AC\\uD83D\\uDE00"', "Aé€😀"],
  ['"a\\u0000b"', "a\0b"],
  ['"\\uD800\\uDC00\\uDBFF\\uDFFF"', "\u{10000}\u{10FFFF}"],
  ['"\\u007f\\u0080\\u07ff\\u0800\\uffff"', "\u007f\u0080\u07ff\u0800\uffff"],
  ['"\\\\u0041"', "\\u0041"],
  ['"x\\ny"', "x\ny"],
];

describe("textOf", () => {
  it("gives what a string says", () => {
    for (let i = 0; i < STRINGS.length; i++) {
      expect(text(textOf(literal(STRINGS[i][0]), OUTPUT))).toBe(STRINGS[i][1], STRINGS[i][0]);
    }
  });

  it("copies nothing where nothing is escaped", () => {
    const string = literal('"abc"');
    expect(textOf(string, 0)).toBe(string + 1 - (u64(2) << 32));
  });
});

describe("says", () => {
  it("compares what a string says, not how it is written", () => {
    for (let i = 0; i < STRINGS.length; i++) {
      for (let j = 0; j < STRINGS.length; j++) {
        expect(says(literal(STRINGS[i][0]), literal(STRINGS[j][1]))).toBe(i == j, STRINGS[i][0]);
      }
    }
  });

  it("tells a text from its beginning and its continuation", () => {
    expect(says(literal('"ab"'), literal("a"))).toBe(false);
    expect(says(literal('"ab"'), literal("abc"))).toBe(false);
    expect(says(literal('"a\\u20ac"'), literal("a\u20ac".slice(0, 1)))).toBe(false);
    expect(says(literal('"a"'), ABSENT)).toBe(false);
    expect(says(literal('""'), ABSENT)).toBe(false);
  });
});
