/**
 * The second opinion on a file that the quick parser refuses: the `yaml` package takes twenty times as long,
 * but finds all that is wrong and says it better, and reads the rare spelling that the quick one does not know.
 */
import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  Lexer,
  Parser,
  type YAMLError,
} from "yaml";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Place } from "../diagnostics/place.js";
import { AliasCheck } from "./aliases.js";
import type { Source } from "./source.js";
import type { ParsedDocument, Span, Written } from "./written.js";

/** What the quick parser has to say. */
export interface Refusal {
  readonly reason: string;
  readonly place: Place;
}

/** Longest file that is parsed again, UTF-16 code units: it takes some seconds. */
const MAX_LENGTH = 4 * 1024 * 1024;

/** Deepest nesting; Node itself ends when this parser's recursion meets the end of the stack. */
const MAX_DEPTH = 100;

/** The documents that are right after all; of the others, or of all, it reports what is wrong. */
export function parseAgain(source: Source, refusal: Refusal, diagnostics: Diagnostics): ParsedDocument[] {
  const documents = compose(source.text);
  if (documents.length === 0) diagnostics.error("yaml-syntax", refusal.reason, refusal.place);
  const aliases = new AliasCheck(source, diagnostics);
  return documents.flatMap((document) => {
    const wrong = [...document.errors, ...document.warnings];
    for (const error of wrong) reportSyntax(error, source, diagnostics);
    const root = outline(document.contents, 0);
    return wrong.length === 0 && aliases.passes(root)
      ? [{ root, value: document.toJS({ maxAliasCount: -1 }) }]
      : [];
  });
}

/** None when the text is too much for this parser, which recurses. */
function compose(text: string): Document.Parsed[] {
  if (text.length > MAX_LENGTH) return [];
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_DEPTH) return [];
  }
  tokens.push(...parser.end());
  return [...new Composer({ prettyErrors: false, stringKeys: true }).compose(tokens)];
}

/** `before`: the offset behind what was written last. */
function outline(node: unknown, before: number): Written {
  const span = spanOf(node, before);
  if (isAlias(node)) return { ...span, alias: node.source };
  const anchor = isScalar(node) || isCollection(node) ? node.anchor : undefined;
  if (!isCollection(node)) return { ...span, anchor };
  if (!isMap(node)) return { ...span, anchor, items: node.items.map((item) => outline(item, span.from)) };
  const keys = node.items.map(({ key }) => ({ name: nameOf(key), ...spanOf(key, span.from) }));
  const items = node.items.map(({ value }, index) => outline(value, keys[index]?.to ?? span.from));
  return { ...span, anchor, keys, items };
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : "";
}

function spanOf(node: unknown, before: number): Span {
  const range = isNode(node) ? node.range : undefined;
  return { from: range?.[0] ?? before, to: range?.[1] ?? before };
}

function reportSyntax({ code, message, pos }: YAMLError, source: Source, diagnostics: Diagnostics): void {
  const place = source.place(pos[0], pos[1]);
  if (code === "DUPLICATE_KEY") {
    diagnostics.error("duplicate-key", "this key is there twice", place, "remove one, or join their values");
  } else {
    diagnostics.error("yaml-syntax", lowerFirst(message), place);
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
