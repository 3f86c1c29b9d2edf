/** The relations of any two tests; tests of different kinds have none. */
import type { Test } from "../../ir/model.js";
import { CONDITION } from "./condition.js";
import { HEADER } from "./header.js";
import { HOST } from "./host.js";
import { METHOD } from "./method.js";
import { PATH } from "./path.js";
import { PEER } from "./peer.js";
import type { Filing, Reading, Relation } from "./relation.js";
import { SOURCE } from "./source.js";
import { VALUE } from "./value.js";

const RELATIONS: { readonly [Kind in Test["kind"]]: Relation<Extract<Test, { kind: Kind }>> } = {
  method: METHOD,
  host: HOST,
  path: PATH,
  header: HEADER,
  peer: PEER,
  source: SOURCE,
  value: VALUE,
  condition: CONDITION,
};

/** Sound as long as it is only asked of tests of its kind. */
function relationOf({ kind }: Test): Relation<Test> {
  return RELATIONS[kind];
}

/** Whether each request that fits `a` fits `b`, both read so. */
export function isTestWithin(a: Test, b: Test, reading: Reading): boolean {
  return a.kind === b.kind && relationOf(a).isWithin(a, b, reading);
}

/** Whether no request fits both, both read so. */
export function areTestsDisjoint(a: Test, b: Test, reading: Reading): boolean {
  return a.kind === b.kind && relationOf(a).areDisjoint(a, b, reading);
}

/** Why no request fits a test, read so. */
export function whyNever(test: Test, reading: Reading): string | undefined {
  return relationOf(test).whyNever?.(test, reading);
}

/** How a test is found by those that are within it; the shape tells its kind. */
export function filingOf(test: Test): Filing<Test> {
  const { shape, keys, keyOf } = relationOf(test).filing(test);
  return {
    shape: `${test.kind} ${shape}`,
    keys,
    keyOf: (narrow) => (narrow.kind === test.kind ? keyOf(narrow) : undefined),
  };
}
