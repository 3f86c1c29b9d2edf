/** What `cellwall test` tells people. */
import { excerpt, type Sources } from "../diagnostics/render.js";
import { type RuleCoverage, summarize } from "../verify/coverage.js";
import { described, expected } from "../verify/describe.js";
import type { CaseResult } from "../verify/run.js";
import { counted } from "./report.js";

const RED = 31;
const GREEN = 32;

/** Each failure with its place, then the count. */
export function printResults(results: readonly CaseResult[], sources: Sources): void {
  const paint = painter();
  for (const result of results.filter(({ passed }) => !passed)) {
    process.stdout.write(`${renderFailure(result, sources, paint)}\n\n`);
  }
  const failed = results.filter(({ passed }) => !passed).length;
  if (results.length === 0) {
    process.stdout.write("no case ran: add a document of `kind: PolicyTest`, or name another --target\n");
    return;
  }
  const summary = `${results.length - failed} passed, ${failed} failed`;
  process.stdout.write(`${paint(summary, failed === 0 ? GREEN : RED)}\n`);
}

/** What no case tried, with its place, then the shares. */
export function printCoverage(rules: readonly RuleCoverage[]): void {
  for (const line of rules.flatMap(untried)) process.stdout.write(`${line}\n`);
  const share = summarize(rules);
  const conditions = rules.reduce((sum, rule) => sum + rule.conditions.length, 0);
  process.stdout.write(
    `coverage: ${percent(share.rules)} of ${counted(rules.length, "rule")} matched a case, ` +
      `${percent(share.conditions)} of ${counted(conditions, "condition")} both held and failed\n`,
  );
}

/** A rule that no case matches, and conditions that never held or never failed (that one holds takes a match). */
function untried({ policy, rule, place, matched, conditions }: RuleCoverage): string[] {
  const name = `\`${policy}/${rule}\``;
  const nothing = matched === 0 ? [`${where(place)}: no case matches ${name}`] : [];
  const one = conditions.flatMap((condition) => {
    const never = condition.held === 0 ? "holds" : "fails";
    if ((condition.held > 0 && condition.failed > 0) || (matched === 0 && never === "holds")) return [];
    return [`${where(condition.place)}: this condition of ${name} never ${never}`];
  });
  return [...nothing, ...one];
}

function where({ file, line, column }: RuleCoverage["place"]): string {
  return `${file}:${line}:${column}`;
}

type Paint = (text: string, colour: number) => string;

function painter(): Paint {
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  return (text, code) => (colour ? `\x1b[${code}m${text}\x1b[0m` : text);
}

function renderFailure(
  { test, workload, case: one, actual }: CaseResult,
  sources: Sources,
  paint: Paint,
): string {
  const { file, line, column } = one.place;
  return [
    `${file}:${line}:${column}: ${paint("failed", RED)}: ${test}: ${one.name}`,
    ...excerpt(one.place, sources, (text) => paint(text, RED)),
    `  at ${workload}`,
    `  expected ${expected(one)}, got ${described(actual)}`,
    ...nearMiss(actual),
  ].join("\n");
}

function nearMiss({ nearest }: CaseResult["actual"]): string[] {
  if (nearest === undefined) return [];
  const { policy, rule, attribute } = nearest;
  return [`  closest: \`${policy}/${rule}\`, of which the ${attribute} does not fit`];
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}
