import { expect, test } from "vitest";
import { compileRegex } from "./compile.js";
import { type Literals, literalsOf } from "./literals.js";

const NONE: Literals = { prefix: "", prefixSuffices: false, suffix: "", suffixSuffices: false };

function only(text: string): Literals {
  return { ...NONE, texts: [text], prefix: text, suffix: text };
}

const LITERALS: readonly (readonly [pattern: string, literals: Literals])[] = [
  ["abc", NONE],
  ["", { ...NONE, prefixSuffices: true, suffixSuffices: true }],
  ["^/api/", { ...NONE, prefix: "/api/", prefixSuffices: true }],
  ["\\A(?:/ap)i/.*", { ...NONE, prefix: "/api/", prefixSuffices: true }],
  ["^/api/.*$", { ...NONE, prefix: "/api/" }],
  ["^/api/v[12]/", { ...NONE, prefix: "/api/v" }],
  ["^/(?:admin|api)", { ...NONE, prefix: "/a" }],
  ["\\.css$", { ...NONE, suffix: ".css", suffixSuffices: true }],
  ["\\.(?:css|rss)\\z", { ...NONE, suffix: "ss" }],
  ["^a.*b$", { ...NONE, prefix: "a", suffix: "b" }],
  ["^GET$", only("GET")],
  ["^é€😀$", only("é€😀")],
  ["^(?:GET|POST|)$", { ...NONE, texts: ["", "GET", "POST"] }],
  ["^(?i)a1$", { ...NONE, texts: ["A1", "a1"], suffix: "1" }],
  ["^a{300}$", { ...NONE, prefix: "a".repeat(256), suffix: "a".repeat(256) }],
  ["^[a-z]{2}$", NONE],
  ["a^", { ...NONE, texts: [] }],
  // What begins or ends alike within a character is no text.
  ["^[éè]x", NONE],
  ["^aé|^aè", { ...NONE, prefix: "a" }],
  ["x[\\x{e9}\\x{129}]$", NONE],
  ["^\\x{feff}a", { ...NONE, prefix: "\ufeffa", prefixSuffices: true }],
];

test.each(LITERALS)("literals of %s", (pattern, literals) => {
  const compiled = compileRegex(pattern);
  if ("error" in compiled) throw new Error(compiled.error.message);
  expect(literalsOf(compiled.dfa)).toEqual(literals);
});
