import { ABSENT, FAILED, literal, slice } from "../slice";
import { isJson } from "./check";

const ACCEPTED: StaticArray<string> = [
  "{}",
  "[]",
  ' \t\r\n{ "a" : [ 1 , { } , [ ] ] , "" : null } ',
  "true",
  "false",
  "null",
  "0",
  "-0",
  "-1.5e+10",
  "1E-2",
  "0.0",
  "0e1",
  '""',
  '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00"',
  '"é€😀\u007f"',
  '[[["]",{"}":"{"}]]]',
];

const REFUSED: StaticArray<string> = [
  "",
  " ",
  "{",
  "}",
  "[",
  "]",
  "{]",
  "[}",
  "[1,]",
  "[,1]",
  "[1,,2]",
  "[1 2]",
  '{"a":1,}',
  "{,}",
  '{"a"}',
  '{"a":}',
  '{"a" 1}',
  "{a:1}",
  "{1:1}",
  '{"a":1 "b":2}',
  "{}{}",
  "1 2",
  "truth",
  "True",
  "nul",
  "fals",
  "falsy",
  "NaN",
  "Infinity",
  "-",
  "+1",
  "01",
  "-01",
  "1.",
  ".5",
  "1e",
  "1e+",
  "0x1",
  "1_0",
  '"',
  '"a',
  '"\\"',
  '"\\a"',
  '"\\x41"',
  '"\\u12"',
  '"\\u12g4"',
  '"\\uD83D"',
  '"\\uDE00"',
  '"\\uD83D\\u0041"',
  '"\\uD83Dx"',
  '"\\uDE00\\uD83D"',
  '"a\nb"',
  '"\t"',
  '"\u0000"',
  "'a'",
  "[1]x",
  "/**/1",
  "\ufeff{}",
  "\u00a0{}",
];

/** Sequences of Unicode §3.9, table 3-7, that are none. */
const BROKEN: StaticArray<StaticArray<u8>> = [
  [0x80],
  [0xc0, 0xaf],
  [0xc3],
  [0xe0, 0x80, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xff],
];

function nested(depth: i32): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

describe("isJson", () => {
  it("accepts RFC 8259", () => {
    for (let i = 0; i < ACCEPTED.length; i++) expect(isJson(literal(ACCEPTED[i]))).toBe(true, ACCEPTED[i]);
  });

  it("refuses anything beside it", () => {
    for (let i = 0; i < REFUSED.length; i++) expect(isJson(literal(REFUSED[i]))).toBe(false, REFUSED[i]);
  });

  it("refuses every beginning of an object", () => {
    const text = literal('{"a":[1,"é\\u00e9",{"b":-1.5e+3}],"c":false,"d":null}');
    const length = i32(text >> 32);
    for (let i = 0; i < length; i++) expect(isJson(slice(u32(text), i))).toBe(false, `${i} bytes`);
    expect(isJson(text)).toBe(true);
  });

  it("refuses strings that are no UTF-8", () => {
    const text = memory.data(8);
    for (let i = 0; i < BROKEN.length; i++) {
      const length = BROKEN[i].length;
      store<u8>(text, 0x22);
      for (let j = 0; j < length; j++) store<u8>(text + j, BROKEN[i][j], 1);
      store<u8>(text + length, 0x22, 1);
      expect(isJson(slice(text, length + 2))).toBe(false, `${i}`);
    }
  });

  it("goes 32 deep", () => {
    expect(isJson(literal(nested(32)))).toBe(true);
    expect(isJson(literal(nested(33)))).toBe(false);
    expect(isJson(literal("[".repeat(100_000)))).toBe(false);
    expect(isJson(literal('{"a":'.repeat(32) + "1" + "}".repeat(32)))).toBe(true);
    expect(isJson(literal('{"a":'.repeat(33) + "1" + "}".repeat(33)))).toBe(false);
  });

  it("knows at each depth whether it is in an object", () => {
    expect(isJson(literal('[{"a":[{"b":[]}]},[{}]]'))).toBe(true);
    expect(isJson(literal('[{"a":[{"b":[]}],[{}]}]'))).toBe(false);
    expect(isJson(literal('[{"a":[{"b":[]]}]}'))).toBe(false);
  });

  it("refuses what is not there", () => {
    expect(isJson(ABSENT)).toBe(false);
    expect(isJson(FAILED)).toBe(false);
  });
});
