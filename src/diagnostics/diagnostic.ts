import type { Code } from "./code.js";
import type { Place } from "./place.js";

export type Severity = "error" | "warning";

/** One finding about what a person wrote. Plain JSON. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** Lower case, the person's own text in backticks. */
  readonly message: string;
  /** Absent when the finding is about something that is nowhere. */
  readonly place?: Place;
  /** What to do about it. */
  readonly help?: string;
  /** Another place that it is about. */
  readonly related?: Place;
}

/** More than this many help nobody. */
export const MAX_FINDINGS = 100;

/** Collects findings, so that a person sees all of them at once. */
export class Diagnostics {
  private readonly errors: Diagnostic[] = [];
  private readonly warnings: Diagnostic[] = [];

  /** Errors first, each kind in the order found; at most a hundred. */
  get all(): readonly Diagnostic[] {
    return [...this.errors, ...this.warnings].slice(0, MAX_FINDINGS);
  }

  get hasErrors(): boolean {
    return this.errors.length > 0;
  }

  error(code: Code, message: string, place?: Place, help?: string): void {
    if (this.errors.length < MAX_FINDINGS) this.errors.push(finding("error", code, message, place, help));
  }

  warning(code: Code, message: string, place?: Place, help?: string, related?: Place): void {
    if (this.warnings.length < MAX_FINDINGS)
      this.warnings.push(finding("warning", code, message, place, help, related));
  }
}

function finding(
  severity: Severity,
  code: Code,
  message: string,
  place?: Place,
  help?: string,
  related?: Place,
): Diagnostic {
  return {
    code,
    severity,
    message,
    ...(place === undefined ? {} : { place }),
    ...(help === undefined ? {} : { help }),
    ...(related === undefined ? {} : { related }),
  };
}
