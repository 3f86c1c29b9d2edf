import type { Token, TokenKind } from "./token.js";

/** What stands for the literals of a kind: all that the parser has to know of them. */
const HOLES: Readonly<Partial<Record<TokenKind, string>>> = {
  string: '""',
  bytes: 'b""',
  int: "0",
  uint: "0u",
  double: "0.0",
};

/** A field in backquotes, which the parser does not know: its name is looked up among the tokens. */
const FIELD_HOLE = "_";

function writtenAs({ kind, text }: Token): string {
  return text.startsWith("`") ? FIELD_HOLE : (HOLES[kind] ?? text);
}

/**
 * A text's tokens with every literal replaced by one like it. Texts of one shape have the same syntax: policies
 * that are made by a program differ in nothing else, and parsing is what costs most.
 */
export function shapeOf(tokens: readonly Token[]): string {
  let shape = "";
  let before: Token | undefined;
  for (const token of tokens) {
    if (before !== undefined && isApart(before, token)) shape += " ";
    shape += writtenAs(token);
    before = token;
  }
  return shape;
}

/** The index of each token by the offset of its text in the shape, and of the gap before it. */
export function tokensByOffset(tokens: readonly Token[]): Map<number, number> {
  const indexes = new Map<number, number>();
  let offset = 0;
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    indexes.set(offset, index);
    if (before !== undefined && isApart(before, token)) indexes.set(++offset, index);
    offset += writtenAs(token).length;
  }
  return indexes;
}

/** Whether a gap is between two tokens, or has to be lest they become one. */
function isApart(before: Token, token: Token): boolean {
  if (before.to < token.from) return true;
  if (token.kind === "mark") return false;
  return before.kind !== "mark" || (before.text === "." && token.kind !== "name");
}
