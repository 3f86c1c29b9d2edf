/**
 * One folder for each policy that is refused, or warned of: `policy.yaml` and the whole rendered text in
 * `errors.txt`. `UPDATE=1 npx vitest run tests/rejects` rewrites the texts; review reads the difference.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CODES } from "../../src/diagnostics/code.js";
import { type Diagnostic, Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { render } from "../../src/diagnostics/render.js";
import { lint } from "../../src/lint/lint.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";

const FOLDER = new URL("./", import.meta.url);
const CASES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

function check(name: string): { found: readonly Diagnostic[]; text: string; isSet: boolean } {
  const text = readFileSync(new URL(`${name}/policy.yaml`, FOLDER), "utf8");
  const diagnostics = new Diagnostics();
  const readFile = (path: string) => readNamed(new URL(`${name}/${path}`, FOLDER), path);
  const set = lower(readDocuments([{ path: "policy.yaml", text }], diagnostics), diagnostics, readFile);
  const found = [...diagnostics.all, ...(set === undefined ? [] : lint(set).findings)];
  const files = new Set(found.flatMap(({ place }) => (place === undefined ? [] : [place.file])));
  const sources = new Map(
    [...files].map((path) => [path, readFileSync(new URL(`${name}/${path}`, FOLDER), "utf8")]),
  );
  const rendered = found.map((one) => `${render(one, sources)}\n`).join("\n");
  return { found, text: rendered, isSet: set !== undefined };
}

function readNamed(url: URL, path: string): string | { readonly error: string } {
  return existsSync(url) ? readFileSync(url, "utf8") : { error: `there is no \`${path}\`` };
}

describe("policies that are wrong", () => {
  test.each(CASES)("%s", (name) => {
    const { found, text, isSet } = check(name);
    const golden = new URL(`${name}/errors.txt`, FOLDER);
    if (process.env.UPDATE === "1") writeFileSync(golden, text);
    expect(existsSync(golden), "run with UPDATE=1 to write errors.txt").toBe(true);
    expect(text).toBe(readFileSync(golden, "utf8"));
    expect(found.length).toBeGreaterThan(0);
    expect(isSet).toBe(found.every(({ severity }) => severity === "warning"));
  });

  test("each kind of finding has a case", () => {
    const seen = new Set(CASES.flatMap((name) => check(name).found.map(({ code }) => code)));
    expect(CODES.filter((code) => !seen.has(code))).toEqual([]);
  });
});
