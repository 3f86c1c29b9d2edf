import { expect, test } from "vitest";
import { queryValues } from "./query.js";

test.each([
  ["a=1&b=2&a=3", "a", ["1", "3"]],
  ["a=1", "b", []],
  ["", "a", []],
  ["a", "a", [""]],
  ["a=", "a", [""]],
  ["a=b=c", "a", ["b=c"]],
  ["%61=%C3%A9", "a", ["é"]],
  ["a+b=c+d%2B", "a b", ["c d+"]],
  ["A=1", "a", []],
  ["a=1;b=2", "a", ["1;b=2"]],
  ["=x&&", "", ["x"]],
  ["a=%", "a", [undefined]],
  ["a=%4", "a", [undefined]],
  ["a=%zz", "a", [undefined]],
  ["a=%FF", "a", [undefined]],
  ["a=%C0%AF", "a", [undefined]],
  ["a=%ED%A0%80", "a", [undefined]],
  ["a=%ff&a=1", "a", [undefined, "1"]],
  ["a%=1", "a", []],
  ["a=%EF%BB%BFx%00", "a", ["\ufeffx\0"]],
])("%s has for %j: %j", (query, name, values) => {
  expect(queryValues(query, name)).toEqual(values);
});
