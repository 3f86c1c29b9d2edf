/** CEL's conformance cases by tier. Each is compiled as it is written, nothing folded, so that the module does the work. */
import { expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import { interpret } from "../../src/ir/interpret.js";
import { openCell } from "../cell/open-cell.js";
import { hasByDeciding } from "./cel/as-policy.js";
import { casesUnder, isLeftOut, LEFT_OUT } from "./cel/left-out.js";
import { runCelCases } from "./cel/suite.js";
import { readTierCases } from "./cel/tiers.js";
import { textToExpression } from "./cel/to-expression.js";

const cases = readTierCases();

runCelCases(
  "the module",
  cases,
  hasByDeciding((set, target) => openCell(buildImage(set, target))),
);

runCelCases(
  "the reference",
  cases,
  hasByDeciding((set, target) => (request) => interpret(set, target, request)),
);

test("what is left out is refused", () => {
  const accepted = cases.filter((one) => isLeftOut(one) && !("refused" in textToExpression(one.text)));
  expect(accepted.map(({ path }) => path)).toEqual([]);
});

test("how many cases of each tier run in the module", () => {
  const counts = new Map(cases.map(({ tier }) => [tier, { module: 0, refused: 0, leftOut: 0 }]));
  for (const one of cases) {
    const count = counts.get(one.tier);
    if (count === undefined) continue;
    if (isLeftOut(one)) count.leftOut++;
    else if ("refused" in textToExpression(one.text)) count.refused++;
    else count.module++;
  }
  console.table(Object.fromEntries(counts));
  for (const group of LEFT_OUT) {
    const left = casesUnder(cases, group);
    if (left.length > 0) console.log(`${left.length} left out: ${group.reason}`);
  }
  expect(Object.fromEntries(counts)).toEqual({
    core: { module: 284, refused: 17, leftOut: 9 },
    numeric: { module: 224, refused: 3, leftOut: 0 },
    parse: { module: 117, refused: 0, leftOut: 11 },
    "ext:string_ext": { module: 48, refused: 18, leftOut: 70 },
    "ext:network_ext": { module: 45, refused: 1, leftOut: 0 },
    "ext:macros2": { module: 31, refused: 0, leftOut: 0 },
  });
});
