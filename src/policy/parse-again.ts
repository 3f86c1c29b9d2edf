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
  isPair,
  isScalar,
  Lexer,
  Parser,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Place } from "../diagnostics/place.js";
import { AliasCheck } from "./aliases.js";
import { Locator } from "./locate.js";
import { Outline } from "./outline.js";
import type { ParsedDocument } from "./parsed.js";
import type { Source } from "./source.js";

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
  const outline = new Outline();
  const aliases = new AliasCheck(source, outline, diagnostics);
  return documents.flatMap((document) => {
    const wrong = [...document.errors, ...document.warnings];
    for (const error of wrong) reportSyntax(error, source, diagnostics);
    if (wrong.length > 0) return [];
    const root = outline.size;
    addNode(outline, document.contents, 0);
    if (!aliases.passes(root)) return [];
    const locate = new Locator(source, outline, root);
    return [{ value: document.toJS({ maxAliasCount: -1 }), locate }];
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

/** Adds a node and all in it. `before`: the offset behind what was written last. Answers the offset behind it. */
function addNode(outline: Outline, node: unknown, before: number): number {
  const [from, to] = (isNode(node) && node.range) || [before, before];
  if (isAlias(node)) outline.aliases.set(outline.size, node.source);
  else if (isNode(node) && node.anchor !== undefined) outline.anchors.set(outline.size, node.anchor);
  if (isCollection(node)) addCollection(outline, node, from, to);
  else if (outline.isKeyDue) outline.key(isScalar(node) ? String(node.value) : "", from, to);
  else outline.scalar(from, to);
  return to;
}

function addCollection(outline: Outline, node: YAMLMap | YAMLSeq, from: number, to: number): void {
  outline.begin(from, isMap(node));
  let before = from;
  for (const item of node.items) {
    before = isPair(item)
      ? addNode(outline, item.value, addNode(outline, item.key, before))
      : addNode(outline, item, before);
  }
  outline.end(to);
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
