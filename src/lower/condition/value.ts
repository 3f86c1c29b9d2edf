/** Expressions that are no condition: parts of keys, and costs. */
import { checkValue } from "../../condition/check.js";
import type { Parser } from "../../condition/parse.js";
import type { Type } from "../../condition/types.js";
import { formatType } from "../../condition/types.js";
import type { Expression } from "../../ir/expression.js";
import { reportLongText } from "../long-texts.js";
import type { Scope } from "../scope.js";
import { checkCost } from "./bound.js";
import { Site, type Surroundings } from "./site.js";
import { lowerExpression } from "./to-expression.js";

/** An expression and what is known of its values. */
export interface Typed {
  readonly expression: Expression;
  readonly type: Type["kind"];
}

/** Which types may be, and how that is said: `a cost has to be a whole number`. */
export interface Wanted {
  readonly types: readonly Type["kind"][];
  readonly said: string;
}

/** What a text says; undefined when it is wrong (which has been reported). What only a request can tell may be. */
export function lowerValue(
  text: string,
  wanted: Wanted,
  surroundings: Surroundings,
  parser: Parser,
  scope: Scope,
): Typed | undefined {
  const site = new Site(text, surroundings, scope);
  const parsed = parser.parse(text);
  const checked = "code" in parsed ? [parsed] : checkValue(parsed);
  if ("length" in checked) {
    for (const flaw of checked) site.error(flaw, flaw.code, flaw.message, flaw.help);
    return undefined;
  }
  const { type } = checked;
  if (type.kind !== "dyn" && !wanted.types.includes(type.kind)) {
    site.error(checked, "condition-type", `${wanted.said}, and this is \`${formatType(type)}\``);
    return undefined;
  }
  const expression = lowerExpression(checked, site);
  if (!site.isWrong) checkCost(expression, checked, site);
  reportLongText(expression, scope.place, "shorten it", scope.diagnostics);
  return site.isWrong ? undefined : { expression, type: type.kind };
}
