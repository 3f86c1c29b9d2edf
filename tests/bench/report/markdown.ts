import { budgets } from "../budgets.js";
import type { Footprint } from "../footprint/footprint.js";
import type { Results } from "../results.js";
import type { WorstCase } from "../worst/measure.js";
import { budgetTable } from "./budget-table.js";
import { figure, table } from "./table.js";

const MIB = 1024 * 1024;

/** The results for people: readable as text, and as Markdown. */
export function toMarkdown(results: Results): string {
  const { footprint, worstCases } = results;
  const once = footprint === undefined ? [] : footprintSections(footprint);
  const worst = worstCases === undefined ? [] : [worstCaseTable(worstCases)];
  return [heading(results), costs(results), budgetTable(budgets(results)), ...worst, ...once].join("\n\n");
}

function heading({ date, machine, effort }: Results): string {
  const pinned = machine.pinned ? "Envoy and the load on a core each" : "not pinned to cores";
  return (
    `${date.slice(0, 10)}, ${machine.cpu}, ${machine.cores} cores (${pinned}), Envoy ${machine.envoy}, ` +
    `Node ${machine.node}; ${effort.rounds} rounds of ${effort.sliceMs} ms.`
  );
}

function costs({ variants }: Results): string {
  const groups = [...new Set(variants.map(({ group }) => group))];
  const rows = groups.flatMap((group) => variants.filter((variant) => variant.group === group));
  return table(
    ["worker CPU per request, µs", "added, median", "added, min", "total, median"],
    rows.map(({ name, added, total }) => [
      name,
      micros(added.median),
      micros(added.min),
      micros(total.median),
    ]),
  );
}

function micros(nanoseconds: number): string {
  return (nanoseconds / 1_000).toFixed(2);
}

function worstCaseTable(all: readonly WorstCase[]): string {
  return table(
    [
      "rules that are hard to tell apart",
      "rules",
      "among 10, µs",
      "allowed, µs",
      "×",
      "refused, µs",
      "compile, ms",
    ],
    all.map(({ name, rules, few, allowed, refused, compileMs }) => [
      name,
      rules.toLocaleString("en"),
      ...[micros(few), micros(allowed), figure(allowed / few), micros(refused)],
      compileMs.toFixed(0),
    ]),
  );
}

function footprintSections({ images, memory, modules }: Footprint): string[] {
  const rest = memory[0]?.residentBytes ?? 0;
  return [
    table(
      ["rules", "image, B", "B/rule", "read, ms", "compile, ms", "load, ms", "load, M rules/s"],
      images.map(({ rules, imageBytes, readMs, compileMs, configureMs }) => [
        ...[rules, imageBytes].map((value) => value.toLocaleString("en")),
        ...[imageBytes / rules, readMs, compileMs, configureMs, rules / configureMs / 1_000].map(figure),
      ]),
    ),
    table(
      ["Envoy at rest with", "memory, MiB", "added, MiB", "start, ms"],
      memory.map(({ name, residentBytes, startMs }) => [
        name,
        ...[residentBytes / MIB, (residentBytes - rest) / MIB].map((value) => value.toFixed(1)),
        startMs.toFixed(0),
      ]),
    ),
    table(
      ["module", "B"],
      modules.map(({ name, bytes }) => [name, bytes.toLocaleString("en")]),
    ),
  ];
}
