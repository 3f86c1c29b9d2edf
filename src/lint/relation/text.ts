import type { Filing } from "./relation.js";

/** One text, or all that begin or end so. */
export type TextPattern =
  | { readonly exact: string }
  | { readonly prefix: string }
  | { readonly suffix: string };

/** Whether each text that fits `a` fits `b`. */
export function isTextWithin(a: TextPattern, b: TextPattern): boolean {
  if ("exact" in b) return "exact" in a && a.exact === b.exact;
  if ("prefix" in b) return startOf(a).startsWith(b.prefix);
  return endOf(a).endsWith(b.suffix);
}

/** Whether no text fits both. */
export function areTextsDisjoint(a: TextPattern, b: TextPattern): boolean {
  if ("exact" in a) return !isTextWithin(a, b);
  if ("exact" in b) return !isTextWithin(b, a);
  if ("prefix" in a && "prefix" in b)
    return !agree(a.prefix, b.prefix, (text, other) => text.startsWith(other));
  if ("suffix" in a && "suffix" in b)
    return !agree(a.suffix, b.suffix, (text, other) => text.endsWith(other));
  return false;
}

function agree(a: string, b: string, has: (text: string, other: string) => boolean): boolean {
  return has(a, b) || has(b, a);
}

/** What each text that fits begins with, as far as that is known. */
function startOf(pattern: TextPattern): string {
  if ("exact" in pattern) return pattern.exact;
  return "prefix" in pattern ? pattern.prefix : "";
}

function endOf(pattern: TextPattern): string {
  if ("exact" in pattern) return pattern.exact;
  return "suffix" in pattern ? pattern.suffix : "";
}

/** The shape is how much of the text is known at which end. */
export function fileText(pattern: TextPattern): Filing<TextPattern> {
  if ("exact" in pattern) {
    const { exact } = pattern;
    return {
      shape: "exact",
      keys: [exact],
      keyOf: (narrow) => ("exact" in narrow ? narrow.exact : undefined),
    };
  }
  if ("prefix" in pattern) {
    const { length } = pattern.prefix;
    return {
      shape: `prefix ${length}`,
      keys: [pattern.prefix],
      keyOf: (narrow) => startOf(narrow).slice(0, length),
    };
  }
  const { length } = pattern.suffix;
  return {
    shape: `suffix ${length}`,
    keys: [pattern.suffix],
    keyOf: (narrow) => endOf(narrow).slice(Math.max(0, endOf(narrow).length - length)),
  };
}
