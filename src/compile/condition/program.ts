/** Expression → the steps of a stack machine (src/image/program.ts), postfix: arguments first. */
import { FUNCTION, KEYED, MACRO, MAX, STEP_OP } from "../../image/layout.js";
import type { PlannedProgram, PlannedStep } from "../../image/plan.js";
import { ImageTooLargeError } from "../../image/too-large.js";
import { itemsOf } from "../../ir/cost.js";
import {
  BOUND,
  type CallExpression,
  type Expression,
  type LogicExpression,
  type MacroExpression,
  type SegmentExpression,
} from "../../ir/expression.js";
import type { Test, ValueTest } from "../../ir/model.js";
import { testToInstruction } from "../instruction.js";
import { planAttribute } from "./attribute.js";
import { constantOf, ERROR, NONE } from "./constant.js";
import { functionNumber } from "./functions.js";

/**
 * The program of a condition.
 * @throws {ImageTooLargeError} it may take more steps, or more of the stack, than a request is given
 */
export function expressionToProgram(expression: Expression): PlannedProgram {
  const builder = new Builder();
  builder.add(expression);
  return builder.finish();
}

type Growing = { -readonly [key in keyof PlannedStep]: PlannedStep[key] };

/** A step at its place; a jump's distance is filled in later. */
interface Emitted {
  readonly step: Growing;
  readonly at: number;
}

const MACROS: Readonly<Record<MacroExpression["macro"], number>> = {
  exists: MACRO.EXISTS,
  all: MACRO.ALL,
  existsOne: MACRO.EXISTS_ONE,
  filter: MACRO.MAP,
  map: MACRO.MAP,
  transformMap: MACRO.TRANSFORM_MAP,
};

/** A test of a value as what it is short for. */
function valueExpression({ attribute, match }: ValueTest): Expression {
  const value: Expression = { kind: "attribute", attribute };
  if ("prefix" in match) return { kind: "call", function: "startsWith", args: [value, textOf(match.prefix)] };
  if ("suffix" in match) return { kind: "call", function: "endsWith", args: [value, textOf(match.suffix)] };
  return { kind: "call", function: "in", args: [value, { kind: "list", items: match.oneOf.map(textOf) }] };
}

function textOf(value: string): Expression {
  return { kind: "constant", value: { type: "string", value } };
}

/** The variable of the innermost macro. */
const ITEM: Expression = { kind: "variable", depth: 0 };

class Builder {
  private readonly steps: Growing[] = [];
  /** Where the variables of the loops around are on the stack, from the outermost on. */
  private readonly variables: number[] = [];
  private loops = 0;
  private depth = 0;
  private stack = 0;
  /** Steps taken at most, and how often the current one is. */
  private taken = 0;
  private turns = 1;

  finish(): PlannedProgram {
    const { steps, stack, taken } = this;
    if (taken > MAX.TAKEN) throw new ImageTooLargeError(`a condition of up to ${taken} steps`, MAX.TAKEN);
    if (steps.length > 0xffff) throw new ImageTooLargeError(`a condition of ${steps.length} steps`, 0xffff);
    if (stack > MAX.STACK)
      throw new ImageTooLargeError(`a condition with ${stack} values at a time`, MAX.STACK);
    return { steps, stack };
  }

  /** Steps that push the value of an expression. */
  add(expression: Expression): void {
    const value = constantOf(expression);
    if (value !== undefined) this.push({ op: STEP_OP.CONSTANT, value });
    else this.addSteps(expression);
  }

  private addSteps(expression: Expression): void {
    switch (expression.kind) {
      case "attribute":
        this.push({ op: STEP_OP.ATTRIBUTE, attribute: planAttribute(expression.attribute) });
        break;
      case "present":
        this.push({ op: STEP_OP.ATTRIBUTE, attribute: planAttribute(expression.attribute) });
        this.emit({ op: STEP_OP.CALL, count: 1, argument: FUNCTION.PRESENT }, 0);
        break;
      case "segment":
        this.addSegments(expression);
        break;
      case "test":
        this.addTest(expression.test);
        break;
      case "variable":
        this.push({ op: STEP_OP.VARIABLE, argument: this.variables.at(-1 - expression.depth) ?? 0 });
        break;
      case "call":
        this.addCall(expression);
        break;
      case "and":
      case "or":
        this.addLogic(expression);
        break;
      case "conditional":
        this.addChoice(expression.condition, expression.then, () => this.add(expression.else));
        break;
      case "list":
        this.addCollection(STEP_OP.LIST, expression.items, expression.items.length);
        break;
      case "map":
        this.addCollection(STEP_OP.MAP, expression.entries.flat(), expression.entries.length);
        break;
      case "macro":
        this.addMacro(expression);
        break;
      case "matches":
        this.add(expression.value);
        this.emit({ op: STEP_OP.MATCHES, pattern: expression.pattern }, 0);
        break;
    }
  }

  private addSegments({ from, to = 0, suffix }: SegmentExpression): void {
    this.push({ op: STEP_OP.SEGMENTS, count: from, argument: to, operand: suffix });
  }

  private addTest(test: Test): void {
    if (test.kind === "condition") {
      this.add(test.expression);
    } else if (test.kind === "value") {
      this.add(valueExpression(test));
    } else {
      this.push({ op: STEP_OP.TEST });
      this.steps.push({ op: 0, test: { ...testToInstruction(test), flags: 0 } });
    }
  }

  private addCall({ function: name, args }: CallExpression): void {
    for (const arg of args) this.add(arg);
    this.emit(
      { op: STEP_OP.CALL, count: args.length, argument: functionNumber(name, args.length) },
      1 - args.length,
    );
  }

  /** Left to right; what decides the outcome skips the rest. */
  private addLogic({ kind, args }: LogicExpression): void {
    const [skip, combine] =
      kind === "and" ? [STEP_OP.SKIP_FALSE, STEP_OP.AND] : [STEP_OP.SKIP_TRUE, STEP_OP.OR];
    const jumps = args.map((arg, index) => {
      this.add(arg);
      return index === 0 ? this.emit({ op: skip }, 0) : this.emit({ op: combine }, -1);
    });
    for (const { step, at } of jumps) step.operand = this.distanceFrom(at);
  }

  private addChoice(condition: Expression, then: Expression, otherwise: () => void): void {
    this.add(condition);
    const branch = this.emit({ op: STEP_OP.BRANCH }, -1);
    this.add(then);
    const skip = this.emit({ op: STEP_OP.SKIP }, -1);
    branch.step.argument = this.distanceFrom(branch.at);
    otherwise();
    skip.step.operand = this.distanceFrom(skip.at);
    branch.step.operand = this.distanceFrom(branch.at);
  }

  private addCollection(op: number, parts: readonly Expression[], items: number): void {
    if (items > BOUND.ITEMS) {
      this.push({ op: STEP_OP.CONSTANT, value: ERROR });
    } else {
      for (const part of parts) this.add(part);
      this.emit({ op, operand: items }, 1 - parts.length);
    }
  }

  private addMacro(macro: MacroExpression): void {
    this.add(macro.range);
    const items = itemsOf(macro.range);
    const number = MACROS[macro.macro] + (macro.isKeyed ? KEYED : 0);
    const bound = macro.isKeyed ? 2 : 1;
    const loop = this.emit({ op: STEP_OP.LOOP, count: number, operand: items }, 1 + bound);
    if (++this.loops > MAX.LOOPS)
      throw new ImageTooLargeError(`${this.loops} macros within each other`, MAX.LOOPS);
    if (macro.isKeyed) this.variables.push(this.depth - 2);
    this.variables.push(this.depth - 1);
    const turns = this.turns;
    this.turns *= items;
    this.addBody(macro);
    const next = this.emit({ op: STEP_OP.NEXT, count: number }, -2 - bound);
    this.turns = turns;
    this.loops--;
    this.variables.length -= bound;
    const length = this.distanceFrom(loop.at);
    loop.step.argument = length;
    next.step.argument = length;
  }

  private addBody({ macro, condition, result = ITEM }: MacroExpression): void {
    if (condition === undefined) this.add(result);
    else if (macro === "exists" || macro === "all" || macro === "existsOne") this.add(condition);
    else this.addChoice(condition, result, () => this.push({ op: STEP_OP.CONSTANT, value: NONE }));
  }

  private push(step: PlannedStep): void {
    this.emit(step, 1);
  }

  /** `growth`: values that the step leaves on the stack more than it takes. */
  private emit(planned: PlannedStep, growth: number): Emitted {
    const step = { ...planned };
    this.steps.push(step);
    this.depth += growth;
    this.stack = Math.max(this.stack, this.depth);
    this.taken += this.turns;
    return { step, at: this.steps.length - 1 };
  }

  /** Steps between the one at `at` and what is emitted next. */
  private distanceFrom(at: number): number {
    return this.steps.length - 1 - at;
  }
}
