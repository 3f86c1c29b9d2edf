import type { CheckedMatches } from "../../condition/checked.js";
import { compileRegex } from "../../regex/compile.js";
import type { Site } from "./site.js";

/** Whether a pattern makes an automaton; else what keeps it from that is reported, where it stands in the pattern. */
export function isPattern({ pattern, patternSpan: { from, to } }: CheckedMatches, site: Site): boolean {
  const compiled = compileRegex(pattern);
  if (!("error" in compiled)) return true;
  const { message, offset } = compiled.error;
  const start = site.textOf({ from, to }).indexOf(pattern);
  const at = from + start + offset;
  const span = start < 0 || at >= to ? { from, to } : { from: at, to: at + 1 };
  site.error(span, "invalid-regex", message);
  return false;
}
