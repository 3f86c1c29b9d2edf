import type { MethodTest } from "../../ir/model.js";
import type { Relation } from "./relation.js";

/** A request may lack a method, which both of two different tests then leave undecided. */
export const METHOD: Relation<MethodTest> = {
  isWithin: (a, b) => a.value === b.value,
  areDisjoint: (a, b, reading) => reading === "surely" && a.value !== b.value,
  filing: ({ value }) => ({ shape: "", keys: [value], keyOf: (narrow) => narrow.value }),
};
