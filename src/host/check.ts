import { type Export, type Import, type ModuleShape, readModuleShape } from "./module-shape.js";
import { ABI_MARKERS, CALLBACKS, hostSignature } from "./signatures.js";
import { isCarried, nameOf, signatureOf } from "./value-types.js";

/** Something for which Envoy would refuse a module, or crash on it. */
export interface Finding {
  /** Stable, for machines. */
  readonly code: string;
  /** Lower case; says what to change. */
  readonly message: string;
}

/** proxy-wasm-cpp-host: limits.h, `PROXY_WASM_HOST_MAX_WASM_MEMORY_SIZE_BYTES` (1 GiB). */
const MAX_PAGES = 16_384;

/** What is wrong with a module for Envoy 1.36 and later; empty: nothing. Never throws. */
export function checkModule(bytes: Uint8Array): Finding[] {
  let shape: ModuleShape;
  try {
    shape = readModuleShape(bytes);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [finding("malformed", `not a WebAssembly module: ${why}`)];
  }
  return [
    ...checkStart(shape),
    ...checkRequired(shape),
    ...checkMemory(shape),
    ...shape.imports.flatMap(checkImport),
    ...shape.exports.flatMap(checkExport),
  ];
}

function checkStart({ hasStart }: ModuleShape): Finding[] {
  if (!hasStart) return [];
  return [
    finding(
      "start-section",
      "a host call in the start section crashes Envoy; build with `--exportStart _initialize`",
    ),
  ];
}

function checkRequired({ exports, imports }: ModuleShape): Finding[] {
  const exported = (kind: string, names: readonly string[]) =>
    exports.some((one) => one.kind === kind && names.includes(one.name));
  const findings: Finding[] = [];
  if (!exported("function", ABI_MARKERS)) {
    findings.push(
      finding("abi", `exports no ABI version that Envoy knows; export \`${ABI_MARKERS.at(-1)}\``),
    );
  }
  if (!exported("function", ["malloc", "proxy_on_memory_allocate"])) {
    findings.push(finding("malloc", "exports no `malloc`, which the host needs to hand values over"));
  }
  const importsMemory = imports.some(({ kind }) => kind === "memory");
  if (!exported("memory", ["memory"]) && !importsMemory) {
    findings.push(finding("memory", "has no `memory` that the host can see; export it"));
  }
  return findings;
}

function checkMemory({ memories }: ModuleShape): Finding[] {
  return memories
    .filter(({ initial, maximum = 0 }) => Math.max(initial, maximum) > MAX_PAGES)
    .map(({ initial, maximum = 0 }) =>
      finding(
        "memory-limit",
        `asks for ${Math.max(initial, maximum)} pages of memory; Envoy gives at most ${MAX_PAGES}`,
      ),
    );
}

function checkImport({ module, name, kind, type }: Import): Finding[] {
  const full = `\`${module}.${name}\``;
  if (kind === "memory" || kind === "table") return [];
  const expected = hostSignature(module, name);
  if (kind !== "function" || expected === undefined) {
    return [finding("import", `imports ${kind} ${full}, which Envoy does not have`)];
  }
  const actual = type ? signatureOf(type) : "?";
  if (actual === expected) return [];
  return [finding("import-type", `imports ${full} as ${describe(actual)}; Envoy has ${describe(expected)}`)];
}

function checkExport(one: Export): Finding[] {
  if (one.kind === "tag") {
    return [
      finding(
        "export-tag",
        `exports the exception tag \`${one.name}\`, which crashes Envoy; do not export it`,
      ),
    ];
  }
  const types = one.kind === "global" && one.content ? [one.content] : [];
  const crossing = one.type ? [...one.type.parameters, ...one.type.results] : types;
  const foreign = crossing.find((type) => !isCarried(type));
  if (foreign) {
    return [
      finding(
        "export-type",
        `exports \`${one.name}\` with ${nameOf(foreign)}, which crashes Envoy; do not export it`,
      ),
    ];
  }
  return checkCallback(one);
}

function checkCallback({ name, kind, type }: Export): Finding[] {
  const expected = Object.hasOwn(CALLBACKS, name) ? CALLBACKS[name] : undefined;
  if (kind !== "function" || expected === undefined || !type || signatureOf(type) === expected) return [];
  const actual = signatureOf(type);
  return [
    finding("callback-type", `exports \`${name}\` as ${describe(actual)}; Envoy calls ${describe(expected)}`),
  ];
}

function finding(code: string, message: string): Finding {
  return { code, message };
}

const WORDS: Readonly<Record<string, string>> = { i: "i32", l: "i64", f: "f32", d: "f64" };

/** `ii:i` → `(i32, i32) -> i32`, for people. */
function describe(signature: string): string {
  const [parameters = "", results = ""] = signature.split(":");
  const words = (letters: string) => [...letters].map((letter) => WORDS[letter] ?? "another type").join(", ");
  return `(${words(parameters)}) -> ${words(results) || "nothing"}`;
}
