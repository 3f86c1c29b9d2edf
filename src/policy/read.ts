/** YAML → documents that fit the schema, each knowing where its values stand. */
import { type Document, LineCounter, parseAllDocuments, visit, type YAMLError } from "yaml";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Place } from "../diagnostics/place.js";
import { reportIssues } from "./issues.js";
import { Locator, type ValuePath } from "./locate.js";
import { documentSchema, type MeshSpec, type PolicySpec, type PolicyTestSpec } from "./schema.js";

/** A file as it was read. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A document that fits the schema. */
export interface PolicyDocument {
  readonly spec: MeshSpec | PolicySpec | PolicyTestSpec;
  /** Where a value was written; the nearest place around it when it was not. */
  readonly placeOf: (path: ValuePath) => Place;
  /** Where the parts of a text value were written, by offsets into it; all of it where they can't be told apart. */
  readonly placesIn: (path: ValuePath, value: string) => (from: number, to: number) => Place;
}

/** Longest file, UTF-16 code units. */
const MAX_FILE = 64 * 1024 * 1024;

/** Most nodes that one document's aliases may stand for, so that few lines don't grow into gigabytes. */
const MAX_ALIASES = 100;

/** Reads all documents of all files. What does not parse or fit is reported, and its document left out. */
export function readDocuments(files: readonly SourceFile[], diagnostics: Diagnostics): PolicyDocument[] {
  return files.flatMap((file) => readFile(file, diagnostics));
}

function readFile({ path, text }: SourceFile, diagnostics: Diagnostics): PolicyDocument[] {
  const start = { file: path, line: 1, column: 1, length: 1 };
  if (text.length > MAX_FILE) {
    diagnostics.error(
      "too-large",
      `the file has more than ${MAX_FILE} characters`,
      start,
      "split it into several files",
    );
    return [];
  }
  const lines = new LineCounter();
  try {
    const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
    if ("empty" in parsed) return [];
    return parsed.flatMap((document) =>
      readDocument(document, new Locator(path, text, lines, document), diagnostics),
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // the parser recurses: too deep a nesting ends its stack
    diagnostics.error(
      "too-large",
      "the file is nested too deep",
      start,
      "policy documents need no more than ten levels",
    );
    return [];
  }
}

function readDocument(
  document: Document.Parsed,
  locate: Locator,
  diagnostics: Diagnostics,
): PolicyDocument[] {
  for (const error of [...document.errors, ...document.warnings]) reportSyntax(error, locate, diagnostics);
  if (document.errors.length + document.warnings.length > 0) return [];
  const value = toValue(document, locate, diagnostics);
  if (value === undefined || value === null) return [];
  const result = documentSchema.safeParse(value);
  if (result.success) {
    return [
      {
        spec: result.data,
        placeOf: (path) => locate.value(path),
        placesIn: (path, text) => locate.partsOf(path, text),
      },
    ];
  }
  reportIssues(result.error.issues, value, locate, diagnostics);
  return [];
}

function reportSyntax({ code, message, pos }: YAMLError, locate: Locator, diagnostics: Diagnostics): void {
  const place = locate.span(pos[0], pos[1]);
  if (code === "DUPLICATE_KEY") {
    diagnostics.error("duplicate-key", "this key is there twice", place, "remove one, or join their values");
  } else {
    diagnostics.error("yaml-syntax", lowerFirst(message), place);
  }
}

function toValue(document: Document.Parsed, locate: Locator, diagnostics: Diagnostics): unknown {
  if (reportUnresolved(document, locate, diagnostics)) return undefined;
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    diagnostics.error(
      "too-large",
      "the document's aliases stand for too much",
      locate.value([]),
      "write the values out",
    );
    return undefined;
  }
}

/** Whether there is an alias without its anchor. */
function reportUnresolved(document: Document.Parsed, locate: Locator, diagnostics: Diagnostics): boolean {
  let found = false;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      found = true;
      const [from, to] = alias.range ?? [0, 1];
      const message = `no anchor \`&${alias.source}\` before this alias`;
      diagnostics.error(
        "yaml-syntax",
        message,
        locate.span(from, to),
        "put text that begins with `*` in quotes",
      );
    },
  });
  return found;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
