/** `UPDATE=1 npx vitest run tests/cases` rewrites each `ir.txt`; review reads the difference. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import type { Place } from "../../src/diagnostics/place.js";
import { readCases } from "./suite.js";

test.each(readCases())("$name means what ir.txt says", ({ name, set }) => {
  const golden = new URL(`${name}/ir.txt`, import.meta.url);
  const text = stringify(JSON.parse(JSON.stringify(set, shortPlace)), { lineWidth: 0 });
  if (process.env.UPDATE === "1") writeFileSync(golden, text);
  expect(existsSync(golden), "run with UPDATE=1 to write ir.txt").toBe(true);
  expect(text).toBe(readFileSync(golden, "utf8"));
});

/** A place as `line:column+length`. */
function shortPlace(key: string, value: unknown): unknown {
  if (key !== "place") return value;
  const { line, column, length } = value as Place;
  return `${line}:${column}+${length}`;
}
