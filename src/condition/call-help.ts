/** What to write instead of a call that there is not. */
import { didYouMean } from "../diagnostics/suggest.js";
import type { Flaw } from "./flaw.js";
import { FUNCTIONS, MACROS } from "./functions.js";
import { type Callable, callableOf, formatCall, resultOf } from "./overload.js";
import type { Type } from "./types.js";

/** More signatures than this help nobody. */
const MAX_SIGNATURES = 4;

/** Functions of CEL's extensions that are left out, and what to do without them. */
const LEFT_OUT: ReadonlyMap<string, string> = new Map([
  ["format", "put text together with `+` and `string(…)`"],
  ["quote", "compare with the text itself"],
]);

export function unknownFunction(name: string): Pick<Flaw, "code" | "message" | "help"> {
  const macro = MACROS.find((one) => one.name === name);
  if (macro !== undefined) {
    const message = `\`${name}\` is not written like this`;
    return { code: "unknown-function", message, help: `write \`${macro.usage}\`` };
  }
  const instead = LEFT_OUT.get(name);
  if (instead !== undefined) {
    return { code: "unknown-function", message: `conditions have no \`${name}\``, help: instead };
  }
  const names = [...new Set([...FUNCTIONS, ...MACROS].map((one) => one.name))];
  const help = didYouMean(name, names) ?? "the functions are in docs/conditions.md";
  return { code: "unknown-function", message: `there is no function \`${name}\``, help };
}

/** A conversion that makes two operands fit; else the ways to call that there are. */
export function callHelp(callable: Callable, types: readonly Type[], isMethod: boolean): string {
  const [one, other] = types;
  const target = [
    ...(one && other && converts(other, one) ? [one] : []),
    ...(one && other && converts(one, other) ? [other] : []),
  ].find((type) => resultOf(callable, [type, type], isMethod) !== undefined);
  if (target !== undefined) return `convert one of them: \`${target.kind}(…)\``;
  const similar = callable.overloads.filter(
    (overload) => overload.isMethod === isMethod && overload.args.length === types.length,
  );
  const overloads = similar.length > 0 ? similar : callable.overloads;
  const signatures = new Set(
    overloads.map(({ name, args, isMethod: method }) => formatCall(name, args, method)),
  );
  const shown = [...signatures].slice(0, MAX_SIGNATURES).map((signature) => `\`${signature}\``);
  return `there is ${shown.join(", ")}${signatures.size > MAX_SIGNATURES ? ", …" : ""}`;
}

/** Whether a function of the type's name makes it from the other. */
function converts(from: Type, to: Type): boolean {
  const conversion = callableOf(to.kind);
  return (
    from.kind !== to.kind && conversion !== undefined && resultOf(conversion, [from], false) !== undefined
  );
}
