import { render } from "../diagnostics/render.js";
import type { PolicySet } from "../ir/model.js";
import type { Loaded } from "./load.js";

/** The command did what it was asked. */
export const EXIT_OK = 0;
/** The policies, requests or images are wrong. */
export const EXIT_WRONG = 1;
/** The command line is wrong, or a file can't be read. */
export const EXIT_USAGE = 2;

/** Prints findings for people on standard error; colour only on a terminal. */
export function reportDiagnostics({ diagnostics, sources }: Loaded): void {
  const colour = process.stderr.isTTY === true && process.env.NO_COLOR === undefined;
  for (const diagnostic of diagnostics) process.stderr.write(`${render(diagnostic, sources, colour)}\n\n`);
}

/** The policy set, or undefined after its errors were printed. */
export function setOrReport(loaded: Loaded): PolicySet | undefined {
  if (loaded.set === undefined) {
    reportDiagnostics(loaded);
    process.exitCode = EXIT_WRONG;
  }
  return loaded.set;
}
