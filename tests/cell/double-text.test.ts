/** Doubles as text in the module: read to the nearest, written the shortest, as JavaScript does both. */
import { expect, test } from "vitest";
import type { Expression } from "../../src/ir/expression.js";
import { Random } from "../differential/random-policy.js";
import { type Outcome, openConditions } from "./conditions.js";

const COUNT = 20_000;

const header = (key: string): Expression => ({
  kind: "attribute",
  attribute: { name: "request.headers", key },
});
const call = (name: "double" | "string" | "equals", ...args: Expression[]): Expression => ({
  kind: "call",
  function: name,
  args,
});

/** `string(double(request.headers["x-read"])) == request.headers["x-written"]` */
const evaluate = openConditions([
  call("equals", call("string", call("double", header("x-read"))), header("x-written")),
]);

function readsAs(text: string, written: string): Outcome | undefined {
  const headers = [
    ["x-read", text],
    ["x-written", written],
  ] as const;
  return evaluate({ path: "/", headers })[0];
}

test.each([
  ["1", "1"],
  ["-0", "0"],
  ["0e5", "0"],
  ["00012.500", "12.5"],
  ["1e21", "1e+21"],
  ["123456789012345678901", "123456789012345680000"],
  ["1e-6", "0.000001"],
  ["1e-7", "1e-7"],
  ["5e-324", "5e-324"],
  ["2.4703282292062327e-324", "0"],
  ["2.4703282292062328e-324", "5e-324"],
  ["2.2250738585072011e-308", "2.225073858507201e-308"],
  ["2.2250738585072014e-308", "2.2250738585072014e-308"],
  ["1.7976931348623157e308", "1.7976931348623157e+308"],
  ["1.7976931348623158e308", "1.7976931348623157e+308"],
  ["9007199254740993", "9007199254740992"],
  ["9007199254740993.0000000000000000000000000000000000000000001", "9007199254740994"],
  [`9007199254740993.${"0".repeat(900)}1`, "9007199254740994"],
  [`0.${"0".repeat(400)}1e401`, "1"],
  ["1e99999999999999999999", undefined],
  ["1e-99999999999999999999", "0"],
  ["1.7976931348623159e308", undefined],
  ["5.684341886080802e-14", "5.684341886080802e-14"],
  ["Infinity", "Infinity"],
  ["-Infinity", "-Infinity"],
  ["NaN", "NaN"],
  ["-NaN", undefined],
  ["1e", undefined],
  ["e5", undefined],
  ["+", undefined],
  [".", undefined],
  ["1..2", undefined],
  ["0x10", undefined],
])("%s is %s", (text, written) => {
  expect(readsAs(text, written ?? "")).toBe(written === undefined ? "undecided" : true);
});

test(`${COUNT} random doubles, and decimals beside them`, () => {
  const random = new Random(1);
  const view = new DataView(new ArrayBuffer(8));
  for (let i = 0; i < COUNT; i++) {
    view.setUint32(0, random.below(2 ** 32));
    view.setUint32(4, random.chance(8) ? 0 : random.below(2 ** 32));
    const double = view.getFloat64(0);
    if (!Number.isFinite(double)) continue;
    const text = random.pick([
      String(double),
      double.toExponential(random.below(20)),
      double.toPrecision(1 + random.below(21)),
      String(random.below(1000) / 10 ** random.below(9)),
    ]);
    if (Number.isFinite(Number(text))) expect(readsAs(text, String(Number(text))), text).toBe(true);
  }
});
