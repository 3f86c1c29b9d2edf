import { describe, expect, test } from "vitest";
import { compileRegex } from "./compile.js";

/** `at`: the part that is meant, and where it begins. */
const ERRORS: readonly (readonly [
  pattern: string,
  at: string,
  offset: number,
  message: string,
  help: string,
])[] = [
  ["a(?=b)", "(?=", 1, "invalid or unsupported Perl syntax", "add a second `matches`"],
  ["a(?!b)", "(?!", 1, "invalid or unsupported Perl syntax", "add a second `matches`"],
  ["(?<=a)b", "(?<=a)b", 0, "invalid named capture", "add a second `matches`"],
  ["x(?<!a)b", "(?<!a)b", 1, "invalid named capture", "add a second `matches`"],
  ["(?>a)", "(?>", 0, "invalid or unsupported Perl syntax", "no atomic groups"],
  ["(?#c)a", "(?#", 0, "invalid or unsupported Perl syntax", "no comments"],
  ["(?P=n)", "(?P", 0, "invalid or unsupported Perl syntax", "does not refer back"],
  ["(?P<a b>c)", "(?P<a b>", 0, "invalid named capture", "`(?P<name>…)`"],
  ["(?P<n>a)(?P<n>b)", "<n>", 11, "duplicate capture group name", "differently"],
  ["(?x)a", "(?x", 0, "invalid or unsupported Perl syntax", "flags out of `i`, `m`, `s` and `U`"],
  ["(a)\\1", "\\1", 3, "invalid escape sequence", "does not refer back"],
  ["a\\Z", "\\Z", 1, "invalid escape sequence", "`\\z` or `$`"],
  ["\\u00e9", "\\u", 0, "invalid escape sequence", "`\\x{…}`"],
  ["a\\x{110000}", "\\x{110000", 1, "invalid escape sequence", "10FFFF"],
  ["\\h+", "\\h", 0, "invalid escape sequence", "as a class"],
  ["\\C", "\\C", 0, "invalid escape sequence", "write `.`"],
  ["\\y", "\\y", 0, "invalid escape sequence", "without a backslash"],
  ["\\p{Foo}", "\\p{Foo}", 0, "invalid character class range", "`\\p{Lu}`"],
  ["a[[:foo:]]", "[:foo:]", 2, "invalid character class range", "`[:alpha:]`"],
  ["[z-a]", "z-a", 1, "invalid character class range", "comes first"],
  ["[\\x{7a}-\\+]", "\\x{7a}-\\+", 1, "invalid character class range", "comes first"],
  ["a{1001}", "{1001}", 1, "invalid repeat count", "at most 1000"],
  ["a{3,2}", "{3,2}", 1, "invalid repeat count", "the lower one comes first"],
  ["(a{100}b{100}){100}", "{100}", 14, "invalid repeat count", "nested ones multiplied"],
  ["a++", "++", 1, "invalid nested repetition operator", "leave the last `+` out"],
  ["a**", "**", 1, "invalid nested repetition operator", "`(?:…)`"],
  ["a{2}{3}", "{2}{3}", 1, "invalid nested repetition operator", "`(?:…)`"],
  ["a|*", "*", 2, "missing argument to repetition operator", "write `\\` before it"],
  ["a)b", ")", 1, "unexpected )", "`\\)`"],
  ["ab\\", "\\", 2, "trailing backslash at end of expression", "`\\\\`"],
  ["a[bc", "[bc", 1, "missing closing ]", "`\\[`"],
  ["a[ (?:b+", "[ (?:b+", 1, "missing closing ]", "`\\[`"],
];

describe("a pattern that is not RE2's syntax", () => {
  test.each(ERRORS)("%s: %s at %i, %s", (pattern, at, offset, message, help) => {
    expect(compileRegex(pattern)).toMatchObject({
      error: {
        message: `${message} \`${at}\``,
        help: expect.stringContaining(help),
        offset,
        length: at.length,
      },
    });
  });

  test.each([
    ["(a", "missing closing )"],
    [`${"(".repeat(1500)}${")".repeat(1500)}`, "expression nests too deeply"],
  ])("%.20s has no single place: %s", (pattern, message) => {
    expect(compileRegex(pattern)).toEqual({ error: { message, offset: 0, length: pattern.length } });
  });

  test.each([
    ["\\\\1[\\\\1]\\Q\\1\\E(\\1", "\\1", 15],
    ["\\(?=|[(?=]|(?=", "(?=", 11],
    ["\\(?=(?=", "(?=", 4],
    ["a*|[*]|\\*|*", "*", 10],
    ["()[)]\\))", ")", 7],
    [`${"\\\\1".repeat(1000)}\\1`, "\\1", 3000],
  ])(
    "is blamed where it fails, not where it says the same and means something else: %.30s",
    (pattern, at, offset) => {
      expect(compileRegex(pattern)).toMatchObject({ error: { offset, length: at.length } });
    },
  );

  test("is quoted in part when it is long", () => {
    expect(compileRegex("(?<=abcdefghijklmnopqrstuvwxyz)")).toMatchObject({
      error: { message: "invalid named capture `(?<=abcdefghijklmnopqrst…`" },
    });
  });
});
