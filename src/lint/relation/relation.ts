/**
 * How a rule reads its tests: an allow rule asks whether they are true for sure, a deny or audit rule whether
 * they may be, so that what is undecided counts.
 */
export type Reading = "surely" | "perhaps";

/**
 * What is certain of two tests of one kind, whatever the request. Sound, not complete: what is not
 * recognized is denied.
 */
export interface Relation<T> {
  /** Whether each request that fits `a` fits `b`, both read so. */
  isWithin(a: T, b: T, reading: Reading): boolean;
  /** Whether no request fits both, both read so. */
  areDisjoint(a: T, b: T, reading: Reading): boolean;
  /** Why no request fits, as a clause about the test; undefined when some may. */
  whyNever?(test: T, reading: Reading): string | undefined;
  /** How a test is found by those that are within it. */
  filing(test: T): Filing<T>;
}

/**
 * Tests that fix the same parts of a request exactly have the same shape, and differ by their keys. If `a` is
 * within `b`, then `filing(b).keys` has the key that `a` has in the shape of `b`.
 */
export interface Filing<T> {
  readonly shape: string;
  readonly keys: readonly string[];
  /** The key of a test that is within one of this shape; undefined when it can't be within any. */
  keyOf(narrow: T): string | undefined;
}
