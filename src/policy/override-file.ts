/** Overrides of a limit in a file of their own: a YAML list, or CSV. */
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Place } from "../diagnostics/place.js";
import { reportIssues } from "./issues.js";
import { type OverrideSpec, overrideFile } from "./limit-schema.js";
import { parse } from "./parse.js";
import { type Placed, placedAt } from "./placed.js";
import { Source, type SourceFile } from "./source.js";

export interface OverrideFile extends Placed {
  readonly overrides: readonly OverrideSpec[];
}

/** The overrides of a file, by the ending of its name; undefined when it is wrong (which has been reported). */
export function readOverrides(file: SourceFile, diagnostics: Diagnostics): OverrideFile | undefined {
  return file.path.endsWith(".csv") ? readCsv(file, diagnostics) : readYaml(file, diagnostics);
}

function readYaml(file: SourceFile, diagnostics: Diagnostics): OverrideFile | undefined {
  const [document] = parse(new Source(file), diagnostics);
  if (document === undefined) return undefined;
  const { value, locate } = document;
  const result = overrideFile.safeParse(value);
  if (result.success) return { overrides: result.data, ...placedAt(locate) };
  reportIssues(result.error.issues, value, locate, overrideFile, diagnostics);
  return undefined;
}

/** The columns that are no part of the key, in the order in which they come last. */
const CAPACITY = /^(?:.*,)?(rate|rate,burst|inFlight)$/;

/**
 * RFC 4180 without line breaks in fields. The first line names the columns: parts of the key, by any names, then
 * `rate`, `rate,burst` or `inFlight`.
 */
function readCsv(file: SourceFile, diagnostics: Diagnostics): OverrideFile | undefined {
  const source = new Source(file);
  const [head, ...rows] = linesOf(file.text);
  const columns = CAPACITY.exec(head?.text ?? "")?.[1]?.split(",");
  const report = (line: Line | undefined, message: string): undefined => {
    const help =
      "the first line names the columns: parts of the key, then `rate`, `rate,burst` or `inFlight`";
    diagnostics.error("invalid-override", message, source.place(line?.from ?? 0, line?.to ?? 0), help);
  };
  if (columns === undefined) return report(head, "this does not name the columns of overrides");
  const places: Place[] = [];
  const overrides = rows.flatMap((row) => {
    const override = toOverride(row.text, columns);
    if (override === undefined) return report(row, `\`${row.text}\` is no override`) ?? [];
    places.push(source.place(row.from, row.to));
    return [override];
  });
  const placeOf = ([row]: readonly PropertyKey[]) => places[Number(row)] ?? source.place(0, 0);
  return { overrides, placeOf, placesIn: (path) => () => placeOf(path) };
}

interface Line {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Those with something in them. */
function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\r\n]+/g)].map(({ 0: line, index }) => ({
    text: line,
    from: index,
    to: index + line.length,
  }));
}

const FIELD = /,(?:"((?:[^"]|"")*)"|([^",]*))/y;

/** Undefined for quotes that do not end, and for a number that is none. */
function toOverride(row: string, columns: readonly string[]): OverrideSpec | undefined {
  const fields = fieldsOf(row);
  const values = fields?.slice(-columns.length);
  const key = fields?.slice(0, -columns.length);
  const written = Object.fromEntries(
    columns.map((name, index) => {
      const value = values?.[index] ?? "";
      return [name, value === "" || name === "rate" ? value || undefined : Number(value)];
    }),
  );
  const result = overrideFile.element.safeParse({ key, ...written });
  return result.success ? result.data : undefined;
}

function fieldsOf(row: string): string[] | undefined {
  const text = `,${row}`;
  const fields: string[] = [];
  let end = 0;
  while (end < text.length) {
    FIELD.lastIndex = end;
    const match = FIELD.exec(text);
    if (match === null) return undefined;
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    end = FIELD.lastIndex;
  }
  return fields;
}
