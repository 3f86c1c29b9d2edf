/** What no formatter or linter checks, for TypeScript and AssemblyScript alike. */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { describe, expect, test } from "vitest";
import { filesUnder, ROOT } from "../scripts/tree.mjs";

const FOLDERS = ["src", "assembly", "examples", "tests", "scripts"];
const THIS_FILE = "tests/style.test.ts";
/** Written by `npm run generate`. */
const GENERATED = ["assembly/image/layout.ts", "assembly/testing/images.ts"];

const MOST_LINES = 400;

interface Source {
  readonly path: string;
  readonly text: string;
}

interface Rule {
  readonly rule: string;
  readonly because: string;
  /** Whether a source keeps to it. */
  readonly holds: (source: Source) => boolean;
  readonly breaks: Source;
}

const RULES: readonly Rule[] = [
  {
    rule: `no file has more than ${MOST_LINES} lines`,
    because: "one idea for each file",
    holds: ({ text }) => text.split("\n").length <= MOST_LINES + 1,
    breaks: { path: "src/a.ts", text: "\n".repeat(MOST_LINES + 1) },
  },
  {
    rule: "nothing is left to do",
    because: "what is missing stands in an issue, where somebody sees it",
    holds: ({ text }) => !/\b(TODO|FIXME|XXX)\b/.test(text),
    breaks: { path: "src/a.ts", text: "// TODO: the rest" },
  },
  {
    rule: "no test is left out",
    because: "a test that does not run tests nothing, and `only` silences all others",
    holds: ({ text }) =>
      !/\b(it|test|describe|suite)\.(skip|only|todo|fails)\b|^\s*(xit|xtest|todo)\(/m.test(text),
    breaks: { path: "src/a.test.ts", text: 'test.only("adds", () => {});' },
  },
  {
    rule: "the type checker is never told to look away",
    because: "an error that is hidden is found by a user",
    holds: ({ text }) => !/@ts-(ignore|nocheck)\b/.test(text),
    breaks: { path: "src/a.ts", text: "// @ts-ignore" },
  },
  {
    rule: "names say what is in it",
    because: "what fits nowhere else ends up there, and nobody finds it again",
    holds: ({ path }) => !/(^|\/)(utils?|helpers?|common|misc)(\/|\.ts$)/.test(path),
    breaks: { path: "src/utils/strings.ts", text: "" },
  },
];

describe("style", () => {
  const sources = FOLDERS.flatMap((folder) => filesUnder(folder, (path) => /\.m?ts$|\.mjs$/.test(path)))
    .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, "utf8") }))
    .filter(({ path }) => path !== THIS_FILE && !GENERATED.includes(path));

  test("the sources are found", () => {
    expect(sources.map(({ path }) => path)).toContain("src/ir/model.ts");
  });

  test.each(RULES)("$rule", ({ holds, because }) => {
    const broken = sources.filter((source) => !holds(source)).map(({ path }) => path);
    expect(broken, because).toEqual([]);
  });

  test.each(RULES)("would notice when not: $rule", ({ holds, breaks }) => {
    expect(holds(breaks)).toBe(false);
  });
});

describe("package.json", () => {
  const manifest = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8"));

  test.each(["dependencies", "devDependencies"])("%s are pinned exactly", (field) => {
    const loose = Object.entries<string>(manifest[field]).filter(
      ([, version]) => !/^(\d+\.\d+\.\d+|file:)/.test(version),
    );
    expect(loose).toEqual([]);
  });
});
