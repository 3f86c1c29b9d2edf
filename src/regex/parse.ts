/**
 * Pattern → program, by the parser of CEL's library for JavaScript: it decides what is RE2's syntax
 * (https://github.com/google/re2/wiki/Syntax). Nothing else of that library is used.
 */
import { RE2JS, RE2JSSyntaxException } from "@bufbuild/re2";
import { errorOfAll, type RegexError } from "./error.js";
import { expandedLength } from "./expand.js";
import type { Instruction, Program, Ranges } from "./program.js";
import { explainSyntax } from "./syntax.js";

type ParsedProgram = ReturnType<RE2JS["re2"]>["prog"];
type ParsedInstruction = ParsedProgram["inst"][number];

/** UTF-16 units of a pattern, and its length when counted repetitions are written out: what takes the parser little time. */
const MAX_PATTERN = 4096;
const MAX_EXPANDED = 1 << 16;

/** The parser's operation codes, which it does not export; its assertions are numbered as ours are. */
const OP = {
  ALT: 1,
  ALT_MATCH: 2,
  CAPTURE: 3,
  EMPTY_WIDTH: 4,
  FAIL: 5,
  MATCH: 6,
  NOP: 7,
  RUNE: 8,
  RUNE1: 9,
  RUNE_ANY: 10,
  RUNE_ANY_NOT_NL: 11,
} as const;

/** In the argument of `RUNE`. */
const FOLD_CASE = 1;

/** What a pattern means; an error when it is not RE2's syntax, or too long. */
export function parseRegex(pattern: string): { readonly program: Program } | { readonly error: RegexError } {
  const tooLong = boundLength(pattern);
  if (tooLong !== undefined) return { error: tooLong };
  const parsed = parse(pattern);
  if (parsed instanceof RE2JSSyntaxException) return { error: explainSyntax(pattern, parsed, failureOf) };
  return { program: { start: parsed.start, instructions: parsed.inst.map(toInstruction) } };
}

function boundLength(pattern: string): RegexError | undefined {
  if (pattern.length > MAX_PATTERN) {
    return errorOfAll(
      pattern,
      `a pattern of ${pattern.length} characters`,
      `at most ${MAX_PATTERN} are taken`,
    );
  }
  if (expandedLength(pattern) <= MAX_EXPANDED) return undefined;
  const message = `a pattern of more than ${MAX_EXPANDED} characters, its repetitions written out`;
  return errorOfAll(pattern, message, "use lower counts");
}

function parse(pattern: string): ParsedProgram | RE2JSSyntaxException {
  try {
    return RE2JS.compile(pattern).re2().prog;
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return error;
    throw error;
  }
}

function failureOf(pattern: string): RE2JSSyntaxException | undefined {
  const parsed = parse(pattern);
  return parsed instanceof RE2JSSyntaxException ? parsed : undefined;
}

function toInstruction({ op, out, arg, runes }: ParsedInstruction): Instruction {
  switch (op) {
    case OP.ALT:
    case OP.ALT_MATCH:
      return { op: "branch", next: out, other: arg };
    case OP.CAPTURE:
    case OP.NOP:
      return { op: "skip", next: out };
    case OP.EMPTY_WIDTH:
      return { op: "assert", assertions: arg, next: out };
    case OP.FAIL:
      return { op: "fail" };
    case OP.MATCH:
      return { op: "match" };
    case OP.RUNE:
    case OP.RUNE1:
    case OP.RUNE_ANY:
    case OP.RUNE_ANY_NOT_NL:
      return { op: "character", ranges: toRanges(runes, (arg & FOLD_CASE) !== 0), next: out };
    default:
      throw new Error(`the parser made an instruction of unknown kind ${op}`);
  }
}

/** One rune alone is no range: it stands for itself, and for the same letter in the other case if that is folded. */
function toRanges(runes: readonly number[], foldsCase: boolean): Ranges {
  const [rune] = runes;
  if (rune === undefined || runes.length > 1) return runes;
  return foldsCase ? equalsOf(rune) : [rune, rune];
}

/** Asks the parser for a class with all cases of a rune; the last code point is there to keep it a class. */
function equalsOf(rune: number): Ranges {
  const { start, inst } = RE2JS.compile(`(?i)[\\x{${rune.toString(16)}}\\x{10ffff}]`).re2().prog;
  return inst[start]?.runes.slice(0, -2) ?? [];
}
