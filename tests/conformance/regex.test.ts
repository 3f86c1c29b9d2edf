import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { compileRegex } from "../../src/regex/compile.js";
import { matchDfa } from "../../src/regex/dfa.js";
import { encodeDfa } from "../../src/regex/encode.js";
import { Kernels } from "./kernels.js";

type Pattern = readonly [pattern: string, fits: readonly boolean[]];

interface Search {
  readonly texts: readonly string[];
  readonly patterns: readonly Pattern[];
}

const { cases } = read("re2-search.json") as { readonly cases: readonly Search[] };
const bytes = read("re2-bytes.json") as Search;

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`data/${name}`, import.meta.url), "utf8"));
}

let kernels: Kernels;
beforeAll(() => {
  kernels = Kernels.load();
}, 60_000);

/** What the compiler's automaton says of texts, and what the module says. */
function match(pattern: string, texts: readonly Uint8Array[]): { compiler: boolean[]; module: boolean[] } {
  const compiled = compileRegex(pattern);
  if ("error" in compiled) throw new Error(`${pattern}: ${compiled.error.message}`);
  const { dfa } = compiled;
  return {
    compiler: texts.map((text) => matchDfa(dfa, text)),
    module: kernels.matches(encodeDfa(dfa), texts),
  };
}

describe("texts fit patterns as in RE2's own tests", () => {
  const all = cases.flatMap(({ texts, patterns }) =>
    patterns.map(([pattern, fits]) => ({ texts, pattern, fits })),
  );
  const ofBytes = (pattern: string) => pattern.includes("\\C");

  test.each(all.filter(({ pattern }) => !ofBytes(pattern)))("$pattern", ({ texts, pattern, fits }) => {
    const encoded = texts.map((text) => Buffer.from(text));
    expect(match(pattern, encoded)).toEqual({ compiler: fits, module: fits });
  });

  test.each(all.filter(({ pattern }) => ofBytes(pattern)))("$pattern is refused", ({ pattern }) => {
    expect(compileRegex(pattern)).toMatchObject({ error: { message: "invalid escape sequence `\\C`" } });
  });
});

describe("bytes fit patterns as RE2 says, whether they are UTF-8 or not", () => {
  test.each(bytes.patterns)("%s", (pattern, fits) => {
    const texts = bytes.texts.map((hex) => Buffer.from(hex, "hex"));
    expect(match(pattern, texts)).toEqual({ compiler: fits, module: fits });
  });
});
