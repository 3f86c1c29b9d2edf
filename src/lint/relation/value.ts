import type { ValueMatch, ValueTest } from "../../ir/model.js";
import type { Relation } from "./relation.js";
import { areTextsDisjoint, fileText, isTextWithin, type TextPattern } from "./text.js";

/** A request may lack the attribute. */
export const VALUE: Relation<ValueTest> = {
  isWithin: (a, b) => nameOf(a) === nameOf(b) && isMatchWithin(a.match, b.match),
  areDisjoint: (a, b, reading) =>
    reading === "surely" && nameOf(a) === nameOf(b) && areMatchesDisjoint(a.match, b.match),
  filing: (test) => {
    const { match } = test;
    if ("oneOf" in match) {
      // One value of those within is enough to find all that have it.
      const keyOf = (narrow: ValueTest) =>
        valueKey(narrow, "oneOf" in narrow.match ? narrow.match.oneOf[0] : undefined);
      return { shape: "exact", keys: match.oneOf.map((value) => `${nameOf(test)} ${value}`), keyOf };
    }
    const text = fileText(match);
    const keyOf = (narrow: ValueTest) =>
      valueKey(narrow, textsOf(narrow.match).slice(0, 1).map(text.keyOf)[0]);
    return { shape: text.shape, keys: text.keys.map((key) => `${nameOf(test)} ${key}`), keyOf };
  },
};

function nameOf({ attribute }: ValueTest): string {
  return "key" in attribute ? `${attribute.name}[${attribute.key}]` : attribute.name;
}

function valueKey(test: ValueTest, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${nameOf(test)} ${value}`;
}

function isMatchWithin(a: ValueMatch, b: ValueMatch): boolean {
  if (!("oneOf" in b)) return textsOf(a).every((one) => isTextWithin(one, b));
  if (!("oneOf" in a) || a.oneOf.length > b.oneOf.length) return false;
  const values = new Set(b.oneOf);
  return a.oneOf.every((value) => values.has(value));
}

function areMatchesDisjoint(a: ValueMatch, b: ValueMatch): boolean {
  if (!("oneOf" in b)) return textsOf(a).every((one) => areTextsDisjoint(one, b));
  if (!("oneOf" in a)) return areMatchesDisjoint(b, a);
  const values = new Set(b.oneOf);
  return !a.oneOf.some((value) => values.has(value));
}

function textsOf(match: ValueMatch): readonly TextPattern[] {
  return "oneOf" in match ? match.oneOf.map((exact) => ({ exact })) : [match];
}
