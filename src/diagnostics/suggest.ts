/** Texts longer than this are not compared. */
const MAX_LENGTH = 256;

/** "did you mean …" when one of the candidates is close to what was written; else undefined. */
export function didYouMean(written: string, candidates: readonly string[]): string | undefined {
  const close = closest(written, candidates);
  return close === undefined ? undefined : `did you mean \`${close}\`?`;
}

/** The candidate that takes the fewest edits, if those are at most a third of its length (and one for short ones). */
export function closest(written: string, candidates: readonly string[]): string | undefined {
  if (written.length > MAX_LENGTH) return undefined;
  const ranked = candidates
    .filter((candidate) => candidate.length <= MAX_LENGTH)
    .map((candidate) => ({ candidate, edits: distance(written.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.candidate;
}

/** The candidates, those that take the fewest edits first. */
export function nearestFirst(written: string, candidates: readonly string[]): string[] {
  const text = written.slice(0, MAX_LENGTH).toLowerCase();
  const edits = new Map(
    candidates.map((one) => [one, distance(text, one.slice(0, MAX_LENGTH).toLowerCase())]),
  );
  return [...candidates].sort((a, b) => (edits.get(a) ?? 0) - (edits.get(b) ?? 0));
}

/** Levenshtein's edit distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
