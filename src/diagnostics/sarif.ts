/** Findings as code hosts and editors read them: SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). */
import { CODES } from "./code.js";
import type { Diagnostic } from "./diagnostic.js";
import { MEANINGS } from "./meaning.js";
import type { Place } from "./place.js";
import type { Sources } from "./render.js";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** What a log says beside its findings. */
export interface SarifRun {
  /** Of cellwall. */
  readonly version: string;
  /** The text of each file, in the order given. */
  readonly sources: Sources;
  /** What the check left out. */
  readonly notes: readonly string[];
  /** A file's URI; relative ones are taken from the top of the repository. */
  readonly uriOf: (file: string) => string;
}

/** A log with one run. Plain JSON. */
export function toSarif(diagnostics: readonly Diagnostic[], run: SarifRun): object {
  return {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "cellwall", version: run.version, rules: CODES.map(toRule) } },
        invocations: [
          { executionSuccessful: true, toolExecutionNotifications: run.notes.map(toNotification) },
        ],
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((one) => toResult(one, run)),
      },
    ],
  };
}

function toRule(code: (typeof CODES)[number]): object {
  const text = MEANINGS[code];
  return { id: code, shortDescription: { text }, help: { text: `${code}: ${text} (docs/policy.md)` } };
}

function toNotification(text: string): object {
  return { level: "warning", message: { text } };
}

function toResult({ code, severity, message, help, place, related }: Diagnostic, run: SarifRun): object {
  return {
    ruleId: code,
    ruleIndex: CODES.indexOf(code),
    level: severity,
    message: { text: help === undefined ? message : `${message}\nhelp: ${help}` },
    locations: toLocations(place ?? startOf(run.sources), run),
    ...(related === undefined ? {} : { relatedLocations: toLocations(related, run) }),
  };
}

/** What is nowhere stands at the start of the first file: code hosts show nothing without a place. */
function startOf(sources: Sources): Place | undefined {
  const [file] = sources.keys();
  return file === undefined ? undefined : { file, line: 1, column: 1, length: 1 };
}

function toLocations(place: Place | undefined, { sources, uriOf }: SarifRun): object[] {
  if (place === undefined) return [];
  const { file, line, column, length } = place;
  const text = sources.get(file)?.split("\n")[line - 1]?.replace(/\r$/, "") ?? "";
  const endColumn = Math.max(column, Math.min(column + length, text.length + 1));
  const region = { startLine: line, startColumn: column, endColumn };
  return [{ physicalLocation: { artifactLocation: { uri: uriOf(file) }, region } }];
}
