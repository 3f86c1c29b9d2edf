/** CEL text → tokens (https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax). */
import type { Flaw, Span } from "./flaw.js";

export type TokenKind = "name" | "string" | "bytes" | "int" | "uint" | "double" | "mark";

export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}

const QUOTED = [
  /"""[^"\\]*(?:(?:\\[\s\S]|"(?!""))[^"\\]*)*"""/,
  /'''[^'\\]*(?:(?:\\[\s\S]|'(?!''))[^'\\]*)*'''/,
  /"[^"\\\n\r]*(?:\\[^\n\r][^"\\\n\r]*)*"/,
  /'[^'\\\n\r]*(?:\\[^\n\r][^'\\\n\r]*)*'/,
];
const RAW_QUOTED = [/"""[\s\S]*?"""/, /'''[\s\S]*?'''/, /"[^"\n\r]*"/, /'[^'\n\r]*'/];

const GAP = /(?:[\t\n\f\r ]|\/\/[^\n\r]*)+/y;
/** Groups: a literal of text, its `b`; a double; an integer, its `u`; a name, behind a dot perhaps in backquotes. */
const TOKEN = new RegExp(
  [
    `(([bB])?(?:[rR](?:${sourceOf(RAW_QUOTED)})|(?:${sourceOf(QUOTED)})))`,
    String.raw`(\d+\.\d+(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+)`,
    String.raw`((?:0x[\da-fA-F]+|\d+)([uU])?)`,
    "([A-Za-z_][A-Za-z0-9_]*|(?<=\\.[\\t\\n\\f\\r ]*)`[A-Za-z0-9_./ -]+`)",
    String.raw`&&|\|\||[=!<>]=|[-+*/%!<>?:.,()[\]{}]`,
  ].join("|"),
  "y",
);

function sourceOf(patterns: readonly RegExp[]): string {
  return patterns.map(({ source }) => source).join("|");
}

/** All tokens, without gaps and comments; or the first thing that is none. */
export function tokenize(text: string): readonly Token[] | Flaw {
  const all: Token[] = [];
  let at = skipGap(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    if (token === undefined) return strayText(text, at);
    all.push(token);
    at = skipGap(text, token.to);
  }
  return all;
}

function skipGap(text: string, at: number): number {
  GAP.lastIndex = at;
  return GAP.test(text) ? GAP.lastIndex : at;
}

function tokenAt(text: string, from: number): Token | undefined {
  TOKEN.lastIndex = from;
  const match = TOKEN.exec(text);
  if (match === null) return undefined;
  const [token, quoted, isBytes, double, integer, unsigned, name] = match;
  const to = from + token.length;
  const kind = (): TokenKind => {
    if (name !== undefined) return "name";
    if (quoted !== undefined) return isBytes === undefined ? "string" : "bytes";
    if (double !== undefined) return "double";
    if (integer !== undefined) return unsigned === undefined ? "int" : "uint";
    return "mark";
  };
  return { kind: kind(), text: token, from, to };
}

function strayText(text: string, from: number): Flaw {
  const character = String.fromCodePoint(text.codePointAt(from) ?? 0);
  const to = from + character.length;
  if (character === '"' || character === "'") {
    return { code: "condition-syntax", message: `text that begins with ${character} never ends`, from, to };
  }
  const help = STRAY_HELP[character];
  return { code: "condition-syntax", message: `\`${character}\` has no meaning here`, help, from, to };
}

const STRAY_HELP: Readonly<Record<string, string>> = {
  "=": "to compare, write `==`",
  "&": "write `&&`",
  "|": "write `||`",
};
