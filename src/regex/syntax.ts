/** The parser's errors with their places, and what to write instead. */
import type { RE2JSSyntaxException } from "@bufbuild/re2";
import type { RegexError } from "./error.js";

/** By the parser's words and what they are about; the first that fits is said. */
const HELP: readonly (readonly [error: RegExp, help: string])[] = [
  [/^missing closing /, "write `\\[` to mean the character"],
  [/^unexpected /, "write `\\)` to mean the character"],
  [/ \(\?<?[=!]/, "RE2 does not look around: add a second `matches`, joined with `&&` or `!`"],
  [/ \(\?>/, "RE2 never backtracks and has no atomic groups: write `(?:…)`"],
  [/ \(\?#/, "RE2 has no comments: leave it out"],
  [/ \(\?(P?<|')/, "write `(?P<name>…)`, the name in letters, digits and `_`"],
  [/ \(\?P/, "RE2 does not refer back to groups: write the pattern out"],
  [/ \(\?/, "`(?` goes on with `:`, `P<name>`, or flags out of `i`, `m`, `s` and `U`"],
  [/^duplicate/, "name each group differently"],
  [/^trailing/, "write `\\\\` for a backslash"],
  [/range \\p/i, "there are categories such as `\\p{Lu}` and scripts such as `\\p{Greek}`"],
  [/range \[:/, "there are `[:alpha:]`, `[:digit:]`, `[:alnum:]` and others"],
  [/range /, "the lower end of a range comes first"],
  [/ \\[1-9kg]/, "RE2 does not refer back to groups: write the pattern out"],
  [/ \\Z/, "write `\\z` or `$` for the end of the text"],
  [/ \\u/, "write `\\x{…}`, the character's number in hexadecimal"],
  [/ \\x/, "write `\\x{…}`, the character's number in hexadecimal, at most 10FFFF"],
  [/ \\[hHNRVX]/, "write the characters as a class, such as `[ \\t]`"],
  [/ \\C/, "texts are matched by characters: write `.`"],
  [/ \\/, "write letters and digits without a backslash, unless they mean something with it"],
  [/count /, "a count is at most 1000, nested ones multiplied, and the lower one comes first"],
  [/^missing argument /, "write `\\` before it to mean the character"],
  [
    /^invalid nested .*\+$/,
    "RE2 never backtracks, so no repetition has to be possessive: leave the last `+` out",
  ],
  [/^invalid nested /, "put the inner repetition into `(?:…)`"],
];

/** Parts longer than this are cut when they are quoted. */
const LONGEST_QUOTE = 24;

/** What the parser says of a pattern; undefined when it takes it. */
export type Failure = (pattern: string) => RE2JSSyntaxException | undefined;

/** `failure` must be what `fails` gives for the pattern. */
export function explainSyntax(pattern: string, failure: RE2JSSyntaxException, fails: Failure): RegexError {
  const part = partOf(failure);
  if (part === undefined) return { message: failure.error, offset: 0, length: pattern.length };
  const help = HELP.find(([errors]) => errors.test(`${failure.error} ${part}`))?.[1];
  const quoted = part.length > LONGEST_QUOTE ? `${part.slice(0, LONGEST_QUOTE)}…` : part;
  return {
    message: `${failure.error} \`${quoted}\``,
    ...(help === undefined ? {} : { help }),
    offset: locate(pattern, part, failure, fails),
    length: part.length,
  };
}

/** What the parser stopped at; undefined when that is no single place. */
function partOf({ error, input }: RE2JSSyntaxException): string | undefined {
  if (error.startsWith("missing closing )")) return undefined;
  if (error.startsWith("trailing backslash")) return "\\";
  if (error.startsWith("unexpected )")) return ")";
  if (error.startsWith("duplicate")) return `<${input}>`;
  return input ?? undefined;
}

/** Stops the parser wherever it is put, so that it need not go on. */
const STOP = "(?";

/**
 * The same characters may stand earlier and mean something else: the place is the first of them where the
 * parser, given the pattern up to there, fails in the same way. At all later ones it does, too.
 */
function locate(pattern: string, part: string, { error }: RE2JSSyntaxException, fails: Failure): number {
  if (part === "\\") return pattern.length - 1;
  const places = placesOf(part, pattern);
  let first = 0;
  for (let end = places.length; first < end; ) {
    const middle = (first + end) >> 1;
    const failure = fails(pattern.slice(0, (places[middle] ?? 0) + part.length) + STOP);
    if (failure?.error === error && failure.input !== STOP) end = middle;
    else first = middle + 1;
  }
  return places[first] ?? 0;
}

function placesOf(part: string, pattern: string): number[] {
  const places: number[] = [];
  for (let at = pattern.indexOf(part); at >= 0; at = pattern.indexOf(part, at + 1)) places.push(at);
  return places;
}
