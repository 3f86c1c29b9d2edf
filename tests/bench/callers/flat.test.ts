import { expect, test } from "vitest";
import { whatGrew } from "./flat.js";
import type { Step } from "./measure.js";

const MIB = 1024 * 1024;

/** Steps with so much memory (MiB) and CPU (ns). */
function steps(...measured: readonly (readonly [number, number])[]): Step[] {
  return measured.map(([mib, cpu], index) => {
    return { callers: index + 1, residentBytes: mib * MIB, cpu, latency: cpu };
  });
}

test.each([
  {
    what: "nothing, where only one step was slow",
    given: steps([20, 9], [21, 30], [21, 9], [21, 9]),
    grew: [],
  },
  {
    what: "memory",
    given: steps([20, 9], [21, 9], [22, 9], [23, 9]),
    grew: [expect.stringMatching(/^memory/)],
  },
  { what: "CPU", given: steps([20, 9], [20, 9], [20, 11], [20, 12]), grew: [expect.stringMatching(/^CPU/)] },
])("tells what grew: $what", ({ given, grew }) => {
  expect(whatGrew(given)).toEqual(grew);
});
