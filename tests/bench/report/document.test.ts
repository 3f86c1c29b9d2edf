import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { replaceResults } from "./document.js";

const folder = mkdtempSync(join(tmpdir(), "cellwall-document-"));
afterAll(() => rmSync(folder, { recursive: true }));

const BEGIN = "<!-- results: made by `npm run bench -- --markdown FILE` -->";
const END = "<!-- end of results -->";

function replaced(text: string, results: string): string {
  const file = join(folder, "page.md");
  writeFileSync(file, text);
  replaceResults(file, results);
  return readFileSync(file, "utf8");
}

test("results take the place of those before, and nothing else changes", () => {
  expect(replaced(`before\n${BEGIN}\n\nold\n\n${END}\nafter\n`, "new")).toBe(
    `before\n${BEGIN}\n\nnew\n\n${END}\nafter\n`,
  );
});

test("a page without the marks is refused", () => {
  expect(() => replaced("no marks\n", "new")).toThrow("add both lines");
});
