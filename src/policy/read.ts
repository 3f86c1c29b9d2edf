/** YAML → documents, each with the way to the place of any value in it. */
import { isMap, isScalar, LineCounter, type Document, type Node, parseAllDocuments } from "yaml";
import type { z } from "zod";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Place } from "../diagnostics/place.js";
import { documentSchema, type MeshSpec, type PolicySpec } from "./schema.js";

/** A file as it was read. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The keys and indices that lead to a value. */
export type ValuePath = readonly PropertyKey[];

/** A document that fits the schema. */
export interface PolicyDocument {
  readonly spec: MeshSpec | PolicySpec;
  /** Where a value was written; the nearest parent's place when it was not. */
  readonly placeOf: (path: ValuePath) => Place;
}

/** Reads all documents of all files; what does not parse or fit is reported and left out. */
export function readDocuments(files: readonly SourceFile[], diagnostics: Diagnostics): PolicyDocument[] {
  return files.flatMap((file) => readFile(file, diagnostics));
}

function readFile(file: SourceFile, diagnostics: Diagnostics): PolicyDocument[] {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(file.text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const documents = Array.isArray(parsed) ? parsed : [];
  const read: PolicyDocument[] = [];
  for (const document of documents) {
    const locate = new Locator(file.path, lines, document);
    for (const { message, pos } of document.errors) {
      diagnostics.error("yaml", lowerFirst(message), locate.span(pos[0], pos[1]));
    }
    if (document.errors.length === 0 && document.contents !== null) {
      read.push(...validate(document, locate, diagnostics));
    }
  }
  return read;
}

function validate(document: Document.Parsed, locate: Locator, diagnostics: Diagnostics): PolicyDocument[] {
  const value = toValue(document, locate, diagnostics);
  if (value === undefined) return [];
  const result = documentSchema.safeParse(value);
  if (result.success) return [{ spec: result.data, placeOf: (path) => locate.value(path) }];
  for (const issue of result.error.issues) report(issue, [], locate, diagnostics);
  return [];
}

/** Aliases are counted by the library, so that no few lines grow into gigabytes. */
function toValue(document: Document.Parsed, locate: Locator, diagnostics: Diagnostics): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    diagnostics.error("yaml", lowerFirst(error instanceof Error ? error.message : String(error)), locate.value([]));
    return undefined;
  }
}

function report(issue: z.core.$ZodIssue, base: ValuePath, locate: Locator, diagnostics: Diagnostics): void {
  const path = [...base, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) {
      diagnostics.error("unknown-key", `unknown key \`${key}\``, locate.key([...path, key]), "remove it, or see docs/policy.md for the keys allowed here");
    }
  } else if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const closest = [...issue.errors].sort((a, b) => b.length - a.length || depth(b) - depth(a))[0] ?? [];
    const best = issue.errors.find((one) => depth(one) > 0 || one.some(({ code }) => code !== "invalid_type")) ?? closest;
    for (const inner of best) report(inner, path, locate, diagnostics);
  } else {
    diagnostics.error(codeOf(issue), messageOf(issue, path), locate.value(path));
  }
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return issue.message.includes("received undefined") ? "missing-key" : "wrong-type";
  return "invalid-value";
}

function messageOf(issue: z.core.$ZodIssue, path: ValuePath): string {
  const where = path.length === 0 ? "the document" : `\`${String(path.at(-1))}\``;
  if (codeOf(issue) === "missing-key") return `${where} is missing`;
  return `${where}: ${lowerFirst(issue.message)}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Finds the places of values and keys in one document. */
class Locator {
  constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
    private readonly document: Document.Parsed,
  ) {}

  /** From and to as offsets into the file. */
  span(from: number, to: number): Place {
    const { line, col } = this.lines.linePos(from);
    return { file: this.file, line, column: Math.max(1, col), length: Math.max(1, to - from) };
  }

  value(path: ValuePath): Place {
    for (let length = path.length; length >= 0; length--) {
      const node = this.document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node?.range) return this.span(node.range[0], node.range[1]);
    }
    return this.span(0, 1);
  }

  key(path: ValuePath): Place {
    const parent = this.document.getIn(path.slice(0, -1), true);
    if (isMap(parent)) {
      const key = parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1))?.key;
      if (isScalar(key) && key.range) return this.span(key.range[0], key.range[1]);
    }
    return this.value(path.slice(0, -1));
  }
}
