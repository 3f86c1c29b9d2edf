import type { PathTemplate } from "./template.js";

/** What one or more, or any number, of a wildcard's bytes look like (Envoy's alphabet). */
const ONE = "[A-Za-z0-9\\-._~%!$&'()+,;:@]+";
const ANY = "[A-Za-z0-9\\-._~%!$&'()+,;:@/]*";

/**
 * Whether a normalized path fits: true with the captured variables, false, or undecided when only a byte
 * outside the alphabet keeps it from fitting. The reference: one regular expression, as Envoy builds it.
 */
export function matchTemplate(
  template: PathTemplate,
  path: string,
): Record<string, string> | false | "undecided" {
  const match = new RegExp(pattern(template, ONE, ANY), "s").exec(path);
  if (match !== null) return { ...match.groups };
  return new RegExp(pattern(template, "[^/]+", ".*"), "s").test(path) ? "undecided" : false;
}

function pattern({ segments, rest, suffix, captures }: PathTemplate, one: string, any: string): string {
  const parts = segments.map((segment) => (segment === null ? one : quote(segment)));
  if (rest) parts.push(any);
  for (const { name, from, to, rest: open } of captures) {
    const last = open ? parts.length - 1 : to - 1;
    parts[from] = `(?<${name}>${parts[from]}`;
    parts[last] = `${parts[last]})`;
  }
  return `^/${parts.join("/")}${quote(suffix)}$`;
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
