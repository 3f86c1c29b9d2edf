import { render } from "../diagnostics/render.js";
import type { PolicySet } from "../ir/model.js";
import { EXIT_WRONG } from "./exit.js";
import type { Loaded } from "./load.js";

/** Prints findings for people on standard error; colour only on a terminal. */
export function reportDiagnostics({ diagnostics, sources }: Loaded): void {
  const colour = process.stderr.isTTY === true && !process.env.NO_COLOR;
  for (const diagnostic of diagnostics) process.stderr.write(`${render(diagnostic, sources, colour)}\n\n`);
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (diagnostics.length === 0) return;
  process.stderr.write(`${counted(errors, "error")}, ${counted(diagnostics.length - errors, "warning")}\n`);
}

/** The policy set, or undefined after its errors were printed. */
export function setOrReport(loaded: Loaded): PolicySet | undefined {
  if (loaded.set === undefined) {
    reportDiagnostics(loaded);
    process.exitCode = EXIT_WRONG;
  }
  return loaded.set;
}

/** `2 errors`, `1 error`. */
export function counted(count: number, noun: string): string {
  const plural = noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${count} ${count === 1 ? noun : plural}`;
}
