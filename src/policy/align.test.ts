import { describe, expect, test } from "vitest";
import { parseDocument } from "yaml";
import { align } from "./align.js";

/** A YAML value that is one text, and a part of it. */
function found(yaml: string, part: string): string | undefined {
  const file = `before: x\nwhen: ${yaml}\nafter: y\n`;
  const value = String(parseDocument(file).get("when"));
  const offsets = align(value, file, file.indexOf(": ", file.indexOf("when")) + 2);
  const from = value.indexOf(part);
  return offsets && file.slice(offsets(from), offsets(from + part.length - 1) + 1);
}

describe("a part of a text is found where it was written", () => {
  test.each([
    ["plain", "a == b && c"],
    ["plain, over lines", "a == b &&\n   c\n   d"],
    ["single quotes", "'a == b && c'"],
    ["double quotes", '"a == b && c"'],
    ["double quotes, over lines", '"a == b &&\n\n  c"'],
    ["literal", "|\n  a == b &&\n    c\n"],
    ["literal with a header", "|2-\n     a == b\n\n  && c"],
    ["literal with CRLF", "|\r\n  a == b &&\r\n  c\r\n"],
    ["folded", ">- # why\n  a == b &&\n\n  c\n    d"],
    ["with more than the basic plane", "'😀 a == b && c'"],
  ])("%s", (_, yaml) => {
    expect(found(yaml, "b")).toBe("b");
    expect(found(yaml, "c")).toBe("c");
    expect(found(yaml, "&&")).toBe("&&");
    expect(found(yaml, "==")).toBe("==");
  });

  test("by its last character", () => {
    expect(found("😀 😀b", "😀b")).toBe("😀b");
  });
});

test.each(["'it''s b'", '"a\\tb"', '"a\\\n  b"'])("%s has escapes: nowhere", (yaml) => {
  expect(found(yaml, "b")).toBeUndefined();
});
