import { MAX_REGEX } from "../image/layout.js";
import { CONSTRUCTION, determinize } from "./determinize.js";
import type { Dfa } from "./dfa.js";
import { encodedSize } from "./encode.js";
import { errorOfAll, type RegexError } from "./error.js";
import { minimize } from "./minimize.js";
import { parseRegex } from "./parse.js";

/**
 * Compiles a regular expression of RE2's syntax to an automaton that tells, as CEL's `matches` does, whether
 * any part of a text fits. An error says what is not RE2's syntax, or that it would take too large an
 * automaton; that is known within about a second.
 */
export function compileRegex(pattern: string): { readonly dfa: Dfa } | { readonly error: RegexError } {
  const parsed = parseRegex(pattern);
  if ("error" in parsed) return parsed;
  const dfa = determinize(parsed.program);
  const smallest = dfa && minimize(dfa);
  if (smallest && encodedSize(smallest) <= MAX_REGEX) return { dfa: smallest };
  return { error: errorOfAll(pattern, "a pattern that takes too large an automaton", SMALLER) };
}

const SMALLER =
  `at most ${MAX_REGEX / 1024} KiB, and ${CONSTRUCTION.STATES} states on the way: anchor it with \`^\`, use lower counts ` +
  "(`size()` bounds a length as well) or smaller classes than `\\p{…}`, or make two patterns of it";
