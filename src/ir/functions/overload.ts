import { EvaluationError, type Native, type Value, type ValueType } from "../value.js";

type TypeOrAny = ValueType | "any";

/** What a function does with arguments of these types; `any` takes a value of any type. */
export interface Overload {
  readonly types: readonly TypeOrAny[];
  readonly call: (args: readonly Value[]) => Value;
}

type Arguments<Types extends readonly TypeOrAny[]> = {
  -readonly [Index in keyof Types]: Types[Index] extends ValueType ? Native[Types[Index]] : Value;
};

/** Declares one. `apply` gets the natives of the values, and for `any` the value itself. */
export function overload<const Types extends readonly TypeOrAny[]>(
  types: Types,
  apply: (...args: Arguments<Types>) => Value,
): Overload {
  const call = (args: readonly Value[]) => {
    const natives = args.map((arg, index) => (types[index] === "any" ? arg : arg.value));
    return apply(...(natives as Arguments<Types>));
  };
  return { types, call };
}

/**
 * The result of the overload that the arguments' types choose.
 * @throws {EvaluationError} there is none, or it has no result for these arguments
 */
export function applyOverload(overloads: readonly Overload[], args: readonly Value[]): Value {
  const chosen = overloads.find(({ types }) => fits(types, args));
  if (chosen !== undefined) return chosen.call(args);
  throw new EvaluationError(`no overload for (${args.map(({ type }) => type).join(", ")})`);
}

function fits(types: readonly TypeOrAny[], args: readonly Value[]): boolean {
  return (
    types.length === args.length && types.every((type, index) => type === "any" || type === args[index]?.type)
  );
}
