import { describe, expect, test } from "vitest";
import { BOUND, type FunctionName } from "../expression.js";
import { call, list, type Short, toValue } from "../testing/call.js";
import { bytes, int } from "../value.js";

test.each<[FunctionName, Short[], Short | undefined]>([
  ["size", ["😀é"], int(2n)],
  ["size", [bytes(Buffer.from("é"))], int(2n)],
  ["startsWith", ["abc", "ab"], true],
  ["startsWith", ["abc", "b"], false],
  ["endsWith", ["abc", "bc"], true],
  ["contains", ["abc", ""], true],
  ["contains", ["abc", "ac"], false],
  ["contains", ["abc", int(1n)], undefined],
  ["lowerAscii", ["AZÉ"], "azÉ"],
  ["upperAscii", ["azé"], "AZé"],
  ["trim", [" \t\r\n\v\f\u0085\u00a0\u2003\u3000 a b \u2028"], "a b"],
  ["trim", ["\u200b a\ufeff"], "\u200b a\ufeff"],
  ["trim", [" \t"], ""],
  ["reverse", ["a😀é"], "é😀a"],
  ["reverse", [""], ""],
  ["charAt", ["😀é", int(1n)], "é"],
  ["charAt", ["😀é", int(2n)], ""],
  ["charAt", ["😀é", int(3n)], undefined],
  ["charAt", ["😀é", int(-1n)], undefined],
  ["substring", ["😀éa", int(1n)], "éa"],
  ["substring", ["😀éa", int(0n), int(2n)], "😀é"],
  ["substring", ["abc", int(3n)], ""],
  ["substring", ["abc", int(4n)], undefined],
  ["substring", ["abc", int(2n), int(1n)], undefined],
  ["substring", ["abc", int(0n), int(4n)], undefined],
  ["substring", ["abc", int(-1n), int(1n)], undefined],
  ["indexOf", ["😀abab", "ab"], int(1n)],
  ["indexOf", ["😀abab", "ab", int(2n)], int(3n)],
  ["indexOf", ["abc", "d"], int(-1n)],
  ["indexOf", ["abc", "", int(3n)], int(3n)],
  ["indexOf", ["abc", "d", int(4n)], undefined],
  ["indexOf", ["abc", "a", int(-1n)], undefined],
  ["lastIndexOf", ["😀abab", "ab"], int(3n)],
  ["lastIndexOf", ["😀abab", "ab", int(2n)], int(1n)],
  ["lastIndexOf", ["aaaa", "aa"], int(2n)],
  ["lastIndexOf", ["abc", ""], int(3n)],
  ["lastIndexOf", ["", "a"], int(-1n)],
  ["lastIndexOf", ["abc", "abcd"], int(-1n)],
  ["lastIndexOf", ["abc", "a", int(4n)], undefined],
  ["join", [list("a", "b")], "ab"],
  ["join", [list("a", "b"), ", "], "a, b"],
  ["join", [list(), ","], ""],
  ["join", [list("a", int(1n))], undefined],
  ["split", ["a,b,", ","], list("a", "b", "")],
  ["split", ["a,b,c", ",", int(2n)], list("a", "b,c")],
  ["split", ["a,b,c", ",", int(9n)], list("a", "b", "c")],
  ["split", ["a,b", ",", int(0n)], list()],
  ["split", ["a,b", ",", int(-1n)], list("a", "b")],
  ["split", ["", ","], list("")],
  ["split", ["😀é", ""], list("😀", "é")],
  ["split", ["abc", "", int(2n)], list("a", "bc")],
  ["split", ["", ""], list()],
  ["replace", ["aaa", "a", "bc"], "bcbcbc"],
  ["replace", ["aaa", "aa", "b"], "ba"],
  ["replace", ["aaa", "a", "b", int(2n)], "bba"],
  ["replace", ["aaa", "a", "b", int(0n)], "aaa"],
  ["replace", ["aaa", "a", "b", int(-1n)], "bbb"],
  ["replace", ["😀é", "", "_"], "_😀_é_"],
  ["replace", ["ab", "", "_", int(1n)], "_ab"],
  ["replace", ["abc", "d", "e"], "abc"],
])("%s(%o)", (name, args, expected) => {
  expect(call(name, ...args)).toEqual(expected === undefined ? undefined : toValue(expected));
});

describe("what is put together is bounded", () => {
  test.each<[FunctionName, Short[], Short[]]>([
    ["split", [",".repeat(BOUND.ITEMS - 1), ","], [",".repeat(BOUND.ITEMS), ","]],
    ["join", [list("a".repeat(BOUND.BYTES - 2), "a"), ","], [list("a".repeat(BOUND.BYTES - 1), "a"), ","]],
    ["replace", ["ab", "b", "c".repeat(BOUND.BYTES - 1)], ["ab", "b", "c".repeat(BOUND.BYTES)]],
  ])("%s", (name, longest, longer) => {
    expect(call(name, ...longest)).toBeDefined();
    expect(call(name, ...longer)).toBeUndefined();
  });
});
