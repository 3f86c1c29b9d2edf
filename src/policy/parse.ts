/** YAML text → values, and where each was written. */
import { constructFromEvents, parseEvents, YAMLException } from "js-yaml";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { AliasCheck } from "./aliases.js";
import { Locator } from "./locate.js";
import { outlineEvents } from "./outline-events.js";
import { parseAgain } from "./parse-again.js";
import type { ParsedDocument } from "./parsed.js";
import type { Source } from "./source.js";

/** Deepest nesting of values. */
const MAX_DEPTH = 64;

/** Parses all documents of a file (YAML 1.2, core schema). What is wrong is reported. */
export function parse(source: Source, diagnostics: Diagnostics): ParsedDocument[] {
  try {
    return parseQuickly(source, diagnostics);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { reason, mark: { position } = { position: 0 } } = error;
    const place = source.place(position, position + 1);
    if (!reason.startsWith("nesting exceeded")) return parseAgain(source, { reason, place }, diagnostics);
    const help = "policy documents need no more than ten levels";
    diagnostics.error("too-large", `this is nested more than ${MAX_DEPTH} levels deep`, place, help);
    return [];
  }
}

/** @throws {YAMLException} */
function parseQuickly(source: Source, diagnostics: Diagnostics): ParsedDocument[] {
  const events = parseEvents(source.text, { maxDepth: MAX_DEPTH });
  const { outline, roots } = outlineEvents(events, source.text);
  const aliases = new AliasCheck(source, outline, diagnostics);
  if (!roots.every((root) => aliases.passes(root))) return [];
  const values = constructFromEvents(events, { source: source.text });
  return roots.map((root, index) => ({ value: values[index], locate: new Locator(source, outline, root) }));
}
