import { beforeAll, describe, expect, it } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import type { PathNormalization } from "../../src/ir/model.js";
import { normalizePath } from "../../src/ir/normalize.js";
import { openCell } from "../cell/open-cell.js";
import { pathPolicy, TARGET } from "../cell/path-policy.js";
import { type KernelPath, Kernels } from "./kernels.js";
import { spellings } from "./spellings.js";

const MODES: readonly PathNormalization[] = [
  "STRICT",
  "DECODE_AND_MERGE_SLASHES",
  "MERGE_SLASHES",
  "BASE",
  "NONE",
];

const SPELLINGS = 20_000;

/** What paths are bent with: separators, dots, escapes and halves of escapes, hex digits, and some that are plain. */
const PIECES = [
  ..."///..%%\\;?#0123456789abcdefABCDEF~{ é\t\u0000\u007f",
  ...[
    "//",
    "/./",
    "/../",
    "..",
    "%2e",
    "%2E%2e",
    "%2f",
    "%5C",
    "%00",
    "%25",
    "%41",
    "%7e",
    "%c3%a9",
    "%c3",
    "%ed%a0%80",
    "%c0%af",
  ],
  ...["orders", "/admin/", ".well-known", "?q=/../", "eightbytes", "%20"],
];

/** Most begin as a path does. */
function* paths(): Generator<string> {
  let count = 0;
  for (const text of spellings(PIECES, SPELLINGS, 13)) yield count++ % 50 === 0 ? text : `/${text}`;
}

let kernels: Kernels;
beforeAll(() => {
  kernels = Kernels.load();
}, 60_000);

/** Everything random that is not refused, with what became of it. */
function normal(
  mode: PathNormalization,
): { input: string; answer: Exclude<KernelPath, { refused: string }> }[] {
  const all: { input: string; answer: Exclude<KernelPath, { refused: string }> }[] = [];
  for (const input of paths()) {
    const answer = kernels.normalizePath(input, mode);
    if (!("refused" in answer)) all.push({ input, answer });
  }
  return all;
}

/** The first that breaks the rule, or undefined: one assertion instead of thousands. */
function firstWith(mode: PathNormalization, broken: RegExp): string | undefined {
  return normal(mode).find(({ answer }) => broken.test(answer.path))?.input;
}

describe.each(MODES)("random spellings, %s", (mode) => {
  it("get the same answer from the filter and from the reference", () => {
    for (const input of paths()) {
      const kernel = kernels.normalizePath(input, mode);
      const reference = input === "" ? { refused: "path-relative" } : normalizePath(input, mode);
      const changed = "path" in reference && reference.path + reference.query !== input;
      const expected = "path" in reference ? { ...reference, changed } : reference;
      if (JSON.stringify(kernel) !== JSON.stringify(expected))
        expect({ input, kernel }).toEqual({ input, kernel: expected });
    }
  });

  it("come out of a whole request as the reference says", () => {
    const decide = openCell(buildImage(pathPolicy({ prefix: "/" }, mode), TARGET));
    for (const input of paths()) {
      const { verdict, path, reason } = decide({ method: "GET", path: input, headers: [] });
      const reference = normalizePath(input, mode);
      const expected =
        "path" in reference
          ? { verdict: "allow", path: reference.path + reference.query, reason: undefined }
          : { verdict: "invalid", path: undefined, reason: reference.refused };
      const actual = { verdict, path, reason };
      if (JSON.stringify(actual) !== JSON.stringify(expected))
        expect({ input, ...actual }).toEqual({ input, ...expected });
    }
  });

  it("are partly normal and partly not, so that the comparison says something", () => {
    const answers = normal(mode);
    expect(answers.length).toBeGreaterThan(SPELLINGS / 50);
    expect(answers.filter(({ answer }) => answer.changed).length).toBeGreaterThan(100);
  });

  it("do not change when normalized twice", () => {
    for (const { input, answer } of normal(mode)) {
      const again = kernels.normalizePath(answer.path + answer.query, mode);
      if (!("path" in again) || again.path !== answer.path || again.changed)
        expect({ input, again }).toEqual({ input, again: answer });
    }
  });

  it("keep the slash at the start, and neither query nor fragment in the path", () => {
    expect(firstWith(mode, /^[^/]|[?#]/)).toBeUndefined();
  });
});

describe("no normal path", () => {
  const NORMALIZING = MODES.filter((mode) => mode !== "NONE");

  it.each(NORMALIZING)("has a dot segment, %s", (mode) => {
    expect(firstWith(mode, /\/\.{1,2}(\/|$)/)).toBeUndefined();
  });

  it.each(NORMALIZING)("has an escaped unreserved character, %s", (mode) => {
    expect(firstWith(mode, /%(2[de]|3\d|[46][1-9a-f]|[57][0-9a]|5f|7e)/i)).toBeUndefined();
  });

  it.each(MODES.filter((mode) => mode === "STRICT" || mode.endsWith("MERGE_SLASHES")))(
    "has an empty segment, %s",
    (mode) => {
      expect(firstWith(mode, /\/\//)).toBeUndefined();
    },
  );

  it("has an escaped or raw backslash, or an escaped slash, DECODE_AND_MERGE_SLASHES", () => {
    expect(firstWith("DECODE_AND_MERGE_SLASHES", /%2f|%5c|\\/i)).toBeUndefined();
  });

  it("has anything that servers read differently, STRICT", () => {
    expect(firstWith("STRICT", /%2f|%5c|%[01].|%7f|%(?![0-9A-F]{2})|[\\;]|[^!-~]/i)).toBeUndefined();
    expect(firstWith("STRICT", /%([a-f]|.[a-f])/)).toBeUndefined();
  });
});
