import type { Type } from "wasmparser";
import type { FunctionType } from "./module-shape.js";

/** WebAssembly's codes of the value types that Envoy's embedding of V8 can carry across the boundary. */
const CARRIED: ReadonlyMap<number, string> = new Map([
  [-1, "i32"],
  [-2, "i64"],
  [-3, "f32"],
  [-4, "f64"],
  [-16, "funcref"],
  [-17, "externref"],
]);
const V128 = -5;
const LETTERS: Readonly<Record<string, string>> = { i32: "i", i64: "l", f32: "f", f64: "d" };

/** False for v128 and for references other than plain `funcref` and `externref`: these crash Envoy. */
export function isCarried(type: Type): boolean {
  return CARRIED.has(type.code);
}

export function nameOf(type: Type): string {
  return CARRIED.get(type.code) ?? (type.code === V128 ? "v128" : "a GC or typed reference");
}

/** A function's type in the letters of signatures.ts; `?` for what no host function has. */
export function signatureOf({ parameters, results }: FunctionType): string {
  const letters = (types: readonly Type[]) => types.map((type) => LETTERS[nameOf(type)] ?? "?").join("");
  return `${letters(parameters)}:${letters(results)}`;
}
