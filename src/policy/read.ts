/** YAML → documents that fit the schema, each knowing where its values stand. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { reportIssues } from "./issues.js";
import { parse } from "./parse.js";
import type { ParsedDocument } from "./parsed.js";
import { type Placed, placedAt } from "./placed.js";
import { documentSchema, type MeshSpec, type PolicySpec, type PolicyTestSpec } from "./schema.js";
import { Source, type SourceFile } from "./source.js";

export type { SourceFile } from "./source.js";

/** A document that fits the schema. */
export interface PolicyDocument extends Placed {
  readonly spec: MeshSpec | PolicySpec | PolicyTestSpec;
}

/** Text of all files together, UTF-16 code units: some 250,000 rules, whose documents take about 2 GB while they are read. */
const MAX_TEXT = 64 * 1024 * 1024;

/** Reads all documents of all files. What does not parse or fit is reported, and its document left out. */
export function readDocuments(files: readonly SourceFile[], diagnostics: Diagnostics): PolicyDocument[] {
  let text = 0;
  return files.flatMap((file) => {
    text += file.text.length;
    if (text <= MAX_TEXT) return readFile(file, diagnostics);
    const message = `the policy set has more than ${MAX_TEXT} characters up to this file`;
    const start = { file: file.path, line: 1, column: 1, length: 1 };
    diagnostics.error(
      "too-large",
      message,
      start,
      "join rules that differ in one value: a list is a look-up",
    );
    return [];
  });
}

function readFile(file: SourceFile, diagnostics: Diagnostics): PolicyDocument[] {
  const source = new Source(file);
  return parse(source, diagnostics).flatMap((document) => readDocument(document, diagnostics));
}

function readDocument({ value, locate }: ParsedDocument, diagnostics: Diagnostics): PolicyDocument[] {
  if (value === undefined || value === null) return [];
  const result = documentSchema.safeParse(value);
  if (result.success) return [{ spec: result.data, ...placedAt(locate) }];
  reportIssues(result.error.issues, value, locate, documentSchema, diagnostics);
  return [];
}
