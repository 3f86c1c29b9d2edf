/** Lists and maps that are written out: how long they may be. */
import type { Span } from "../../condition/flaw.js";
import { isConstant } from "../../ir/constant.js";
import { BOUND, type ListExpression, type MapExpression } from "../../ir/expression.js";
import type { Site } from "./site.js";

/** Whether a list or map has no more members than it may; else that is reported. */
export function isLengthAllowed(collection: ListExpression | MapExpression, span: Span, site: Site): boolean {
  const { length } = collection.kind === "list" ? collection.items : collection.entries;
  const most = collection.kind === "list" && isConstant(collection) ? BOUND.CONSTANT_ITEMS : BOUND.ITEMS;
  if (length <= most) return true;
  const help = most === BOUND.ITEMS ? "only a list of constants may have more" : undefined;
  site.error(span, "condition-too-costly", `${length} members are more than ${most}`, help);
  return false;
}
