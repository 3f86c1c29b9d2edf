/** What rules and limits say of the requests that they are for, as clauses. */
import type { Clause, PathNormalization, PathTest, Test } from "../ir/model.js";
import type { PathSpec } from "../policy/schema.js";
import { lowerPath } from "./path.js";
import { lowerEach, type Scope } from "./scope.js";
import { isMethod } from "./values.js";

/** A clause that holds when any item of a list does. */
export function lowerClause<T>(
  items: readonly T[] | undefined,
  scope: Scope,
  lowerItem: (item: T, scope: Scope) => readonly Test[],
): Clause[] {
  return toClause(lowerEach(items, scope, lowerItem), scope);
}

/** None when the field is absent, or when nothing in it was right (which has been reported). */
export function toClause(anyOf: readonly Test[], scope: Scope): Clause[] {
  return anyOf.length === 0 ? [] : [{ anyOf, place: scope.place }];
}

export function lowerMethod(value: string, scope: Scope): Test[] {
  return isMethod(value, scope) ? [{ kind: "method", value, place: scope.place }] : [];
}

/** The tests of `paths`; fewer than there are paths when one is wrong (which has been reported). */
export function lowerPaths(
  paths: readonly PathSpec[] | undefined,
  mode: PathNormalization,
  scope: Scope,
): readonly PathTest[] {
  return lowerEach(paths, scope, (path, at) =>
    lowerPath(path, mode, at).map((pattern): PathTest => ({ kind: "path", path: pattern, place: at.place })),
  );
}
