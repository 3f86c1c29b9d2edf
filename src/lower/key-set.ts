/** A JSON Web Key Set (RFC 7517 §5), in a file or in the document itself. */
import type { JsonWebKey } from "../ir/identity.js";
import { type ReadFile, readBeside } from "./files.js";
import type { Scope } from "./scope.js";

const HELP = "a JSON Web Key Set is an object with a list `keys` (RFC 7517 §5)";

/** Its keys, whatever they are, and where findings about them go; undefined when it is none (which has been reported). */
export function readKeySet(
  { file, inline }: { readonly file?: string | undefined; readonly inline?: unknown },
  readFile: ReadFile,
  scope: Scope,
): { readonly keys: readonly JsonWebKey[]; readonly scope: Scope } | undefined {
  const at = scope.under(file === undefined ? "inline" : "file");
  const written = file === undefined ? inline : readBeside(file, readFile, at)?.text;
  const keySet = typeof written === "string" ? parseJson(written, at) : written;
  if (keySet === undefined) return undefined;
  const keys: unknown = isObject(keySet) ? keySet.keys : undefined;
  if (Array.isArray(keys) && keys.every(isObject)) return { keys, scope: at };
  at.error("invalid-jwks", "this is no JSON Web Key Set", HELP);
  return undefined;
}

/** A key by its `kid`, or by its number. */
export function nameOfKey({ kid }: JsonWebKey, index: number): string {
  return typeof kid === "string" ? `key \`${kid}\`` : `key ${index + 1}`;
}

/** Undefined for what is no JSON (which has been reported). */
function parseJson(text: string, scope: Scope): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    scope.error("invalid-jwks", "this is no JSON", HELP);
    return undefined;
  }
}

function isObject(value: unknown): value is JsonWebKey {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
