import { parse as parseCel } from "@bufbuild/cel";
import { describe, expect, test } from "vitest";
import { literalOf } from "./literal.js";
import { Parser } from "./parse.js";
import type { Syntax } from "./syntax.js";
import { type Token, tokenize } from "./token.js";

function parsed(text: string, parser = new Parser()) {
  const result = parser.parse(text);
  if ("code" in result) throw new Error(`${text}: ${result.message}`);
  return result;
}

/** A node with the text it stands for, and those within it. */
function outline(syntax: Syntax, text: string, tokens: readonly Token[]): unknown[] {
  const written = text.slice(tokens[syntax.first]?.from, tokens[syntax.last]?.to);
  return [written, ...partsOf(syntax).map((part) => outline(part, text, tokens))];
}

function partsOf(syntax: Syntax): readonly Syntax[] {
  switch (syntax.kind) {
    case "select":
    case "!":
      return [syntax.operand];
    case "call":
    case "&&":
    case "||":
      return syntax.args;
    case "?:":
      return [syntax.condition, syntax.one, syntax.other];
    case "list":
      return syntax.items;
    case "map":
      return syntax.entries.flat();
    case "macro":
      return [syntax.range, syntax.condition, syntax.result].filter((part) => part !== undefined);
    default:
      return [];
  }
}

describe("each part knows its text", () => {
  test.each<[string, unknown[]]>([
    ["a == -1", ["a == -1", ["a"], ["-1"]]],
    ["a - 1", ["a - 1", ["a"], ["1"]]],
    ["- (a)", ["- (a)", ["a"]]],
    [" a . b [ 0 ] ", ["a . b [ 0 ]", ["a . b", ["a"]], ["0"]]],
    ["((a)).f( (b), c )", ["((a)).f( (b), c )", ["a"], ["b"], ["c"]]],
    ["f()", ["f()"]],
    ["(a || b) && !(c)", ["(a || b) && !(c)", ["a || b", ["a"], ["b"]], ["!(c)", ["c"]]]],
    ["a && (b && c) && d", ["a && (b && c) && d", ["a"], ["b"], ["c"], ["d"]]],
    ["(a ? b : c) == [d, ]", ["(a ? b : c) == [d, ]", ["a ? b : c", ["a"], ["b"], ["c"]], ["[d, ]", ["d"]]]],
    ["has(a.b)", ["has(a.b)", ["a"]]],
    ["{'a': 1}", ["{'a': 1}", ["'a'"], ["1"]]],
    ["a.exists(x, x.all(y, has(y.z)))", outlined("a.exists(x, x.all(y, has(y.z)))")],
    [
      "a.map(x, x > 1, {x: 2})",
      ["a.map(x, x > 1, {x: 2})", ["a"], ["x > 1", ["x"], ["1"]], ["{x: 2}", ["x"], ["2"]]],
    ],
    ["// why\na // what\n&& b // end", ["a // what\n&& b", ["a"], ["b"]]],
  ])("%s", (text, expected) => {
    const { syntax, tokens } = parsed(text);
    expect(outline(syntax, text, tokens)).toEqual(expected);
  });

  function outlined(text: string): unknown[] {
    return [text, ["a"], ["x.all(y, has(y.z))", ["x"], ["has(y.z)", ["y"]]]];
  }
});

describe("shapes", () => {
  test("texts that differ only in literals and gaps have one syntax", () => {
    const parser = new Parser();
    const { syntax } = parsed('a == "x" && b == 1', parser);
    expect(parsed("a == 'a longer one' && b == 0x7f", parser).syntax).toBe(syntax);
    expect(parsed("a ==   r'x' // so\n&& b == 2", parser).syntax).toBe(syntax);
  });

  test.each([
    ["a == 1", "a == -1"],
    ["a == 1", "a == 1u"],
    ["a == 1", "a == 1.0"],
    ["a == ''", "a == b''"],
    ["a == b", "a == c"],
  ])("%s and %s have not", (one, other) => {
    const parser = new Parser();
    expect(parsed(one, parser).syntax).not.toBe(parsed(other, parser).syntax);
  });

  test.each(["a.5", "1.5.2", "a''", "''''", "'a''b'", "1 .5", "0x1.5", "1u2", "a . 5"])(
    "%s: what is no CEL does not become it by leaving literals out",
    (text) => {
      expect(() => parseCel(text)).toThrow();
      expect(new Parser().parse(text)).toHaveProperty("code");
    },
  );
});

describe("literals have the value that the parser of the package gives them", () => {
  test.each([
    "0",
    "9223372036854775807",
    "-9223372036854775808",
    "0x7fffffffffffffff",
    "-0x10",
    "18446744073709551615u",
    "0xFFu",
    "1.5",
    "-.5",
    "1e3",
    "12E-2",
    '"a"',
    "'it\\'s'",
    '"é😀"',
    '"\\a\\b\\f\\n\\r\\t\\v\\\\\\?\\"\\\'\\`"',
    '"\\x41\\X42\\103\\u00e9\\U0001F600"',
    '"""a "quoted" \\"text\\"\n"""',
    "'''it's'''",
    'r"\\d+"',
    "R'''\\'''",
    '""',
    'b"é"',
    'B"\\xff\\377"',
    'br"\\xff"',
    'b""',
  ])("%s", (text) => {
    const tokens = tokenize(text);
    if ("code" in tokens) throw new Error(tokens.message);
    const isNegative = tokens.length === 2;
    const literal = literalOf(tokens.at(-1) as Token, isNegative);
    const { exprKind } = parseCel(text).expr;
    if (exprKind.case !== "constExpr") throw new Error(`${text} is ${exprKind.case}`);
    const { value } = exprKind.value.constantKind;
    const plain = value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
    expect(literal).toMatchObject({ value: typeof plain === "bigint" ? String(plain) : plain });
  });
});

describe("bounds", () => {
  test.each([
    ["brackets", `${"[".repeat(65)}${"]".repeat(65)}`],
    ["operators", `${"1 + ".repeat(64)}1`],
    ["conditionals", `${"a ? b : ".repeat(64)}c`],
    ["conditionals beyond any stack", `${"a ? b : ".repeat(100_000)}c`],
    ["fields", `a${".b".repeat(64)}`],
    ["fields within a macro", `a${".b".repeat(100_000)}.exists(x, x)`],
    ["characters", " ".repeat((1 << 20) + 1)],
  ])("too many %s are refused", (_, text) => {
    expect(new Parser().parse(text)).toMatchObject({ code: "condition-too-costly" });
  });

  test("a chain of one operator is not deep", () => {
    const { syntax } = parsed(Array.from({ length: 5000 }, (_, index) => `a == ${index}`).join(" || "));
    expect(partsOf(syntax)).toHaveLength(5000);
  });

  test("a text that can't be read is told about in time", () => {
    const text = `${"f(a, [".repeat(32)}b c${"])".repeat(32)}`;
    expect(new Parser().parse(text)).toMatchObject({ message: "`c` can't stand here" });
  });
});
