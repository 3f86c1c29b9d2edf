import { expect, test } from "vitest";
import { expandedLength } from "./expand.js";

test.each([
  ["abc", 3],
  ["a{5}", 5],
  ["ab{5}", 6],
  ["a{2,5}", 5],
  ["a{5,}", 5],
  ["a{0}", 1],
  ["a{,5}", 5],
  ["(ab){5}", 20],
  ["((ab){5}){2}", 44],
  ["[a-z]{5}", 5],
  ["[[:alpha:](){9}]{5}", 5],
  ["[]{9}]{5}", 5],
  ["\\p{Greek}{5}", 5],
  ["\\x{41}{5}", 5],
  ["\\({5}", 5],
  ["\\{5}", 3],
  ["a)){5}", 15],
  ["😀{5}", 5],
])("%s stands for %i tokens", (pattern, length) => {
  expect(expandedLength(pattern)).toBe(length);
});
