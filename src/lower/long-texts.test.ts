import { expect, test } from "vitest";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { MAX } from "../image/layout.js";
import type { Expression } from "../ir/expression.js";
import type { Test } from "../ir/model.js";
import { MAX_TEXT, reportLongTexts } from "./long-texts.js";

const place = { file: "p.yaml", line: 3, column: 5, length: 1 };
const FITS = "a".repeat(MAX_TEXT);
const LONG = "a".repeat(MAX_TEXT + 1);

function found(one: Test): string[] {
  const diagnostics = new Diagnostics();
  reportLongTexts([{ anyOf: [one], place }], diagnostics);
  return diagnostics.all.map(({ code, place: at }) => `${code} at ${at?.line}:${at?.column}`);
}

const header = (exact: string): Test => ({ kind: "header", name: "x", match: { exact }, place });
const equals = (value: string, type: "string" | "bytes" = "string"): Expression => ({
  kind: "call",
  function: "equals",
  args: [
    { kind: "attribute", attribute: { name: "request.path" } },
    { kind: "constant", value: { type, value } },
  ],
});
const condition = (value: string): Test => ({
  kind: "condition",
  expression: equals(value),
  text: LONG,
  place,
});
const ofBytes = (value: string): Test => ({
  kind: "condition",
  expression: equals(value.replaceAll("a", "61"), "bytes"),
  text: "",
  place,
});

test("the bound is the image's", () => {
  expect(MAX_TEXT).toBe(MAX.STRING);
});

test.each([
  ["a header", header],
  ["a text in a condition", condition],
  ["bytes in a condition", ofBytes],
])("%s as long as an image holds is right, a longer one is reported where it stands", (_, make) => {
  expect(found(make(FITS))).toEqual([]);
  expect(found(make(LONG))).toEqual(["too-large at 3:5"]);
});

test("bytes count, not characters", () => {
  expect(found(header("é".repeat(MAX_TEXT / 2)))).toEqual([]);
  expect(found(header("é".repeat(MAX_TEXT / 2 + 1)))).toEqual(["too-large at 3:5"]);
});
