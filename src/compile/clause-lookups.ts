/** Clauses → what the index can look up. */
import { SELECT, UNDECIDED_KEY } from "../image/layout.js";
import type { Clause, Test, ValueTest } from "../ir/model.js";
import { planAttribute } from "./condition/attribute.js";
import { type Narrowing, narrow } from "./condition/lookups.js";
import type { Regexes } from "./condition/regexes.js";
import { attributeLookup, type Lookup, simpleToLookups } from "./lookup.js";

/** Members of one set that the index has an entry for each of; a rule with more is found without. */
const MAX_MEMBERS = 4096;

/**
 * One look-up list for each test of a clause (all of a list must fit), or undefined when some test
 * can't be looked up: then the clause narrows nothing. With `undecided`, the clause also holds when the
 * attribute is undecided, and gets a list for that.
 */
export function clauseToLookups(clause: Clause, undecided: boolean, regexes: Regexes): Narrowing | undefined {
  const lists: Lookup[][] = [];
  let isWeak = false;
  for (const test of clause.anyOf) {
    const narrowing = testToLookups(test, undecided, regexes);
    if (narrowing === undefined) return undefined;
    isWeak ||= narrowing.isWeak;
    for (const lookups of narrowing.lists) {
      lists.push(lookups);
      if (undecided && test.kind !== "path") lists.push(lookups.map(undecidedLookup));
    }
  }
  return { lists: distinct(lists), isWeak };
}

function undecidedLookup({ selector }: Lookup): Lookup {
  return { selector, key: UNDECIDED_KEY };
}

function distinct(lists: Lookup[][]): Lookup[][] {
  if (lists.length === 1) return lists;
  return [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()];
}

function testToLookups(test: Test, undecided: boolean, regexes: Regexes): Narrowing | undefined {
  if (test.kind === "condition") return narrow(test.expression, undecided, regexes);
  if (test.kind === "value") return strong(valueToLookups(test));
  const lookups = simpleToLookups(test);
  return lookups === undefined ? undefined : { lists: [lookups], isWeak: test.kind === "method" };
}

function strong(lists: Lookup[][] | undefined): Narrowing | undefined {
  return lists === undefined ? undefined : { lists, isWeak: false };
}

/** One list for each value that fits. */
function valueToLookups({ attribute, match }: ValueTest): Lookup[][] | undefined {
  const planned = planAttribute(attribute);
  if ("oneOf" in match) {
    if (match.oneOf.length > MAX_MEMBERS) return undefined;
    return match.oneOf.map((member) => [attributeLookup(SELECT.VALUE, member, planned)]);
  }
  const text = "prefix" in match ? match.prefix : match.suffix;
  const kind = "prefix" in match ? SELECT.VALUE_PREFIX : SELECT.VALUE_SUFFIX;
  return [[attributeLookup(kind, text, planned)]];
}
