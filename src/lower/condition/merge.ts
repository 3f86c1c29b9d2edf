import type { Test, ValueTest } from "../../ir/model.js";

/** Tests of which any may hold, with one for each attribute that is compared to several values. */
export function mergeTests(tests: readonly Test[]): Test[] {
  const merged = new Map<string, Test>();
  for (const test of tests) {
    const key = keyOf(test);
    const before = merged.get(key);
    merged.set(key, before === undefined ? test : join(before, test));
  }
  return [...merged.values()];
}

/** Equal for tests that are the same, and for equality of one attribute. */
function keyOf({ place: _, ...test }: Test): string {
  return isEquality(test) ? JSON.stringify(test.attribute) : JSON.stringify(test);
}

function join(one: Test, other: Test): Test {
  if (!isEquality(one) || !isEquality(other)) return one;
  const oneOf = [...new Set([...one.match.oneOf, ...other.match.oneOf])].sort();
  return { ...one, match: { oneOf } };
}

type Equality = Omit<ValueTest, "place" | "match"> & {
  readonly match: { readonly oneOf: readonly string[] };
};

function isEquality<T extends Omit<Test, "place">>(test: T): test is T & Equality {
  return test.kind === "value" && "oneOf" in (test as unknown as ValueTest).match;
}
