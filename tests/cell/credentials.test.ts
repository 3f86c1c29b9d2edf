import { expect, test } from "vitest";
import { interpret } from "../../src/ir/interpret.js";
import { Random } from "../differential/random-policy.js";
import { imageOf, imageSet, ORDERS } from "../e2e/policies.js";
import { openCell } from "./open-cell.js";

const SPEC = "  default: allow";
const PARTS = ["Bearer", "a", "b==", ",", ",", " ", '"', '"', "\\", "=", "nc=1", "\t"];
const VALUES = 5_000;

test("what has more than one credential in it is refused, as the reference says", () => {
  const [set, decide, random] = [imageSet(SPEC), openCell(imageOf(SPEC)), new Random(1)];
  let refused = 0;
  for (let i = 0; i < VALUES; i++) {
    const value = random.some(8, () => random.pick(PARTS)).join("");
    const request = { method: "GET", path: "/", headers: [["authorization", value] as const] };
    const expected = interpret(set, ORDERS, request);
    if (expected.verdict === "invalid") refused++;
    expect(decide(request), JSON.stringify(value)).toMatchObject({ verdict: expected.verdict });
  }
  expect(refused).toBeGreaterThan(VALUES / 4);
  expect(refused).toBeLessThan((VALUES * 3) / 4);
});
