/** CEL text → syntax, by the parser of @bufbuild/cel. */
import { parse } from "@bufbuild/cel";
import { pairBrackets } from "./bracket.js";
import { type Parsed, SyntaxBuilder, UnusableTree } from "./build.js";
import type { Flaw } from "./flaw.js";
import { shapeOf, tokensByOffset } from "./shape.js";
import type { Syntax } from "./syntax.js";
import { findSyntaxFlaw } from "./syntax-flaw.js";
import { type Token, tokenize } from "./token.js";

/** A text's syntax and the tokens that its nodes name. */
export interface ParsedText {
  readonly syntax: Syntax;
  readonly tokens: readonly Token[];
}

/** Longest condition, UTF-16 code units: a list of all members that a list may have. */
const MAX_TEXT = 1 << 20;

/** What the shapes that are remembered may have together, in UTF-16 code units. */
const MAX_REMEMBERED = 1 << 24;

/** Parses conditions, those of one shape once. */
export class Parser {
  private readonly shapes = new Map<string, Syntax>();
  private room = MAX_REMEMBERED;

  /** The syntax of a text, or the first thing that is wrong with it. */
  parse(text: string): ParsedText | Flaw {
    if (text.length > MAX_TEXT) {
      const message = `a condition of more than ${MAX_TEXT} characters`;
      return { code: "condition-too-costly", message, from: 0, to: text.length };
    }
    const tokens = tokenize(text);
    if ("code" in tokens) return tokens;
    const shape = shapeOf(tokens);
    const known = this.shapes.get(shape);
    if (known !== undefined) return { syntax: known, tokens };
    const syntax = parseShape(shape, tokens);
    if ("code" in syntax) return syntax;
    this.remember(shape, syntax);
    return { syntax, tokens };
  }

  private remember(shape: string, syntax: Syntax): void {
    if (shape.length > this.room) return;
    this.room -= shape.length;
    this.shapes.set(shape, syntax);
  }
}

function parseShape(shape: string, tokens: readonly Token[]): Syntax | Flaw {
  const partners = pairBrackets(tokens);
  if ("code" in partners) return partners;
  const parsed = tryParse(shape);
  if ("offset" in parsed) return findSyntaxFlaw(tokens, partners, failureOf);
  if ("isTooDeep" in parsed) return flawAt(TOO_DEEP, tokens);
  try {
    return new SyntaxBuilder(parsed, tokens, partners, tokensByOffset(tokens)).build();
  } catch (error) {
    if (!(error instanceof UnusableTree)) throw error;
    return flawAt(error, tokens);
  }
}

const TOO_DEEP = new UnusableTree("the condition is nested too deep", 0, "condition-too-costly");

function flawAt({ code, message, token }: UnusableTree, tokens: readonly Token[]): Flaw {
  const { from, to } = tokens[token] ?? { from: 0, to: 0 };
  return { code, message, from, to };
}

/** Why a shape does not parse: where the parser can't read on, or that it ran out of stack. */
type Failure = { readonly offset: number } | { readonly isTooDeep: true };

function tryParse(shape: string): Parsed | Failure {
  try {
    return parse(shape);
  } catch (error) {
    if (error instanceof RangeError) return { isTooDeep: true };
    return { offset: offsetOf(error) };
  }
}

/** The parser's errors are no exported class. */
function offsetOf(error: unknown): number {
  const { location } = Object(error) as { location?: { start?: { offset?: unknown } } };
  const offset = location?.start?.offset;
  if (typeof offset !== "number") throw error;
  return offset;
}

function failureOf(tokens: readonly Token[]): number | undefined {
  const parsed = tryParse(shapeOf(tokens));
  if ("isTooDeep" in parsed) return 0;
  return "offset" in parsed ? (tokensByOffset(tokens).get(parsed.offset) ?? tokens.length) : undefined;
}
