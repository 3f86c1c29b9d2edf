import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import type { ValuePath } from "./locate.js";
import { parse } from "./parse.js";
import { parseAgain } from "./parse-again.js";
import type { ParsedDocument } from "./parsed.js";
import { Source } from "./source.js";

/** A value as JSON, and the place of each part of it. */
function described({ value, locate }: ParsedDocument): string[] {
  const lines = [String(JSON.stringify(value))];
  const describeAt = (part: unknown, path: ValuePath): void => {
    lines.push(`${path.join("/")}: ${JSON.stringify([locate.value(path), locate.key(path)])}`);
    if (typeof part !== "object" || part === null) return;
    for (const [key, one] of Object.entries(part)) {
      describeAt(one, [...path, Array.isArray(part) ? Number(key) : key]);
    }
  };
  describeAt(value, []);
  return lines;
}

function byBoth(text: string) {
  const source = new Source({ path: "a.yaml", text });
  const diagnostics = new Diagnostics();
  const refusal = { reason: "refused", place: source.place(0, 1) };
  const quick = parse(source, diagnostics).map(described);
  const again = parseAgain(source, refusal, diagnostics).map(described);
  return { quick, again, found: diagnostics.all };
}

describe("both parsers find the same values at the same places", () => {
  test.each([
    ["mappings and lists as blocks", "a: b\nc:\n  - d\n  - e: f\n    g:\n    - h\ni: j # k\n# l\nm: n"],
    ["a long list", "- a\n- [b, c]\n- d: e\n".repeat(20)],
    ["a list of lists", "- - a\n  - b\n-\n  - c\n"],
    ["mappings and lists in brackets", "{a: [b, c , {d: e}], 'f': \"g\",\n  h: [ ], i: {}, # ]\n  j }"],
    ["a pair in a list", "[a: b, c]"],
    ["a mapping in brackets as in JSON", '{"a":1,"b":["c",true],"d":{"e":null}}'],
    ["quoted text", "a: 'b''c'\nd: \"e\\n\\u00e9\"\nf: 'g\n  h'\n"],
    ["literal and folded text", "a: |\n  b\n  c\nd: # e |\n  >-\n  f\n\n  g\n"],
    ["text with an indentation of its own", "- |2+\n    a\n   b\n- c\n"],
    ["plain text of several lines", "a: b\n  c\n  d\ne: f\n"],
    [
      "scalars of the core schema",
      "[1, -2, 0x1F, 0o14, 014, 1e3, 1_0, ~, null, True, yes, .inf, 2001-01-01, 1:30]",
    ],
    ["anchors and aliases", "a: &x [1, 2]\nb: *x\nc:\n  - &y d\n  - *y\n"],
    ["tags of the core schema", 'a: !!str 1\nb: ! 2\nc: !!int "3"\nd: !!seq [e]\n'],
    ["a merge key, which is a key like any other", "a: &x { b: 1 }\nc: { <<: *x }\n"],
    ["several documents", "# a\n---\nb: 1\n...\n---\n- c\n--- d\n"],
    ["lines that end in CR LF", "a:\r\n  - b\r\n  - [c,\r\n     d]\r\n"],
    ["characters beyond the BMP, and a mark of byte order", "\ufeffa: \u{1f600}\nb: é\n"],
    ["a key like `__proto__`", "__proto__: { a: 1 }\n"],
  ])("%s", (_, text) => {
    const { quick, again, found } = byBoth(text);
    expect(found).toEqual([]);
    expect(quick.length).toBeGreaterThan(0);
    expect(quick).toEqual(again);
  });

  const style = fc.record({
    collectionStyle: fc.constantFrom("any", "flow"),
    defaultStringType: fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_LITERAL"),
    indent: fc.integer({ min: 1, max: 4 }),
    indentSeq: fc.boolean(),
    lineWidth: fc.constantFrom(0, 30),
  });

  test("of random values in random styles", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), style, (value, options) => {
        const { quick, again, found } = byBoth(
          stringify(value, { ...options, aliasDuplicateObjects: false } as const),
        );
        expect(found).toEqual([]);
        expect(quick).toEqual(again);
      }),
      { seed: 20261125, numRuns: 500 },
    );
  });
});

describe("a file that the quick parser refuses", () => {
  test.each([
    ["too long to be parsed again", `a: b: c\n${"# comment\n".repeat(500_000)}`],
    ["nested too deep to be parsed again", `a: b: c\nd: ${"[".repeat(20_000)}`],
    ["made of too many lists to be parsed again", `a: b: c\nd:\n  ${"- ".repeat(20_000)}`],
  ])("and that is %s is reported as the quick one says", (_, text) => {
    const diagnostics = new Diagnostics();
    expect(parse(new Source({ path: "a.yaml", text }), diagnostics)).toEqual([]);
    expect(diagnostics.all).toMatchObject([{ code: "yaml-syntax", place: { line: 1, column: 5 } }]);
  });

  test("is read all the same when it is right", () => {
    const diagnostics = new Diagnostics();
    const [document] = parse(new Source({ path: "a.yaml", text: "a: [\tb,\tc]\n" }), diagnostics);
    expect(diagnostics.all).toEqual([]);
    expect(document?.value).toEqual({ a: ["b", "c"] });
  });
});
