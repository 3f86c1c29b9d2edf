import type { Parser } from "../condition/parse.js";
import type { Expression } from "../ir/expression.js";
import { type Capacity, type Cost, isConcurrency, type StatusRange } from "../ir/limit.js";
import type { LimitSpec } from "../policy/limit-schema.js";
import type { Surroundings } from "./condition/site.js";
import { lowerValue } from "./condition/value.js";
import { lowerEach, type Scope } from "./scope.js";

/** What a response's body is, which no expression can have. */
const RESPONSE_SIZE = "response.size";

const WANTED = { types: ["int", "uint"], said: "a cost has to be a whole number" } as const;

/** What a request takes; undefined for 1, and when it is wrong (which has been reported). */
export function lowerCost(
  { cost, count }: LimitSpec,
  capacity: Capacity | undefined,
  surroundings: Surroundings,
  parser: Parser,
  scope: Scope,
): Cost | undefined {
  const at = scope.under("cost");
  if (count !== undefined) {
    if (cost !== undefined) at.error("invalid-limit", "`count` says what a request takes", "leave one out");
    return { kind: "status", ranges: lowerEach(count.status, scope.under("count", "status"), lowerStatus) };
  }
  if (cost === undefined) return undefined;
  const text = String(cost);
  if (text.trim() === RESPONSE_SIZE) return { kind: "size" };
  const expression =
    typeof cost === "number"
      ? lowerNumber(cost, at)
      : lowerValue(text, WANTED, surroundings, parser, at)?.expression;
  if (expression === undefined || !isPossible(expression, capacity, at)) return undefined;
  return { kind: "request", expression, text };
}

function lowerNumber(cost: number, scope: Scope): Expression | undefined {
  if (Number.isSafeInteger(cost)) return { kind: "constant", value: { type: "int", value: String(cost) } };
  scope.error("invalid-cost", `a cost of ${cost}`, "write a whole number");
  return undefined;
}

/** Whether each constant that the cost may be is at least 1 (of those that depend on the request, 0), and at most the burst. */
function isPossible(cost: Expression, capacity: Capacity | undefined, scope: Scope): boolean {
  const most = capacity === undefined || isConcurrency(capacity) ? undefined : BigInt(capacity.burst);
  for (const value of constantsOf(cost)) {
    if (value < 0n || (value === 0n && cost.kind === "constant")) {
      const help = value === 0n ? "to count only some requests, use `when`" : "nothing is ever given back";
      scope.error("invalid-cost", `a cost of ${value}`, help);
      return false;
    }
    if (most !== undefined && value > most) {
      const message = `a cost of ${value}, and a full bucket has ${most}: such a request is never admitted`;
      scope.error("invalid-cost", message, "raise `burst`, or write a deny rule");
      return false;
    }
  }
  return true;
}

/** Those that an expression is, or that a choice in it leads to. */
function constantsOf(expression: Expression): bigint[] {
  if (expression.kind === "conditional") return [expression.then, expression.else].flatMap(constantsOf);
  if (expression.kind !== "constant") return [];
  const { value } = expression;
  return value.type === "int" || value.type === "uint" ? [BigInt(value.value)] : [];
}

function lowerStatus(status: number | string, scope: Scope): StatusRange[] {
  const [, hundreds] = /^([1-5])xx$/.exec(String(status)) ?? [];
  if (hundreds !== undefined) return [{ from: 100 * Number(hundreds), to: 100 * Number(hundreds) + 99 }];
  if (Number.isInteger(status) && Number(status) >= 100 && Number(status) <= 599)
    return [{ from: Number(status), to: Number(status) }];
  scope.error("invalid-value", `\`${status}\` is no status`, "write `401`, or `5xx` for all of that kind");
  return [];
}
