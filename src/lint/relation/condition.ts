import type { ConditionTest } from "../../ir/model.js";
import type { Relation } from "./relation.js";

/** Of expressions only that they are the same is known. */
export const CONDITION: Relation<ConditionTest> = {
  isWithin: (a, b) => canonical(a) === canonical(b),
  areDisjoint: () => false,
  filing: (test) => ({ shape: "", keys: [canonical(test)], keyOf: canonical }),
};

function canonical({ expression }: ConditionTest): string {
  return JSON.stringify(expression, (key, value) => (key === "place" || key === "text" ? undefined : value));
}
