/** What rules, tests and expressions mean for one request; see src/ir/model.ts and src/ir/expression.ts. */
import { RE2JS } from "re2js";
import { attributeToValue, isPresent, segmentsToValue } from "./attribute.js";
import { constantToValue, isConstant } from "./constant.js";
import type { Attribute, Expression } from "./expression.js";
import type { Facts } from "./facts.js";
import { makeList, makeMap } from "./functions/collection.js";
import { callFunction } from "./functions/table.js";
import { evaluateMacro } from "./macro.js";
import type { Clause, Rule, Test, ValueMatch } from "./model.js";
import { isTrue, settled, truthOf } from "./outcome.js";
import { evaluateSimpleTest } from "./simple-test.js";
import { and, or, type Truth } from "./truth.js";
import { bool, EvaluationError, type Value } from "./value.js";

/** What a test asks for: a kind of attribute, or the attribute of a value test. */
export type TestedAttribute = Exclude<Test["kind"], "value"> | Attribute["name"];

/** Names what a test asks for. */
export function testedAttribute(test: Test): TestedAttribute {
  return test.kind === "value" ? test.attribute.name : test.kind;
}

/** Whether a rule matches, and the undecided test in its first clause that matched only for that. */
export interface Match {
  readonly matches: boolean;
  readonly doubt?: Test;
}

/** All clauses of the rule hold; what is undecided holds for a deny or audit rule and fails an allow rule. */
export function evaluateRule(rule: Rule, facts: Facts): Match {
  let doubt: Test | undefined;
  for (const clause of rule.clauses) {
    const outcome = evaluateClause(clause, facts);
    if (outcome === false || (outcome !== true && rule.effect === "allow")) return { matches: false };
    if (outcome !== true) doubt ??= outcome;
  }
  return { matches: true, ...(doubt === undefined ? {} : { doubt }) };
}

/** Whether a test of the clause is true; when none is, the first undecided one. */
export function evaluateClause({ anyOf }: Clause, facts: Facts): boolean | Test {
  const outcomes = anyOf.map((test) => ({ test, truth: evaluateTest(test, facts) }));
  if (outcomes.some(({ truth }) => truth === true)) return true;
  return outcomes.find(({ truth }) => truth === "undecided")?.test ?? false;
}

/** See src/ir/model.ts for what each test means. */
export function evaluateTest(test: Test, facts: Facts): Truth {
  switch (test.kind) {
    case "value":
      return truthOf(() => bool(fits(attributeToValue(test.attribute, facts), test.match)));
    case "condition":
      return truthOf(() => evaluate(test.expression, { facts, variables: [] }));
    default:
      return evaluateSimpleTest(test, facts);
  }
}

function fits({ type, value }: Value, match: ValueMatch): boolean {
  if (type !== "string") throw new TypeError(`a value test needs a string, not ${type}`);
  if ("oneOf" in match) return match.oneOf.includes(value);
  return "prefix" in match ? value.startsWith(match.prefix) : value.endsWith(match.suffix);
}

/** The value of an expression, or why it has none. */
export function evaluateExpression(expression: Expression, facts: Facts): Value | EvaluationError {
  try {
    return evaluate(expression, { facts, variables: [] });
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
}

interface Scope {
  readonly facts: Facts;
  /** Of the macros around, the last one bound first. */
  readonly variables: readonly Value[];
}

/** @throws {EvaluationError} it has no value */
function evaluate(expression: Expression, scope: Scope): Value {
  const resolve = (one: Expression) => evaluate(one, scope);
  switch (expression.kind) {
    case "constant":
      return constantToValue(expression.value);
    case "attribute":
      return attributeToValue(expression.attribute, scope.facts);
    case "present":
      return bool(isPresent(expression.attribute, scope.facts));
    case "segment":
      return segmentsToValue(expression, scope.facts.path);
    case "test":
      return settled(evaluateTest(expression.test, scope.facts));
    case "call":
      return callFunction(expression.function, expression.args.map(resolve));
    case "matches":
      return bool(matches(resolve(expression.value), expression.pattern));
    case "and":
      return settled(and(expression.args.map((one) => truthOf(() => resolve(one)))));
    case "or":
      return settled(or(expression.args.map((one) => truthOf(() => resolve(one)))));
    case "conditional":
      return resolve(isTrue(resolve(expression.condition)) ? expression.then : expression.else);
    case "list":
      return makeList(expression.items.map(resolve), isConstant(expression));
    case "map":
      return makeMap(
        expression.entries.map(([key, value]) => [resolve(key), resolve(value)]),
        isConstant(expression),
      );
    case "variable":
      return variableAt(scope, expression.depth);
    case "macro":
      return evaluateMacro(expression, resolve(expression.range), (one, variables) =>
        evaluate(one, { ...scope, variables: [...variables.toReversed(), ...scope.variables] }),
      );
  }
}

function matches({ type, value }: Value, pattern: string): boolean {
  if (type !== "string") throw new EvaluationError(`no string, but ${type}`);
  return RE2JS.compile(pattern).test(value);
}

function variableAt({ variables }: Scope, depth: number): Value {
  const value = variables[depth];
  if (value === undefined) throw new RangeError(`no macro binds the variable ${depth}`);
  return value;
}
