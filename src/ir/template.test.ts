import { describe, expect, test } from "vitest";
import { matchTemplate } from "./match-template.js";
import { type PathTemplate, parseTemplate } from "./template.js";

function parsed(text: string): PathTemplate {
  const template = parseTemplate(text);
  if ("error" in template) throw new Error(template.error);
  return template;
}

describe("parseTemplate", () => {
  test.each([
    ["/", { segments: [""], rest: false, suffix: "" }],
    ["/a/", { segments: ["a", ""], rest: false, suffix: "" }],
    ["/a/{b}/*", { segments: ["a", null, null], rest: false, suffix: "" }],
    ["/*.png", { segments: [null], rest: false, suffix: ".png" }],
    ["/{a=x/*}_y", { segments: ["x", null], rest: false, suffix: "_y" }],
    ["/**", { segments: [], rest: true, suffix: "" }],
    ["/a/**/", { segments: ["a"], rest: true, suffix: "/" }],
    ["/a/**/b/c", { segments: ["a"], rest: true, suffix: "/b/c" }],
    ["/a/{p=**}.ts", { segments: ["a"], rest: true, suffix: ".ts" }],
  ])("%s", (text, expected) => {
    expect(parsed(text)).toMatchObject(expected);
  });

  test.each([
    ["a", "a path template begins with `/`"],
    ["/a//b", "an empty segment"],
    ["/a{b}", "in `a{b}` a wildcard or variable does not begin its segment"],
    ["/{b}c*", "`c*` can't follow a wildcard within a segment"],
    ["/**/*", "nothing but literals may follow `**`"],
    ["/{a=}", "an empty segment in the variable `a`"],
    ["/{a", "`{` without `}`"],
    ["/{a}/{a}", "the variable `a` twice"],
    ["/{a}/{b}/{c}/{d}/{e}/{f}", "more than 5 variables"],
    ["/a=b", "`a=b` has a character that no path segment has unescaped"],
    ["/a".repeat(33), "more than 32 segments"],
  ])("%s: %s", (text, error) => {
    expect(parseTemplate(text)).toEqual({ error });
  });
});

describe("matchTemplate", () => {
  test.each([
    ["/a/{b}", "/a/x", { b: "x" }],
    ["/a/{b}", "/a/", false],
    ["/a/{b}", "/a/x=y", "undecided"],
    ["/a/{b}", "/c/x=y", false],
    ["/a/{b}", "/a/\u00e9", "undecided"],
    ["/a/**", "/a/", {}],
    ["/a/**", "/a", false],
    ["/a/**", "/a/x\ny", "undecided"],
    ["/a/{p=**}.ts", "/a/b/c.ts", { p: "b/c" }],
    ["/{p=a/*/**}/z", "/a/b/c/d/z", { p: "a/b/c/d" }],
    ["/{p=**/x}/z", "/a/b/x/z", { p: "a/b/x" }],
    ["/a/**/{p=x/y}/z", "/a/b/x/y/z", { p: "x/y" }],
    ["/{a}/**/{b=x}", "/1/2/x", { a: "1", b: "x" }],
    ["/a.b", "/axb", false],
    ["/*.(x)$", "/y.(x)$", {}],
  ])("%s on %j: %j", (template, path, expected) => {
    expect(matchTemplate(parsed(template), path)).toEqual(expected);
  });
});
