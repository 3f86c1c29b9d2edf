/** What docs/policy.md says of the metrics of limits is so. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Workers } from "./workers.js";

const PAGE = readFileSync(new URL("../../docs/policy.md", import.meta.url), "utf8");
const SECTION = /^### Metrics of limits\n(.*?)^## /ms.exec(PAGE)?.[1] ?? "";
const DOCUMENTED = [...SECTION.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);

const LIMITS = [
  { name: "calls", rate: "2/1h" },
  { name: "dry", rate: "1/1h", mode: "shadow" },
];

test("the counters of a limit are those of the table", () => {
  const prefix = "cellwall.limit.bench.calls.";
  const { names } = new Workers(1, LIMITS).vm(0).metrics;
  const ofLimit = names.filter((name) => name.startsWith(prefix));
  expect(ofLimit.map((name) => name.slice(prefix.length))).toEqual(DOCUMENTED);
});

test("requests that pass, that a limit refuses, and that it would refuse, count apart", () => {
  const workers = new Workers(1, LIMITS);
  for (let request = 0; request < 5; request++) workers.passes(0);
  const counts = (limit: string) =>
    ["admitted", "limited", "shadow"].map((what) => Number(workers.counter(limit, what)));
  expect(counts("calls")).toEqual([2, 3, 0]);
  expect(counts("dry")).toEqual([1, 0, 1]);
});
