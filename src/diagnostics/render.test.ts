import { describe, expect, test } from "vitest";
import type { Diagnostic } from "./diagnostic.js";
import { render } from "./render.js";

const FILE = "a.yaml";

function rendered(line: string, column: number, length: number, more: Partial<Diagnostic> = {}): string {
  const place = { file: FILE, line: 1, column, length };
  const diagnostic: Diagnostic = {
    code: "invalid-host",
    severity: "error",
    message: "no host",
    place,
    ...more,
  };
  return render(diagnostic, new Map([[FILE, line]]));
}

describe("render", () => {
  test("shows the place, the line, carets under what is meant, and the help", () => {
    expect(rendered("hosts: [a/b]", 9, 3, { help: "leave the path out" })).toBe(
      [
        "a.yaml:1:9: error[invalid-host]: no host",
        "  hosts: [a/b]",
        "          ^^^",
        "  help: leave the path out",
      ].join("\n"),
    );
  });

  test.each([
    ["carets end with the line", "ab", 1, 99, "  ab\n  ^^"],
    ["a place behind the line has one caret", "ab", 3, 1, "  ab\n    ^"],
    ["a tab is one column wide", "\tab", 2, 2, "   ab\n   ^^"],
    ["a carriage return is not shown", "ab\r\ncd", 1, 2, "  ab\n  ^^"],
    ["control characters are spelt out", "a\x1b[31mb", 8 - 1, 1, "  a\\u001b[31mb\n             ^"],
  ])("%s", (_, line, column, length, expected) => {
    expect(rendered(line, column, length).split("\n").slice(1).join("\n")).toBe(expected);
  });

  test("shows of a long line what is around the place", () => {
    const [, line = "", carets = ""] = rendered(`${"x".repeat(5000)}here${"y".repeat(5000)}`, 5001, 4).split(
      "\n",
    );
    expect(line.length).toBeLessThan(200);
    expect(line.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("here");
  });

  test("is one line for what is nowhere", () => {
    const diagnostic: Diagnostic = { code: "missing-mesh", severity: "warning", message: "no Mesh" };
    expect(render(diagnostic, new Map())).toBe("warning[missing-mesh]: no Mesh");
  });

  test("does without the line of a file that is not there", () => {
    const place = { file: "gone", line: 3, column: 1, length: 1 };
    const diagnostic: Diagnostic = { code: "missing-mesh", severity: "error", message: "no Mesh", place };
    expect(render(diagnostic, new Map())).toBe("gone:3:1: error[missing-mesh]: no Mesh");
  });

  test("colours the code and the carets only", () => {
    const place = { file: FILE, line: 1, column: 1, length: 1 };
    const diagnostic: Diagnostic = { code: "invalid-host", severity: "error", message: "no host", place };
    expect(render(diagnostic, new Map([[FILE, "a"]]), true)).toBe(
      "a.yaml:1:1: \x1b[31merror[invalid-host]\x1b[0m: no host\n  a\n  \x1b[31m^\x1b[0m",
    );
  });
});
