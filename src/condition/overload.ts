/** Which overload fits: the types of the arguments against those of the signatures. */
import { FUNCTIONS, type FunctionName, type Overload } from "./functions.js";
import { OPERATORS, type Sign } from "./operators.js";
import { DYN, formatType, isCompatible, join, listOf, mapOf, type Type } from "./types.js";

/** The ways to call one function or operator. */
export interface Callable {
  readonly name: CallName;
  readonly overloads: readonly Overload[];
}

export type CallName = FunctionName | Sign;

const CALLABLES: ReadonlyMap<string, Callable> = byName([...FUNCTIONS, ...OPERATORS]);

function byName(all: readonly (Overload & { readonly name: CallName })[]): Map<string, Callable> {
  const callables = new Map<string, { name: CallName; overloads: Overload[] }>();
  for (const overload of all) {
    const before = callables.get(overload.name);
    if (before === undefined) callables.set(overload.name, { name: overload.name, overloads: [overload] });
    else before.overloads.push(overload);
  }
  return callables;
}

/** The function of a name, or the operator of a sign. */
export function callableOf(name: string): Callable | undefined {
  return CALLABLES.get(name);
}

/** The result of a call: `dyn` when only the request can tell which overload is meant; undefined when none fits. */
export function resultOf(
  { overloads }: Callable,
  args: readonly Type[],
  isMethod: boolean,
): Type | undefined {
  const results: Type[] = [];
  for (const overload of overloads) {
    if (overload.isMethod !== isMethod || overload.args.length !== args.length) continue;
    const bound = new Map<string, Type>();
    if (overload.args.every((parameter, index) => fits(parameter, args[index] ?? DYN, bound))) {
      results.push(substitute(overload.result, bound));
    }
  }
  const [first, ...others] = results;
  return first === undefined ? undefined : others.reduce(join, first);
}

/** Whether an argument can be given for a parameter, with what the parameters before it stand for. */
function fits(parameter: Type, arg: Type, bound: Map<string, Type>): boolean {
  if (parameter.kind === "parameter") {
    const before = bound.get(parameter.name);
    bound.set(parameter.name, before === undefined ? arg : join(before, arg));
    return before === undefined || isCompatible(before, arg);
  }
  if (arg.kind === "dyn") return true;
  if (parameter.kind === "list") return arg.kind === "list" && fits(parameter.item, arg.item, bound);
  if (parameter.kind === "map") {
    return (
      arg.kind === "map" && fits(parameter.key, arg.key, bound) && fits(parameter.value, arg.value, bound)
    );
  }
  return parameter.kind === arg.kind;
}

function substitute(type: Type, bound: ReadonlyMap<string, Type>): Type {
  if (type.kind === "parameter") return bound.get(type.name) ?? DYN;
  if (type.kind === "list") return listOf(substitute(type.item, bound));
  if (type.kind === "map") return mapOf(substitute(type.key, bound), substitute(type.value, bound));
  return type;
}

/** A call as signatures write it: `string.size()`, `size(string)`, `int < int`. */
export function formatCall(name: string, args: readonly Type[], isMethod: boolean): string {
  const [first = "", second = ""] = args.map(formatType);
  if (name === "[]") return `${first}[${second}]`;
  if (isMethod) return `${first}.${name}(${args.slice(1).map(formatType).join(", ")})`;
  if (/^[a-z.]+$/i.test(name) && name !== "in") return `${name}(${args.map(formatType).join(", ")})`;
  return second === "" ? `${name}${first}` : `${first} ${name} ${second}`;
}
