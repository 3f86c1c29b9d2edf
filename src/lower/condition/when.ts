/** `when` → clauses: what an index can answer as tests of its own, the rest as conditions. */
import { check } from "../../condition/check.js";
import type { Checked } from "../../condition/checked.js";
import type { Parser } from "../../condition/parse.js";
import type { Expression } from "../../ir/expression.js";
import type { Clause, ConditionTest } from "../../ir/model.js";
import type { Scope } from "../scope.js";
import { checkCost } from "./bound.js";
import { booleanConstant, isBooleanConstant, or } from "./logic.js";
import { mergeTests } from "./merge.js";
import { placeTest } from "./place-test.js";
import { Site, type Surroundings } from "./site.js";
import { lowerExpression, lowerOpposite } from "./to-expression.js";
import { expressionToTests } from "./to-tests.js";

/** The clauses of a rule's `when`; what is wrong with it is reported. */
export function lowerWhen(text: string, surroundings: Surroundings, parser: Parser, scope: Scope): Clause[] {
  const site = new Site(text, surroundings, scope);
  const parsed = parser.parse(text);
  const checked = "code" in parsed ? [parsed] : check(parsed);
  if ("length" in checked) {
    for (const flaw of checked) site.error(flaw, flaw.code, flaw.message, flaw.help);
    return [];
  }
  const conjuncts = split("&&", { checked, isNegated: false }).map((term) => lowerConjunct(term, site));
  const clauses = site.isWrong ? [] : conjunctsToClauses(conjuncts, site, scope);
  return site.isWrong ? [] : clauses;
}

/** A part of a condition, or its opposite. */
interface Term {
  readonly checked: Checked;
  readonly isNegated: boolean;
}

/** Terms that are joined by an operator, after negations have moved inwards. */
function split(operator: "&&" | "||", { checked, isNegated }: Term): Term[] {
  if (checked.kind === "!" && checked.operand.type.kind === "bool") {
    return split(operator, { checked: checked.operand, isNegated: !isNegated });
  }
  if (checked.kind !== "&&" && checked.kind !== "||") return [{ checked, isNegated }];
  if ((checked.kind === operator) === isNegated) return [{ checked, isNegated }];
  return checked.args.flatMap((arg) => split(operator, { checked: arg, isNegated }));
}

/** What has to hold, as any of several. */
interface Conjunct {
  readonly term: Term;
  readonly parts: readonly { readonly term: Term; readonly expression: Expression }[];
  readonly expression: Expression;
}

function lowerConjunct(term: Term, site: Site): Conjunct {
  const parts = split("||", term).map((part) => ({ term: part, expression: lowerTerm(part, site) }));
  const [first, ...others] = parts;
  if (first !== undefined && others.length === 0) return { term, parts, expression: first.expression };
  return { term, parts, expression: or(parts.map(({ expression }) => expression)) };
}

function lowerTerm({ checked, isNegated }: Term, site: Site): Expression {
  return isNegated ? lowerOpposite(checked, site) : lowerExpression(checked, site);
}

function conjunctsToClauses(conjuncts: readonly Conjunct[], site: Site, scope: Scope): Clause[] {
  const open = conjuncts.filter(({ expression }) => !isBooleanConstant(expression, true));
  const never = open.find(({ expression }) => isBooleanConstant(expression, false));
  if (never !== undefined) {
    scope.warning("constant-condition", `this is never true: the ${site.surroundings.holder} never matches`);
    return [conditionClause({ ...never, expression: booleanConstant(false) }, site)];
  }
  if (open.length === 0) scope.warning("constant-condition", "this is always true", "leave `when` out");
  return open.map((conjunct) => conjunctToClause(conjunct, site));
}

/** Tests for all its parts, or one condition. */
function conjunctToClause(conjunct: Conjunct, site: Site): Clause {
  const parts = conjunct.parts
    .filter(({ expression }) => !isBooleanConstant(expression, false))
    .map(({ term, expression }) => ({ tests: expressionToTests(expression), scope: site.at(term.checked) }));
  const placed = parts.flatMap(({ tests, scope }) => tests?.map((test) => ({ test, scope })) ?? []);
  if (parts.some(({ tests }) => tests === undefined)) return conditionClause(conjunct, site);
  const anyOf = mergeTests(placed.map(({ test, scope }) => placeTest(test, scope, site)));
  return { anyOf, place: site.at(conjunct.term.checked).place };
}

function conditionClause({ term: { checked, isNegated }, expression }: Conjunct, site: Site): Clause {
  const { place } = site.at(checked);
  const written = site.textOf(checked);
  const text = isNegated ? `!(${written})` : written;
  checkCost(expression, checked, site);
  const test: ConditionTest = { kind: "condition", expression, text, place };
  return { anyOf: [test], place };
}
