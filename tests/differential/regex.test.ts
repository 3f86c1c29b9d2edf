import { RE2JS } from "re2js";
import { beforeAll, expect, test } from "vitest";
import { compileRegex } from "../../src/regex/compile.js";
import { type Dfa, matchDfa } from "../../src/regex/dfa.js";
import { encodeDfa } from "../../src/regex/encode.js";
import { literalsOf } from "../../src/regex/literals.js";
import { parseRegex } from "../../src/regex/parse.js";
import { Kernels } from "../conformance/kernels.js";
import { Random } from "./random-policy.js";
import { type Piece, randomRegex, randomText } from "./random-regex.js";
import { fits } from "./regex-reference.js";

const PATTERNS = Number(process.env.CELLWALL_DIFFERENTIAL_PATTERNS ?? 1_100);
const FEWER_PATTERNS = Math.ceil(PATTERNS / 3);
const TEXTS = 50;

let kernels: Kernels;
beforeAll(() => {
  kernels = Kernels.load();
}, 60_000);

/** What is no UTF-8: cut characters, bytes that never are, overlong forms, a surrogate, too high a code point. */
const BROKEN = ["80", "c3", "e282", "f09f98", "ff", "c0af", "e08080", "eda080", "f4908080"].map((hex) =>
  Buffer.from(hex, "hex"),
);

/** Those that take too large an automaton are left out: few. */
function compileAll(count: number, firstSeed: number): { piece: Piece; dfa: Dfa; random: Random }[] {
  const all = Array.from({ length: count }, (_, index) => {
    const random = new Random(firstSeed + index);
    const piece = randomRegex(random);
    const compiled = compileRegex(piece.pattern);
    if ("dfa" in compiled) return [{ piece, dfa: compiled.dfa, random }];
    expect(compiled.error.message, piece.pattern).toBe("a pattern that takes too large an automaton");
    return [];
  });
  expect(all.flat().length).toBeGreaterThan(0.98 * count);
  return all.flat();
}

function textsFor({ piece, random }: { piece: Piece; random: Random }): Buffer[] {
  return Array.from({ length: TEXTS }, () => Buffer.from(randomText(random, piece)));
}

function broken(text: Buffer, random: Random): Buffer {
  const at = random.below(text.length + 1);
  return Buffer.concat([text.subarray(0, at), random.pick(BROKEN), text.subarray(at)]);
}

test("texts fit random patterns as re2js says", { timeout: 600_000 }, () => {
  let pairs = 0;
  let fitting = 0;
  for (const one of compileAll(PATTERNS, 1)) {
    const { pattern } = one.piece;
    const oracle = RE2JS.compile(pattern);
    // re2js looks for `\B` between characters, RE2 between bytes.
    const texts = textsFor(one).filter(
      (text) => !pattern.includes("\\B") || text.length === text.toString().length,
    );
    const encoded = encodeDfa(one.dfa);
    expect(kernels.isRegex(encoded), pattern).toBe(true);
    const module = kernels.matches(encoded, texts);
    texts.forEach((text, index) => {
      const expected = oracle.matcher(text.toString()).find();
      expect([matchDfa(one.dfa, text), module[index]], `${pattern}\n${text}`).toEqual([expected, expected]);
      pairs += 1;
      fitting += expected ? 1 : 0;
    });
  }
  expect(pairs).toBeGreaterThan(50_000 * (PATTERNS / 1_100));
  expect(fitting / pairs).toBeGreaterThan(0.3);
  expect(fitting / pairs).toBeLessThan(0.8);
});

test("bytes that are no UTF-8 fit random patterns as the reference says", { timeout: 600_000 }, () => {
  for (const one of compileAll(FEWER_PATTERNS, 1_000_001)) {
    const { pattern } = one.piece;
    const parsed = parseRegex(pattern);
    if ("error" in parsed) throw new Error(parsed.error.message);
    const texts = textsFor(one).map((text) => broken(text, one.random));
    const module = kernels.matches(encodeDfa(one.dfa), texts);
    texts.forEach((text, index) => {
      const expected = fits(parsed.program, text);
      expect([matchDfa(one.dfa, text), module[index]], `${pattern}\n${text.toString("hex")}`).toEqual([
        expected,
        expected,
      ]);
    });
  }
});

test("literals of random patterns are in every text that fits, and suffice where they say so", {
  timeout: 600_000,
}, () => {
  let found = 0;
  for (const one of compileAll(FEWER_PATTERNS, 2_000_001)) {
    const { texts, prefix, prefixSuffices, suffix, suffixSuffices } = literalsOf(one.dfa);
    const isFitting = (text: string) => matchDfa(one.dfa, Buffer.from(text));
    found += (prefix + suffix).length > 0 ? 1 : 0;
    for (const text of texts ?? []) expect(isFitting(text), `${one.piece.pattern}\n${text}`).toBe(true);
    for (const text of textsFor(one).map(String)) {
      const says = [
        !isFitting(text) || (text.startsWith(prefix) && text.endsWith(suffix)),
        texts === undefined || texts.includes(text) === isFitting(text),
        !prefixSuffices || isFitting(prefix + text),
        !suffixSuffices || isFitting(text + suffix),
      ];
      expect(says, `${one.piece.pattern}\n${text}`).toEqual([true, true, true, true]);
    }
  }
  expect(found / FEWER_PATTERNS).toBeGreaterThan(0.1);
});
