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
  for (const { policy, rule, place, matched, conditions } of rules) {
    const at = ({ file, line, column }: RuleCoverage["place"]) => `${file}:${line}:${column}`;
    if (matched === 0) process.stdout.write(`${at(place)}: no case matches \`${policy}/${rule}\`\n`);
    for (const condition of conditions) {
      const never = condition.held === 0 ? "holds" : condition.failed === 0 ? "fails" : undefined;
      if (never === undefined || (matched === 0 && never === "holds")) continue;
      process.stdout.write(
        `${at(condition.place)}: this condition of \`${policy}/${rule}\` never ${never}\n`,
      );
    }
  }
  const share = summarize(rules);
  const conditions = rules.reduce((sum, rule) => sum + rule.conditions.length, 0);
  process.stdout.write(
    `coverage: ${percent(share.rules)} of ${counted(rules.length, "rule")} matched a case, ` +
      `${percent(share.conditions)} of ${counted(conditions, "condition")} both held and failed\n`,
  );
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
