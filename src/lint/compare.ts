/** What is certain of whole rules. Sound, not complete, and denied when the budget is exceeded. */
import type { Clause, Rule, Test } from "../ir/model.js";
import type { Budget } from "./budget.js";
import { areTestsDisjoint, isTestWithin, whyNever } from "./relation/relate.js";
import type { Reading } from "./relation/relation.js";
import { TestIndex } from "./test-index.js";

/** What is undecided fails an allow rule, and holds for a deny or audit rule. */
export function readingOf({ effect }: Rule): Reading {
  return effect === "allow" ? "surely" : "perhaps";
}

/** Whether `b` matches each request that `a` matches. */
export function isRuleWithin(a: Rule, b: Rule, budget: Budget): boolean {
  // What an allow rule surely matches, a deny rule within which it is perhaps matches, too.
  const reading = readingOf(b);
  return b.clauses.every((wide) => a.clauses.some((narrow) => isClauseWithin(narrow, wide, reading, budget)));
}

function isClauseWithin(a: Clause, b: Clause, reading: Reading, budget: Budget): boolean {
  return a.anyOf.every((one) => {
    for (const other of around(one, b, budget)) {
      if (budget.spend(costOf(one, other)) && isTestWithin(one, other, reading)) return true;
    }
    return false;
  });
}

/** Of longer lists, only what may contain a test is looked at. */
const SHORT = 16;

const indexes = new WeakMap<Clause, TestIndex<Test>>();

function around(test: Test, clause: Clause, budget: Budget): Iterable<Test> {
  if (clause.anyOf.length <= SHORT) return clause.anyOf;
  const index = indexes.get(clause) ?? new TestIndex<Test>();
  if (!indexes.has(clause)) for (const one of clause.anyOf) index.add(one, one);
  indexes.set(clause, index);
  return index.around(test, budget);
}

/** Two clauses that no request fits both, read so. */
export function contradiction(
  { clauses }: Rule,
  reading: Reading,
  budget: Budget,
): readonly [Clause, Clause] | undefined {
  for (const [index, one] of clauses.entries()) {
    const other = clauses.slice(0, index).find((before) => areClausesDisjoint(before, one, reading, budget));
    if (other !== undefined) return [other, one];
  }
  return undefined;
}

function areClausesDisjoint(a: Clause, b: Clause, reading: Reading, budget: Budget): boolean {
  return a.anyOf.every((one) =>
    b.anyOf.every((other) => budget.spend(costOf(one, other)) && areTestsDisjoint(one, other, reading)),
  );
}

/** Why no request fits a clause, read so; undefined when some may. */
export function whyNeverClause({ anyOf }: Clause, reading: Reading): string | undefined {
  const whys = anyOf.map((test) => whyNever(test, reading));
  return whys.every((why) => why !== undefined) ? whys[0] : undefined;
}

function costOf(one: Test, other: Test): number {
  return one.kind === other.kind ? sizeOf(one) + sizeOf(other) : 1;
}

function sizeOf(test: Test): number {
  return test.kind === "value" && "oneOf" in test.match ? test.match.oneOf.length : 1;
}
