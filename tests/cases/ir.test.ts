/** `UPDATE=1 npx vitest run tests/cases` rewrites each `ir.txt`; review reads the difference. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import type { Place } from "../../src/diagnostics/place.js";
import { readCases } from "./suite.js";

test.each(readCases())("$name means what ir.txt says", ({ name, set }) => {
  const golden = new URL(`${name}/ir.txt`, import.meta.url);
  const text = stringify(JSON.parse(JSON.stringify(set, shown)), { lineWidth: 0 });
  if (process.env.UPDATE === "1") writeFileSync(golden, text);
  expect(existsSync(golden), "run with UPDATE=1 to write ir.txt").toBe(true);
  expect(text).toBe(readFileSync(golden, "utf8"));
});

/** Members of a JSON Web Key that are secret (RFC 7518 §6.2.2, §6.3.2, §6.4.1). */
const SECRETS: ReadonlySet<string> = new Set(["k", "d", "p", "q", "dp", "dq", "qi"]);

/** A place as `line:column+length`; no secret. */
function shown(key: string, value: unknown): unknown {
  if (SECRETS.has(key)) return "…";
  if (key !== "place") return value;
  const { line, column, length } = value as Place;
  return `${line}:${column}+${length}`;
}
