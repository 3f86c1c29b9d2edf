/** Patterns that no path fits once it is normalized. */
import type { PathNormalization, PathPattern } from "../ir/model.js";
import { normalizePath, type PathRefusal } from "../ir/normalize.js";
import type { PathTemplate } from "../ir/template.js";

/** Why no normalized path fits: requests with such a path are invalid, or policy sees the path `sample` as `seen`. */
export type Unreachable =
  | { readonly refused: PathRefusal }
  | { readonly sample: string; readonly seen: string };

/** Why no path fits a pattern, or one text; undefined when some may. */
export function whyUnreachable(
  pattern: PathPattern | { readonly exact: string },
  mode: PathNormalization,
): Unreachable | undefined {
  const sample = sampleOf(pattern);
  const normal = normalizePath(sample, mode);
  if ("refused" in normal) return { refused: normal.refused };
  return normal.path === sample && normal.query === "" ? undefined : { sample, seen: normal.path };
}

/** A path that fits, but for what may be cut off of an escape at the pattern's end. */
function sampleOf(pattern: PathPattern | { readonly exact: string }): string {
  if ("exact" in pattern) return pattern.exact;
  if ("prefix" in pattern) return `${beforeCutEscape(pattern.prefix)}x`;
  if ("suffix" in pattern) return `/x${behindCutEscape(pattern.suffix)}`;
  return templateSample(pattern.template);
}

function templateSample({ segments, rest, suffix }: PathTemplate): string {
  const parts = [...segments.map((segment) => segment ?? "x"), ...(rest ? ["x"] : [])];
  return `/${parts.join("/")}${behindCutEscape(suffix)}`;
}

/** An escape of a byte above 127, one of several that make up a character. */
const PART_OF_CHARACTER = /^%[89A-Fa-f][0-9A-Fa-f]$/;

function beforeCutEscape(text: string): string {
  let end = text.length - (/%[0-9A-Fa-f]?$/.exec(text.slice(-2))?.[0].length ?? 0);
  while (PART_OF_CHARACTER.test(text.slice(Math.max(0, end - 3), end))) end -= 3;
  return text.slice(0, end);
}

function behindCutEscape(text: string): string {
  const cut = /^[0-9A-Fa-f]{0,2}(?=%)/.exec(text)?.[0].length ?? 0;
  let start = cut;
  while (PART_OF_CHARACTER.test(text.slice(start, start + 3))) start += 3;
  return start === cut ? text : text.slice(start);
}
