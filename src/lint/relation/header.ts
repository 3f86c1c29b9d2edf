import type { HeaderMatch, HeaderTest } from "../../ir/model.js";
import type { Relation } from "./relation.js";
import { areTextsDisjoint, fileText, isTextWithin } from "./text.js";

/** A header that came several times may perhaps have two values at once. */
export const HEADER: Relation<HeaderTest> = {
  isWithin: (a, b) => a.name === b.name && isMatchWithin(a.match, b.match),
  areDisjoint: (a, b, reading) => {
    if (a.name !== b.name) return false;
    if (wantsHeader(a.match) !== wantsHeader(b.match)) return true;
    if (reading === "perhaps" || "present" in a.match || "present" in b.match) return false;
    return areTextsDisjoint(a.match, b.match);
  },
  filing: ({ name, match }) => {
    if ("present" in match) {
      const keyOf = (narrow: HeaderTest) => `${narrow.name} ${wantsHeader(narrow.match)}`;
      return { shape: "presence", keys: [`${name} ${match.present}`], keyOf };
    }
    const text = fileText(match);
    const keyOf = (narrow: HeaderTest) =>
      "present" in narrow.match ? undefined : `${narrow.name} ${text.keyOf(narrow.match)}`;
    return { shape: text.shape, keys: text.keys.map((key) => `${name} ${key}`), keyOf };
  },
};

function isMatchWithin(a: HeaderMatch, b: HeaderMatch): boolean {
  if ("present" in b) return wantsHeader(a) === b.present;
  return !("present" in a) && isTextWithin(a, b);
}

function wantsHeader(match: HeaderMatch): boolean {
  return !("present" in match) || match.present;
}
