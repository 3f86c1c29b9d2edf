/** One segment of a path: literal, or a wildcard for at least one byte, with what ends it. */
export type Segment = string | { readonly end: string };

/** Whether each segment that fits `a` fits `b`. */
export function isSegmentWithin(a: Segment, b: Segment): boolean {
  if (typeof b === "string") return a === b;
  if (typeof a === "string") return a.length > b.end.length && a.endsWith(b.end);
  return a.end.endsWith(b.end);
}

/** Whether no segment fits both. */
export function areSegmentsDisjoint(a: Segment, b: Segment): boolean {
  if (typeof a === "string") return !isSegmentWithin(a, b);
  if (typeof b === "string") return !isSegmentWithin(b, a);
  return !a.end.endsWith(b.end) && !b.end.endsWith(a.end);
}
