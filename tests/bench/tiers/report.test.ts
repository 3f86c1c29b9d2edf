import { expect, test } from "vitest";
import { toMarkdown } from "./report.js";

const machine = { cpu: "test", cores: 2, pinned: true, envoy: "1.40.0", node: "20.0.0" };
const about = {
  date: "2026-11-25T00:00:00.000Z",
  machine,
  effort: { rounds: 2, sliceMs: 3_000, perSecond: 1_200 },
};
const samples = [
  { p50: 0.5, p99: 2, cpu: { gateway: 200, sidecar: 100, limits: 7 } },
  { p50: 0.7, p99: 4, cpu: { gateway: 220, sidecar: 120, limits: 9 } },
];
const measured = [{ name: "bare", samples }];

test("a row has medians over rounds: latency in milliseconds, CPU time in microseconds", () => {
  const [heading, table] = toMarkdown({ ...about, measured, hasService: true }).split("\n\n");
  expect(heading).toContain("2 rounds of 3 s at 1,200 requests/s");
  expect(
    table
      ?.split("\n")
      .at(-1)
      ?.split(/ *\| */),
  ).toEqual(["", "bare", "0.600", "3.00", "328", "210", "110", "8", ""]);
});

test.each([true, false])(
  "what is left out is said, with the commands that install it: service %s",
  (hasService) => {
    const text = toMarkdown({ ...about, measured, hasService });
    expect(text.includes("`apt-get install redis-server`")).toBe(!hasService);
  },
);
