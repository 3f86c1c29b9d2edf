import type { PathTemplate } from "../../ir/template.js";
import { areSegmentsDisjoint, isSegmentWithin, type Segment } from "./segment.js";

/** A set of paths: those of exactly these segments; with `rest`, a slash and any text follow, and `end` is the end of that. */
export interface Shape {
  readonly segments: readonly Segment[];
  readonly rest: boolean;
  readonly end: string;
}

/**
 * The paths of a template. Relations of two templates hold for what they surely match and for what they
 * perhaps match alike: a wildcard has the same alphabet in both.
 */
export function templateToShape({ segments, rest, suffix }: PathTemplate): Shape {
  const behind = (index: number) => (rest || index < segments.length - 1 ? "" : suffix);
  return {
    segments: segments.map((segment, index) =>
      segment === null ? { end: behind(index) } : `${segment}${behind(index)}`,
    ),
    rest,
    end: rest ? suffix : "",
  };
}

/** Whether each path of `a` is one of `b`. */
export function isShapeWithin(a: Shape, b: Shape): boolean {
  const count = b.segments.length;
  if (a.segments.length < count || !startsAlike(a, b, isSegmentWithin)) return false;
  if (!b.rest) return !a.rest && a.segments.length === count;
  if (a.rest) return a.end.endsWith(b.end);
  return a.segments.length > count && endOfSegments(a.segments.slice(count)).endsWith(b.end);
}

/** Whether no path is one of both. */
export function areShapesDisjoint(a: Shape, b: Shape): boolean {
  if (!startsAlike(a, b, (one, other) => !areSegmentsDisjoint(one, other))) return true;
  if (a.rest && b.rest) return !a.end.endsWith(b.end) && !b.end.endsWith(a.end);
  if (a.rest) return neverEnd(b.segments.slice(a.segments.length), a.end);
  if (b.rest) return neverEnd(a.segments.slice(b.segments.length), b.end);
  return a.segments.length !== b.segments.length;
}

/** Whether no path of the shape ends so. */
export function neverEndsWith({ segments, rest, end }: Shape, suffix: string): boolean {
  return rest ? !end.endsWith(suffix) && !suffix.endsWith(end) : neverEnd(["", ...segments], suffix);
}

/** Whether no text of exactly these segments ends so. */
function neverEnd(segments: readonly Segment[], end: string): boolean {
  const [part = "", ...whole] = end.split("/");
  const [first, ...last] = segments.slice(-1 - whole.length);
  if (first === undefined || last.length < whole.length) return true;
  const fits = isLiteral(first) ? first.endsWith(part) : first.end.endsWith(part) || part.endsWith(first.end);
  return !fits || last.some((segment, index) => areSegmentsDisjoint(segment, whole[index] ?? ""));
}

function startsAlike(a: Shape, b: Shape, fits: (a: Segment, b: Segment) => boolean): boolean {
  return a.segments.every((segment, index) => {
    const other = b.segments[index];
    return other === undefined || fits(segment, other);
  });
}

/** What each path of the shape begins with. */
export function startOf(shape: Shape): string {
  const literals = literalsOf(shape);
  if (isOnePath(shape)) return `/${literals.join("/")}`;
  return `/${literals.map((literal) => `${literal}/`).join("")}`;
}

/** What each path of the shape ends with. */
export function endOf(shape: Shape): string {
  if (shape.rest) return shape.end;
  return `${isOnePath(shape) ? "/" : ""}${endOfSegments(shape.segments)}`;
}

/** Whether it is one path, without wildcard. */
export function isOnePath({ segments, rest }: Shape): boolean {
  return !rest && segments.every(isLiteral);
}

/** The literal segments that the paths begin with. */
function literalsOf({ segments }: Shape): string[] {
  const wild = segments.findIndex((segment) => !isLiteral(segment));
  return segments.slice(0, wild < 0 ? undefined : wild).filter(isLiteral);
}

/** What a text of these segments ends with: the text itself when all are literal. */
function endOfSegments(segments: readonly Segment[]): string {
  const literals: string[] = [];
  for (const segment of segments.toReversed()) {
    if (!isLiteral(segment)) return [segment.end, ...literals].join("/");
    literals.unshift(segment);
  }
  return literals.join("/");
}

function isLiteral(segment: Segment): segment is string {
  return typeof segment === "string";
}
