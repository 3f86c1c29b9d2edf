/** An escape, a class, a count, or one character. */
const TOKEN = /\\[pPx]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|./gsu;

/**
 * How many tokens a pattern has when its counted repetitions are written out: in proportion to what a parser
 * makes of it.
 */
export function expandedLength(pattern: string): number {
  /** How many there were before each open group. */
  const open: number[] = [];
  let length = 0;
  let repeated = 0;
  for (const [token, least, most] of pattern.matchAll(TOKEN)) {
    if (least !== undefined) {
      length += repeated * (Math.max(Number(least), Number(most ?? 0), 1) - 1);
      continue;
    }
    if (token === "(") open.push(length);
    length += 1;
    repeated = token === ")" ? length - (open.pop() ?? 0) : 1;
  }
  return length;
}
