import type { PathPattern, PathTest } from "../../ir/model.js";
import type { Reading, Relation } from "./relation.js";
import {
  areShapesDisjoint,
  endOf,
  isOnePath,
  isShapeWithin,
  neverEndsWith,
  type Shape,
  startOf,
  templateToShape,
} from "./shape.js";
import { fileText } from "./text.js";

/** A path is never missing; only a wildcard that meets a strange byte is undecided. */
export const PATH: Relation<PathTest> = {
  isWithin: (a, b, reading) => isPathWithin(a.path, b.path, reading),
  areDisjoint: (a, b) => arePathsDisjoint(a.path, b.path),
  filing: ({ path }) => {
    if ("suffix" in path) {
      const { shape, keys, keyOf } = fileText(path);
      return { shape, keys, keyOf: (narrow) => keyOf({ suffix: endOfPattern(narrow.path) }) };
    }
    const { segments } = patternToShape(path);
    const literal = segments.flatMap((segment, index) => (typeof segment === "string" ? [index] : []));
    const keyOf = (shape: Shape) => literal.map((index) => literalAt(shape, index)).join("/");
    return {
      shape: `${literal}`,
      keys: [keyOf({ segments, rest: true, end: "" })],
      keyOf: (narrow) => keyOf(patternToShape(narrow.path)),
    };
  },
};

function isPathWithin(a: PathPattern, b: PathPattern, reading: Reading): boolean {
  if ("prefix" in b) return startOfPattern(a).startsWith(b.prefix);
  if ("suffix" in b) return endOfPattern(a).endsWith(b.suffix);
  const shape = templateToShape(b.template);
  if ("template" in a) return isShapeWithin(templateToShape(a.template), shape);
  // Any byte may follow a prefix or precede a suffix: a wildcard surely fits only those of its alphabet.
  if (reading === "surely") return false;
  // The slash that a suffix begins with may be the one that the path begins with.
  const narrow = "prefix" in a ? a : { suffix: a.suffix.replace(/^\//, "") };
  return isShapeWithin(patternToShape(narrow), shape);
}

/** Whether no path fits both patterns. */
export function arePathsDisjoint(a: PathPattern, b: PathPattern): boolean {
  if ("suffix" in a) return neverEndsWith(patternToShape(b), a.suffix);
  if ("suffix" in b) return neverEndsWith(patternToShape(a), b.suffix);
  if ("prefix" in a && neverBeginsWith(b, a.prefix)) return true;
  if ("prefix" in b && neverBeginsWith(a, b.prefix)) return true;
  return areShapesDisjoint(patternToShape(a), patternToShape(b));
}

function neverBeginsWith(pattern: PathPattern, prefix: string): boolean {
  const start = startOfPattern(pattern);
  const isWhole = isOnePath(patternToShape(pattern));
  return !start.startsWith(prefix) && (isWhole || !prefix.startsWith(start));
}

function startOfPattern(pattern: PathPattern): string {
  if ("template" in pattern) return startOf(templateToShape(pattern.template));
  return "prefix" in pattern ? pattern.prefix : "/";
}

function endOfPattern(pattern: PathPattern): string {
  if ("template" in pattern) return endOf(templateToShape(pattern.template));
  return "suffix" in pattern ? pattern.suffix : "";
}

/** At least the paths of the pattern; of a suffix, `end` is the end of the whole path. */
function patternToShape(pattern: PathPattern): Shape {
  if ("template" in pattern) return templateToShape(pattern.template);
  if ("suffix" in pattern) return { segments: [], rest: true, end: pattern.suffix };
  return { segments: pattern.prefix.split("/").slice(1, -1), rest: true, end: "" };
}

function literalAt({ segments }: Shape, index: number): string | undefined {
  const segment = segments[index];
  return typeof segment === "string" ? segment : undefined;
}
