import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { replaceResults } from "./document.js";

const folder = mkdtempSync(join(tmpdir(), "cellwall-document-"));
afterAll(() => rmSync(folder, { recursive: true }));

const BEGIN = "<!-- results: made by `npm run bench -- --markdown FILE` -->";
const END = "<!-- end of results -->";

function replaced(text: string, results: string, script?: string): string {
  const file = join(folder, "page.md");
  writeFileSync(file, text);
  replaceResults(file, results, script);
  return readFileSync(file, "utf8");
}

test("results take the place of those before, and nothing else changes", () => {
  expect(replaced(`before\n${BEGIN}\n\nold\n\n${END}\nafter\n`, "new")).toBe(
    `before\n${BEGIN}\n\nnew\n\n${END}\nafter\n`,
  );
});

test("each script has results of its own on the page", () => {
  const others = BEGIN.replace("bench", "bench:tiers");
  const page = (first: string, second: string) =>
    `${BEGIN}\n\n${first}\n\n${END}\n${others}\n\n${second}\n\n${END}\n`;
  expect(replaced(page("old", "old"), "new")).toBe(page("new", "old"));
  expect(replaced(page("old", "old"), "new", "bench:tiers")).toBe(page("old", "new"));
});

test("a page without the marks is refused", () => {
  expect(() => replaced("no marks\n", "new")).toThrow("add both lines");
  expect(() => replaced(`${END}\n${BEGIN}\n`, "new")).toThrow("add both lines");
});
