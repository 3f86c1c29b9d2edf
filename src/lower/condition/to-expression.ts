/** Checked CEL → the model's expressions: one way to say each thing, negations at the leaves, constants folded. */
import type {
  Checked,
  CheckedCall,
  CheckedConditional,
  CheckedMacro,
  CheckedMap,
  CheckedMatches,
} from "../../condition/checked.js";
import type { MacroName } from "../../condition/syntax.js";
import type { Expression } from "../../ir/expression.js";
import { lowerAttribute, lowerKeyed, lowerPresence, lowerPresent } from "./attribute.js";
import { lowerCapture } from "./capture.js";
import { isLengthAllowed } from "./collection.js";
import { fold, UNKNOWN } from "./fold.js";
import { and, isBooleanConstant, not, or } from "./logic.js";
import { meaningOf } from "./operator.js";
import { isPattern } from "./pattern.js";
import type { Site } from "./site.js";

/** Lowers a part of a condition. What is wrong is reported where it stands; then the expression means nothing. */
export function lowerExpression(checked: Checked, site: Site): Expression {
  return lower(checked, false, site);
}

/** The opposite: a negation moves inwards, where it does not change which errors there are. */
export function lowerOpposite(checked: Checked, site: Site): Expression {
  return lower(checked, true, site);
}

function lower(checked: Checked, isNegated: boolean, site: Site): Expression {
  switch (checked.kind) {
    case "&&":
    case "||": {
      const args = checked.args.map((arg) => lower(arg, isNegated, site));
      return (checked.kind === "&&") === isNegated ? or(args) : and(args);
    }
    case "!":
      return lowerNot(checked.operand, isNegated, site);
    case "?:":
      return lowerConditional(checked, isNegated, site);
    case "call":
      return lowerCall(checked, isNegated, site);
    case "macro":
      return lowerMacro(checked, isNegated, site);
    case "keyed":
      if (checked.isTest) return lowerPresence(checked, isNegated, site);
      return negatedIf(isNegated, lowerKeyed(checked, site));
    case "present":
      return negatedIf(isNegated, lowerPresent(checked, site));
    default:
      return negatedIf(isNegated, lowerValue(checked, site));
  }
}

function negatedIf(isNegated: boolean, expression: Expression): Expression {
  return isNegated ? not(expression) : expression;
}

/** What may be no boolean keeps its `not`, which is an error then. */
function lowerNot(operand: Checked, isNegated: boolean, site: Site): Expression {
  if (operand.type.kind === "bool") return lower(operand, !isNegated, site);
  return negatedIf(isNegated, not(lowerExpression(operand, site)));
}

function lowerConditional(
  { condition, one, other }: CheckedConditional,
  isNegated: boolean,
  site: Site,
): Expression {
  const test = lowerExpression(condition, site);
  const [then, otherwise] = [lower(one, isNegated, site), lower(other, isNegated, site)];
  if (isBooleanConstant(test, true)) return then;
  if (isBooleanConstant(test, false)) return otherwise;
  return { kind: "conditional", condition: test, then, else: otherwise };
}

function lowerCall(call: CheckedCall, isNegated: boolean, site: Site): Expression {
  const args = call.args.map((arg) => lowerExpression(arg, site));
  const meaning = meaningOf(call.function, args.length);
  const ordered = meaning.isSwapped ? args.toReversed() : args;
  checkZone(call, args, site);
  const expression = fold({ kind: "call", function: meaning.function, args: ordered }, call, site);
  return negatedIf((meaning.isNegated === true) !== isNegated, expression);
}

/** A time zone that is written out is right or wrong before there is a time to tell it of. */
function checkZone(
  { function: name, args: written }: CheckedCall,
  args: readonly Expression[],
  site: Site,
): void {
  const [time, zone] = args;
  if (!name.startsWith("get") || zone === undefined || time?.kind === "constant") return;
  const anyTime: Expression = { kind: "constant", value: { type: "timestamp", seconds: "0", nanos: 0 } };
  fold({ kind: "call", function: "getHours", args: [anyTime, zone] }, written[1] ?? { from: 0, to: 0 }, site);
}

/** With the opposite condition, for the opposite result. */
const OPPOSITES: Readonly<Partial<Record<MacroName, MacroName>>> = { exists: "all", all: "exists" };

function lowerMacro(checked: CheckedMacro, isNegated: boolean, site: Site): Expression {
  const opposite = OPPOSITES[checked.macro];
  const isOpposite = isNegated && opposite !== undefined;
  const { condition, result } = checked;
  const expression: Expression = {
    kind: "macro",
    macro: isOpposite ? opposite : checked.macro,
    ...(checked.isKeyed && { isKeyed: true }),
    range: lowerExpression(checked.range, site),
    ...(condition === undefined ? {} : { condition: lower(condition, isOpposite, site) }),
    ...(result === undefined ? {} : { result: lowerExpression(result, site) }),
  };
  return negatedIf(isNegated && !isOpposite, fold(expression, checked, site));
}

type Leaf = Exclude<Checked, { kind: "&&" | "||" | "!" | "?:" | "call" | "macro" | "keyed" | "present" }>;

/** What has no opposite of its own. */
function lowerValue(checked: Leaf, site: Site): Expression {
  switch (checked.kind) {
    case "literal":
      return { kind: "constant", value: checked.literal };
    case "attribute":
      return lowerAttribute(checked);
    case "capture":
      return lowerCapture(checked, site);
    case "matches":
      return lowerMatches(checked, site);
    case "field": {
      const key: Expression = { kind: "constant", value: { type: "string", value: checked.field } };
      const args = [lowerExpression(checked.operand, site), key];
      return fold({ kind: "call", function: checked.isTest ? "has" : "index", args }, checked, site);
    }
    case "list": {
      const list = { kind: "list", items: checked.items.map((item) => lowerExpression(item, site)) } as const;
      return isLengthAllowed(list, checked, site) ? list : UNKNOWN;
    }
    case "map":
      return lowerMap(checked, site);
    case "variable":
      return { kind: "variable", depth: checked.depth };
  }
}

function lowerMatches(checked: CheckedMatches, site: Site): Expression {
  const value = lowerExpression(checked.value, site);
  if (!isPattern(checked, site)) return UNKNOWN;
  return fold({ kind: "matches", value, pattern: checked.pattern }, checked, site);
}

function lowerMap(checked: CheckedMap, site: Site): Expression {
  const entries = checked.entries.map(
    ([key, value]) => [lowerExpression(key, site), lowerExpression(value, site)] as const,
  );
  const map = { kind: "map", entries } as const;
  if (!isLengthAllowed(map, checked, site)) return UNKNOWN;
  return fold(map, checked, site);
}
