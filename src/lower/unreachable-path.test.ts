import { describe, expect, test } from "vitest";
import type { PathNormalization } from "../ir/model.js";
import { normalizePath } from "../ir/normalize.js";
import { parseTemplate } from "../ir/template.js";
import { whyUnreachable } from "./unreachable-path.js";

const MODES: readonly PathNormalization[] = [
  "STRICT",
  "DECODE_AND_MERGE_SLASHES",
  "MERGE_SLASHES",
  "BASE",
  "NONE",
];

function template(text: string) {
  const parsed = parseTemplate(text);
  if ("error" in parsed) throw new Error(parsed.error);
  return { template: parsed };
}

describe("in STRICT mode no path fits", () => {
  test.each([
    [{ exact: "/a/../b" }, { sample: "/a/../b", seen: "/b" }],
    [{ exact: "//a" }, { sample: "//a", seen: "/a" }],
    [{ exact: "/%61" }, { sample: "/%61", seen: "/a" }],
    [{ exact: "/%c3%a9" }, { sample: "/%c3%a9", seen: "/%C3%A9" }],
    [{ exact: "/a?b" }, { sample: "/a?b", seen: "/a" }],
    [{ exact: "/a;b" }, { refused: "path-parameter" }],
    [{ exact: "/a%2Fb" }, { refused: "path-escaped-slash" }],
    [{ exact: "a" }, { refused: "path-relative" }],
    [{ prefix: "/a/./" }, { sample: "/a/./x", seen: "/a/x" }],
    [{ suffix: "/.." }, { sample: "/x/..", seen: "/" }],
    [template("/a/%2e/*"), { sample: "/a/%2e/x", seen: "/a/x" }],
  ])("%j", (pattern, why) => {
    expect(whyUnreachable(pattern, "STRICT")).toEqual(why);
  });
});

describe("in STRICT mode a path may fit", () => {
  test.each([
    [{ exact: "/a/b" }],
    [{ prefix: "/a/.." }],
    [{ prefix: "/a%2" }],
    [{ prefix: "/%C3" }],
    [{ suffix: ".." }],
    [{ suffix: "C3%A9" }],
    [template("/a/*%A9")],
    [template("/**/b")],
  ])("%j", (pattern) => {
    expect(whyUnreachable(pattern, "STRICT")).toBeUndefined();
  });
});

test.each(MODES)("in mode %s, whatever a normalized path begins or ends with is reachable", (mode) => {
  const sent = [
    "/%C3%A9/%E2%82%ac.x/%41%2f%25",
    "/a//b/../c/./d%zz%%34%31",
    "/..%2e/%7E=*",
    "/a%20b;c\\d/é",
    "/",
  ];
  const paths = sent.flatMap((one) => {
    const normal = normalizePath(one, mode);
    return "refused" in normal ? [] : [normal.path];
  });
  expect(paths).not.toEqual([]);
  for (const path of paths) {
    expect(whyUnreachable({ exact: path }, mode), path).toBeUndefined();
    for (let at = 1; at <= path.length; at++) {
      const [prefix, suffix] = [path.slice(0, at), path.slice(at - 1)];
      expect(whyUnreachable({ prefix }, mode), prefix).toBeUndefined();
      expect(whyUnreachable({ suffix }, mode), suffix).toBeUndefined();
    }
  }
});
