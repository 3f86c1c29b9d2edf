import type { Diagnostic } from "./diagnostic.js";

/** The text of each file, by the name that places use. */
export type Sources = ReadonlyMap<string, string>;

/** `file:line:column: severity[code]: message`, the line with a caret below, and the help. */
export function render(diagnostic: Diagnostic, sources: Sources, colour = false): string {
  const { place, severity, code, message, help } = diagnostic;
  const paint = (text: string) => (colour ? `\x1b[${severity === "error" ? 31 : 33}m${text}\x1b[0m` : text);
  const head = `${place.file}:${place.line}:${place.column}: ${paint(`${severity}[${code}]`)}: ${message}`;
  const line = sources.get(place.file)?.split("\n")[place.line - 1];
  const tail = help === undefined ? [] : [`  help: ${help}`];
  if (line === undefined) return [head, ...tail].join("\n");
  const room = Math.max(1, Math.min(place.length, line.length - place.column + 1));
  const caret = " ".repeat(place.column - 1) + paint("^".repeat(room));
  return [head, `  ${line}`, `  ${caret}`, ...tail].join("\n");
}
