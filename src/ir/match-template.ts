import type { PathTemplate } from "./template.js";

/** What `*` and `**` stand for: Envoy's alphabet. */
const ONE = "([A-Za-z0-9._~%!$&'()+,;:@-]+)";
const ANY = "([A-Za-z0-9._~%!$&'()+,;:@/-]*)";

/** The same without regard to the alphabet. */
const ONE_OPEN = "([^/]+)";
const ANY_OPEN = "([^]*)";

/**
 * Whether a normalized path fits: the captured variables, false, or undecided when only a byte outside the
 * alphabet keeps it from fitting. The reference: one regular expression, as Envoy builds it.
 */
export function matchTemplate(
  template: PathTemplate,
  path: string,
): Readonly<Record<string, string>> | false | "undecided" {
  const match = toRegExp(template, ONE, ANY).exec(path);
  if (match !== null) return captured(template, match.slice(1));
  return toRegExp(template, ONE_OPEN, ANY_OPEN).test(path) ? "undecided" : false;
}

/** One group for each segment, and one for `**`. */
function toRegExp({ segments, rest, suffix }: PathTemplate, one: string, any: string): RegExp {
  const parts = segments.map((segment) => (segment === null ? one : `(${quote(segment)})`));
  return new RegExp(`^/${[...parts, ...(rest ? [any] : [])].join("/")}${quote(suffix)}$`);
}

function captured(
  { captures, segments, suffix }: PathTemplate,
  texts: readonly string[],
): Record<string, string> {
  const values = captures.map(({ name, from, to, rest, suffixFrom, suffixTo }) => {
    const parts = [...texts.slice(from, to), ...(rest ? texts.slice(segments.length) : [])];
    return [name, parts.join("/") + suffix.slice(suffixFrom, suffixTo)];
  });
  return Object.fromEntries(values);
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
