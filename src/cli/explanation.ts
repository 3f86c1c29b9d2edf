/** What `cellwall decide --explain` tells people of one request. */
import type { Place } from "../diagnostics/place.js";
import { type ConditionExplanation, firstFailure, type RuleExplanation } from "../explain/explain.js";
import type { Decided } from "../host/decide.js";
import { described } from "../verify/describe.js";

/** Rules that do not match and are shown; the others are further away. */
const MAX_MISSES = 20;

/** The verdict, then each rule with the first condition that failed, and with all of them when it matches. */
export function renderExplanation(decided: Decided, rules: readonly RuleExplanation[]): string {
  const { id, reason, message, destination } = decided;
  const why = reason ?? message;
  const head = [
    ...(id === undefined ? [] : [`${id}:`]),
    described(decided),
    ...(why === undefined ? [] : [`(${why})`]),
    ...(destination === undefined ? [] : [`for ${destination}`]),
  ].join(" ");
  const matching = rules.filter(({ matches }) => matches);
  const misses = rules.filter(({ matches }) => !matches);
  const left = misses.length - MAX_MISSES;
  return [
    head,
    ...matching.flatMap(renderMatch),
    ...misses.slice(0, MAX_MISSES).flatMap(renderMiss),
    ...(left > 0 ? [`  … and ${left} more rules that do not match; --json has them all`] : []),
    "",
  ].join("\n");
}

function renderMatch(rule: RuleExplanation): string[] {
  return [
    `  ${title(rule)} matches`,
    ...rule.conditions.map((condition) => `    ${where(condition.place)}: ${result(condition)}`),
  ];
}

function renderMiss(rule: RuleExplanation): string[] {
  const failure = firstFailure(rule);
  const failed = failure === undefined ? [] : [`    ${where(failure.place)}: ${result(failure)}`];
  return [`  ${title(rule)} does not match`, ...failed];
}

function title({ policy, rule, effect, shadow, place }: RuleExplanation): string {
  return `${where(place)}: ${effect} ${policy}/${rule}${shadow ? " (shadow)" : ""}`;
}

function result({ outcome, seen }: ConditionExplanation): string {
  const word = outcome === "undecided" ? "can't be decided" : outcome ? "holds" : "fails";
  return seen === "" ? word : `${word}: ${seen}`;
}

function where({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
