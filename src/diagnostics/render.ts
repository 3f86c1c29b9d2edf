import type { Diagnostic } from "./diagnostic.js";
import type { Place } from "./place.js";

/** The text of each file, by the name that places use. */
export type Sources = ReadonlyMap<string, string>;

/** Code units of a source line that are shown; of a longer one, those around the place. */
const MAX_SHOWN = 160;

const RED = 31;
const YELLOW = 33;

/**
 * `file:line:column: error[code]: message`, then the line with carets below, then another place, then the help.
 * Control characters come out as `\u…`, so that no file can drive the terminal that shows its errors.
 */
export function render(diagnostic: Diagnostic, sources: Sources, colour = false): string {
  const { place, severity, code, message, help, related } = diagnostic;
  const paint = (text: string) =>
    colour ? `\x1b[${severity === "error" ? RED : YELLOW}m${text}\x1b[0m` : text;
  const where = place === undefined ? "" : `${positionOf(place)}: `;
  return [
    `${where}${paint(`${severity}[${code}]`)}: ${visible(message)}`,
    ...excerpt(place, sources, paint),
    ...(related === undefined ? [] : [`  see: ${positionOf(related)}`]),
    ...(help === undefined ? [] : [`  help: ${visible(help)}`]),
  ].join("\n");
}

function positionOf({ file, line, column }: Place): string {
  return `${visible(file)}:${line}:${column}`;
}

/** The line of a place, and carets, painted, under what is meant; nothing when the file isn't known. */
export function excerpt(
  place: Place | undefined,
  sources: Sources,
  paint: (text: string) => string,
): string[] {
  const line = place && sources.get(place.file)?.split("\n")[place.line - 1]?.replace(/\r$/, "");
  if (place === undefined || line === undefined) return [];
  const from = Math.max(0, Math.min(place.column - 1 - MAX_SHOWN / 2, line.length - MAX_SHOWN));
  const shown = line.slice(from, from + MAX_SHOWN);
  const before = shown.slice(0, place.column - 1 - from);
  const marked = shown.slice(before.length, before.length + place.length).trimEnd();
  const indent = " ".repeat(printed(before).length);
  return [`  ${printed(shown)}`, `  ${indent}${paint("^".repeat(Math.max(1, printed(marked).length)))}`];
}

/** A tab as one space, so that the carets stand below what they mark. */
function printed(text: string): string {
  return visible(text.replaceAll("\t", " "));
}

function visible(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
