import binaryen from "binaryen";
import { SIGNATURES } from "../signatures.js";

const TYPES: Readonly<Record<string, string>> = { i: "i32", l: "i64" };

/** WebAssembly text → module. */
export function assemble(text: string): Uint8Array {
  const module = binaryen.parseText(text);
  module.setFeatures(binaryen.Features.All);
  const bytes = module.emitBinary();
  module.dispose();
  return bytes;
}

/**
 * A module that does nothing by itself: for each function `f` of `env` it exports `f` under the name
 * `call_f`, so that a test makes host calls through `vm.invoke`. Memory from 4096 on is for `malloc`.
 * `extra`: more WebAssembly text, such as callbacks.
 */
export function puppet(extra = "", module = "env"): Uint8Array {
  const functions = Object.entries(SIGNATURES[module] ?? {});
  const imports = functions.map(
    ([name, type]) => `(import "${module}" "${name}" (func $${name} ${signature(type)}))`,
  );
  const wrappers = functions.map(([name, type]) => {
    const parameters = [...(type.split(":")[0] ?? "")].map((_, i) => `(local.get ${i})`).join(" ");
    return `(func (export "call_${name}") ${signature(type)} (call $${name} ${parameters}))`;
  });
  return assemble(`(module ${imports.join("\n")}
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 4096))
    (func (export "proxy_abi_version_0_2_1"))
    (func $malloc (export "malloc") (param i32) (result i32)
      (global.get $next)
      (global.set $next (i32.add (global.get $next) (local.get 0))))
    ${wrappers.join("\n")} ${extra})`);
}

function signature(type: string): string {
  const [parameters = "", result = ""] = type.split(":");
  const wat = (letters: string, keyword: string) =>
    letters === "" ? "" : `(${keyword} ${[...letters].map((letter) => TYPES[letter]).join(" ")})`;
  return `${wat(parameters, "param")} ${wat(result, "result")}`;
}
