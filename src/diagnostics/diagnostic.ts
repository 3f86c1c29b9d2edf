import type { Place } from "./place.js";

export type Severity = "error" | "warning";

/** One finding about what a person wrote. */
export interface Diagnostic {
  /** Stable, for machines: `unknown-key`, `invalid-cidr`, … */
  readonly code: string;
  readonly severity: Severity;
  /** Lower case, the person's own text in backticks. */
  readonly message: string;
  readonly place: Place;
  /** What to do about it. */
  readonly help?: string;
}

/** More than this many help nobody. */
const MOST = 100;

/** Collects findings, so that a person sees all of them at once. */
export class Diagnostics {
  private readonly found: Diagnostic[] = [];

  get all(): readonly Diagnostic[] {
    return this.found;
  }

  get hasErrors(): boolean {
    return this.found.some(({ severity }) => severity === "error");
  }

  error(code: string, message: string, place: Place, help?: string): void {
    this.add({ code, severity: "error", message, place, ...(help === undefined ? {} : { help }) });
  }

  warning(code: string, message: string, place: Place, help?: string): void {
    this.add({ code, severity: "warning", message, place, ...(help === undefined ? {} : { help }) });
  }

  /** The first hundred are kept; an error is never lost to warnings. */
  private add(diagnostic: Diagnostic): void {
    if (this.found.length < MOST || (diagnostic.severity === "error" && !this.hasErrors)) this.found.push(diagnostic);
  }
}
