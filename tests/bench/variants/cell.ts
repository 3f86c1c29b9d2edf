/** The cell, with the rules that the native filters get. */
import { CELL } from "../modules.js";
import { compiled } from "../scenario/compiled.js";
import type { PolicyOptions } from "../scenario/policy.js";
import type { Shape } from "../scenario/rules.js";
import type { Group, Variant } from "./variant.js";
import { wasmFilter } from "./wasm.js";

export const cell = (rules: number): Variant => variant(`cell(${rules})`, "rules", rules);

export const cellAndLimit = (rules: number): Variant =>
  variant(`cell(${rules} + limit)`, "rules and limit", rules, { limited: true });

export const cellOnePath = (rules: number): Variant =>
  variant(`cell(${rules}), one path`, "rules on one path", rules, { shape: "one-path" });

interface Options extends PolicyOptions {
  readonly shape?: Shape;
}

function variant(name: string, group: Group, rules: number, options: Options = {}): Variant {
  const { shape = "paths", ...rest } = options;
  const filters = () => [wasmFilter(name, CELL, compiled(rules, shape, rest).image)];
  return { name, group, filters, refuses: true };
}
