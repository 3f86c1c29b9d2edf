/** Conditions → what the index can look up. */
import { ATTRIBUTE_NUMBER, SELECT } from "../../image/layout.js";
import { type Attribute, type Expression, type MatchesExpression, partsOf } from "../../ir/expression.js";
import type { Test } from "../../ir/model.js";
import { attributeLookup, type Lookup } from "../lookup.js";
import { planAttribute } from "./attribute.js";
import type { Regexes } from "./regexes.js";

/** What narrows a condition; `isWeak`: most requests have it. */
export interface Narrowing {
  readonly lists: Lookup[][];
  readonly isWeak: boolean;
}

/**
 * How requests for which an expression may be true can be found; undefined when all of them can. `undecided`:
 * also those for which it is an error, for which the caller adds what finds a missing attribute.
 */
export function narrow(expression: Expression, undecided: boolean, regexes: Regexes): Narrowing | undefined {
  // A text that is no UTF-8 is an error, and begins as no pattern says.
  const literal = undecided || expression.kind !== "matches" ? undefined : narrowMatches(expression, regexes);
  if (literal !== undefined) return { lists: literal, isWeak: false };
  const attribute = requiredBy(expression);
  return attribute === undefined
    ? undefined
    : { lists: [[attributeLookup(SELECT.PRESENT, "", planAttribute(attribute))]], isWeak: true };
}

function narrowMatches({ value, pattern }: MatchesExpression, regexes: Regexes): Lookup[][] | undefined {
  const literals = regexes.literalsOf(pattern);
  if (literals === undefined || value.kind !== "attribute" || !isText(value.attribute)) return undefined;
  const attribute = planAttribute(value.attribute);
  const { texts, prefix, suffix } = literals;
  if (texts !== undefined) return texts.map((text) => [attributeLookup(SELECT.VALUE, text, attribute)]);
  const lookups = [
    ...(prefix === "" ? [] : [attributeLookup(SELECT.VALUE_PREFIX, prefix, attribute)]),
    ...(suffix === "" ? [] : [attributeLookup(SELECT.VALUE_SUFFIX, suffix, attribute)]),
  ];
  return lookups.length === 0 ? undefined : [lookups];
}

/** A text attribute without which an expression can't be true. */
function requiredBy(expression: Expression): Attribute | undefined {
  switch (expression.kind) {
    case "attribute":
      return isText(expression.attribute) ? expression.attribute : undefined;
    case "or":
      return undefined;
    case "conditional":
      return requiredBy(expression.condition);
    case "macro":
      return requiredBy(expression.range);
    case "test":
      return requiredByTest(expression.test);
    default:
      return firstOf(partsOf(expression), requiredBy);
  }
}

function requiredByTest(test: Test): Attribute | undefined {
  if (test.kind === "value" && isText(test.attribute)) return test.attribute;
  return test.kind === "condition" ? requiredBy(test.expression) : undefined;
}

function isText(attribute: Attribute): boolean {
  return planAttribute(attribute).number <= ATTRIBUTE_NUMBER.USER_ISS;
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
