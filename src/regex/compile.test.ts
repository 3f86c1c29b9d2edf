import { describe, expect, test } from "vitest";
import { compileRegex } from "./compile.js";
import { type Dfa, matchDfa, stateCount } from "./dfa.js";
import { encodeDfa } from "./encode.js";

function compile(pattern: string): Dfa {
  const compiled = compileRegex(pattern);
  if ("error" in compiled) throw new Error(`${pattern}: ${compiled.error.message}`);
  return compiled.dfa;
}

function matches(pattern: string, text: string | Uint8Array): boolean {
  return matchDfa(compile(pattern), Buffer.from(text));
}

interface Meaning {
  readonly pattern: string;
  readonly fit: readonly string[];
  readonly dont: readonly string[];
}

// More, by RE2's own tests: tests/conformance/regex.test.ts.
const MEANINGS: readonly Meaning[] = [
  { pattern: "", fit: ["", "a"], dont: [] },
  { pattern: "bc", fit: ["bc", "abcd"], dont: ["", "b", "b c", "BC"] },
  { pattern: "^bc$", fit: ["bc"], dont: ["abc", "bcd", "bc\n"] },
  { pattern: "^a|b$", fit: ["ax", "xb"], dont: ["xa", "bx"] },
  { pattern: "^(a|b)*c?$", fit: ["", "abba", "abc"], dont: ["ca", "abcc"] },
  { pattern: "^a{2,3}$", fit: ["aa", "aaa"], dont: ["a", "aaaa"] },
  { pattern: "^a{,2}$", fit: ["a{,2}"], dont: ["a", "aa"] },
  { pattern: "^.$", fit: ["a", "é", "€", "😀"], dont: ["", "\n", "ab"] },
  { pattern: "(?s)^.$", fit: ["\n"], dont: ["\n\n"] },
  { pattern: "^[^a]$", fit: ["b", "\n", "é", "😀"], dont: ["a", ""] },
  { pattern: "^[é-ü]$", fit: ["é", "ü"], dont: ["è", "ý", "Ã©"] },
  { pattern: "^[[:alpha:]\\d]+$", fit: ["a1"], dont: ["é", "-"] },
  { pattern: "^\\pL\\p{Greek}\\P{Greek}$", fit: ["éσa"], dont: ["1σa", "aaa", "aσσ"] },
  { pattern: "(?i)^straße$", fit: ["STRAßE", "straẞe", "\u017ftraße"], dont: ["strasse"] },
  { pattern: "(?i)^[k]$", fit: ["k", "K", "\u212a"], dont: ["c"] },
  { pattern: "^a(?i:b)c$", fit: ["abc", "aBc"], dont: ["Abc", "abC"] },
  { pattern: "(?m)^b$", fit: ["b", "a\nb\nc"], dont: ["ab", "a\nbc"] },
  { pattern: "(?m)\\Ab\\z", fit: ["b"], dont: ["a\nb", "b\n"] },
  { pattern: "\\bin\\b", fit: ["in", "a in b", "(in)", "éin"], dont: ["bin", "in_", "int"] },
  { pattern: "\\Bin\\B", fit: ["binb"], dont: ["in", "bin", "int"] },
  { pattern: "a\\b$|\\bb", fit: ["a", "xa", " b"], dont: ["ab", "ax"] },
  { pattern: "^\\B$", fit: [""], dont: ["a", " a"] },
  { pattern: "$^", fit: [""], dont: ["a"] },
  { pattern: "(?m)$\\n^", fit: ["\n", "a\nb"], dont: ["", "a"] },
  { pattern: "a^", fit: [], dont: ["a", "aa", ""] },
  { pattern: "a\\bb", fit: [], dont: ["ab", "a b"] },
  { pattern: "[^\\x00-\\x{10ffff}]", fit: [], dont: ["", "a"] },
  { pattern: "^\\Qa.b\\E.$", fit: ["a.bc"], dont: ["axbc"] },
  { pattern: "(?U)^a+?$", fit: ["aa"], dont: [""] },
  { pattern: "^(?P<x>a)(?:b)(c)$", fit: ["abc"], dont: ["ab"] },
];

describe("a compiled pattern", () => {
  test.each(MEANINGS)("$pattern", ({ pattern, fit, dont }) => {
    const dfa = compile(pattern);
    const isFitting = (text: string) => matchDfa(dfa, Buffer.from(text));
    expect({ fit: fit.filter(isFitting), dont: dont.filter(isFitting) }).toEqual({ fit, dont: [] });
  });

  test.each([
    ["80", "a continuation alone"],
    ["c3", "a character cut off"],
    ["c0af", "an overlong form"],
    ["eda080", "a surrogate"],
    ["f4908080", "a code point too high"],
    ["ff", "a byte that UTF-8 never has"],
  ])("takes %s, %s, for no character, and looks on behind it", (hex) => {
    const bytes = Buffer.from(hex, "hex");
    expect(matches("(?s)^.+$", bytes)).toBe(false);
    expect(matches(".", bytes)).toBe(false);
    expect(matches("[^a]", bytes)).toBe(false);
    expect(matches("^b", Buffer.concat([bytes, Buffer.from("b")]))).toBe(false);
    expect(matches("b$", Buffer.concat([bytes, Buffer.from("b")]))).toBe(true);
  });
});

describe("time", () => {
  // Each takes a backtracking search longer than the universe is old.
  test.each([
    ["^(a+)+$", "a"],
    ["^(a|aa)+$", "a"],
    ["^(a|a?)+$", "a"],
    ["(.*)*x$", "a"],
    ["^(([a-z])+.)+[A-Z]([a-z])+$", "a"],
    ["^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}[a-z]{2,3}$", "a"],
    ["(x+x+)+y", "x"],
    ["^(?:a?){100}a{100}$", "a"],
    ["(\\w+\\s?)+\\(", "a "],
  ])("%s reads a million bytes in no time", (pattern, repeated) => {
    const text = Buffer.from(`${repeated.repeat(1_000_000 / repeated.length)}!`);
    const dfa = compile(pattern);
    const start = performance.now();
    expect(matchDfa(dfa, text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("size", () => {
  test.each([
    ["an exponential one", "(a|b)*a(a|b){20}"],
    ["one that many places at once are open in", "(?:a{30}|b{30}|c{30}){30}"],
    ["many large classes", "^\\pL{1,64}$"],
    ["more than the table holds", "^.{1,2}(.{1,999})?[ab]{1000}$"],
  ])("%s is refused soon: %s", (_, pattern) => {
    const start = performance.now();
    expect(compileRegex(pattern)).toEqual({
      error: {
        message: "a pattern that takes too large an automaton",
        help: expect.stringMatching(/^at most 256 KiB, .*anchor it with `\^`, use lower counts/),
        offset: 0,
        length: pattern.length,
      },
    });
    expect(performance.now() - start).toBeLessThan(3000);
  });

  test.each([
    ["a".repeat(4097), "a pattern of 4097 characters"],
    ["(?:a{1000}){1000}", "a pattern of more than 65536 characters, its repetitions written out"],
    [`(?:${"a".repeat(4000)}){1000}`, "a pattern of more than 65536 characters, its repetitions written out"],
  ])("%.20s… is not even parsed", (pattern, message) => {
    const compiled = compileRegex(pattern);
    expect(compiled).toMatchObject({ error: { message, offset: 0, length: pattern.length } });
  });

  test.each([
    ["abc", 5, 4],
    ["^abc$", 6, 4],
    ["(a|b)*a(a|b){10}", 13, 3],
    ["(?:ax|bx|cx|dx)+y", 5, 4],
    ["^(?:foo|bar|bao)$", 8, 6],
    ["a\\bb", 2, 1],
    [".*", 2, 1],
  ])(
    "%s takes %i states over %i classes of bytes, and no automaton takes fewer",
    (pattern, states, classes) => {
      const dfa = compile(pattern);
      expect([stateCount(dfa), dfa.classCount]).toEqual([states, classes]);
    },
  );

  test.each([
    ["^/api/v[0-9]+/users/[^/]+$", 2],
    ["^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", 1],
    ["^[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*\\.example\\.com$", 3],
    ["(?i)(union|select|sleep|benchmark|information_schema|waitfor|delay)", 4],
    ["^\\pL+$", 64],
    ["^[^@]{1,64}@[^@]{1,255}$", 80],
    ["^.{1,1000}$", 256],
  ])("%s takes at most %i KiB", (pattern, kib) => {
    const size = encodeDfa(compile(pattern)).length;
    expect(size).toBeLessThanOrEqual(kib * 1024);
    expect(size).toBeGreaterThan((kib - 1) * 256);
  });
});
