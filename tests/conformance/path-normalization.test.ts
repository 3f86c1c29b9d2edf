import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import type { PathNormalization } from "../../src/ir/model.js";
import { openCell } from "../cell/open-cell.js";
import { pathPolicy, TARGET } from "../cell/path-policy.js";

interface Case {
  readonly group: string;
  readonly mode: Exclude<PathNormalization, "STRICT">;
  readonly input: string;
  readonly expect_path: string;
}

const { cases } = JSON.parse(
  readFileSync(new URL("data/path-normalization.json", import.meta.url), "utf8"),
) as {
  cases: Case[];
};

function cellFor(mode: PathNormalization) {
  return openCell(buildImage(pathPolicy({ prefix: "/" }, mode), TARGET));
}

const cells = {
  NONE: cellFor("NONE"),
  BASE: cellFor("BASE"),
  MERGE_SLASHES: cellFor("MERGE_SLASHES"),
  DECODE_AND_MERGE_SLASHES: cellFor("DECODE_AND_MERGE_SLASHES"),
};

describe("Istio's path normalization, in the module", () => {
  test.each(cases)("$mode: $input becomes $expect_path", ({ mode, input, expect_path }) => {
    const decision = cells[mode]({ method: "GET", path: input, headers: [] });
    expect({ verdict: decision.verdict, path: decision.path }).toEqual({
      verdict: "allow",
      path: expect_path,
    });
  });
});

describe("STRICT, in the module", () => {
  const strict = cellFor("STRICT");
  test.each([
    ["/a/b", "/a/b"],
    ["/a//b", "/a/b"],
    ["/a/./b", "/a/b"],
    ["/a/../b", "/b"],
    ["/a/..", "/"],
    ["/a/.", "/a/"],
    ["/%61/%2e%2E/b", "/b"],
    ["/a//../b", "/a/b"],
    ["/%e2%82%ac", "/%E2%82%AC"],
    ["/a%20b?x=//../%2f", "/a%20b?x=//../%2f"],
    ["/a.b/.c/d..", "/a.b/.c/d.."],
    ["/%252e%252e/x", "/%252e%252e/x"],
    ["/a/../b?x#y", "/b?x#y"],
    ["/a?", "/a?"],
  ])("%s becomes %s", (path, expected) => {
    expect(strict({ method: "GET", path, headers: [] })).toMatchObject({ verdict: "allow", path: expected });
  });

  test.each([
    ["", "path-missing"],
    ["a", "path-relative"],
    ["*", "path-relative"],
    ["http://h/a", "path-relative"],
    ["/a%2Fb", "path-escaped-slash"],
    ["/a%5cb", "path-escaped-slash"],
    ["/a\\b", "path-backslash"],
    ["/a%00", "path-escaped-control"],
    ["/a%0d%0a", "path-escaped-control"],
    ["/a\tb", "path-control"],
    ["/a b", "path-character"],
    ["/a\u00e9", "path-character"],
    ["/a#b", "path-fragment"],
    ["/a?x\0", "path-control"],
    ["/a?x\r\ny", "path-control"],
    ["/a;b/c", "path-parameter"],
    ["/a%", "path-escape"],
    ["/a%4", "path-escape"],
    ["/a%zz", "path-escape"],
    ["/%c0%ae", "path-encoding"],
    ["/%ed%a0%80", "path-encoding"],
    ["/%e2%82", "path-encoding"],
    ["/%82", "path-encoding"],
    ["/%e2%82%ac%ac", "path-encoding"],
    ["/..", "path-above-root"],
    ["/a/../../b", "path-above-root"],
    [`/${"a".repeat(9000)}`, "path-too-long"],
  ])("%j is refused: %s", (path, reason) => {
    expect(strict({ method: "GET", path, headers: [] })).toMatchObject({
      verdict: "invalid",
      status: 400,
      reason,
    });
  });
});

describe.each(["BASE", "MERGE_SLASHES", "DECODE_AND_MERGE_SLASHES", "NONE"] as const)(
  "%s, in the module",
  (mode) => {
    test.each([
      ["/a#b", "/a"],
      ["/a#?x", "/a"],
      ["/a?x#y", "/a?x"],
      ["/a?#", "/a?"],
      ["/#/../admin", "/"],
    ])("a fragment is dropped: %s becomes %s", (path, expected) => {
      expect(cells[mode]({ method: "GET", path, headers: [] })).toMatchObject({
        verdict: "allow",
        path: expected,
      });
    });

    test.each(["/a?x\0", "/a?x\ny", "/a#\r", "/\0"])("a control character is refused: %j", (path) => {
      expect(cells[mode]({ method: "GET", path, headers: [] })).toMatchObject({
        verdict: "invalid",
        reason: "path-control",
      });
    });
  },
);
