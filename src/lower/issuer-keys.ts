/** Where an issuer's keys come from: a JSON Web Key Set (RFC 7517 §5), or a URI. */
import type { Algorithm, IssuerKeys, JsonWebKey } from "../ir/identity.js";
import { judgeKey } from "../keys/judge.js";
import { MAX_KEYS } from "../keys/key-set.js";
import type { IssuerSpec } from "../policy/identity-schema.js";
import { type DurationBounds, lowerDuration } from "./duration.js";
import { type ReadFile, readBeside } from "./files.js";
import type { Scope } from "./scope.js";

const REFRESH: DurationBounds = { least: 10e9, most: 86_400e9, written: "between 10s and 1d" };

const DEFAULT_REFRESH_NS = 300e9;

/** Undefined when they are wrong (which has been reported). */
export function lowerKeys(
  { name, jwks: { file, inline, uri, refresh, cluster } }: IssuerSpec,
  algorithms: readonly Algorithm[],
  readFile: ReadFile,
  scope: Scope,
): IssuerKeys | undefined {
  if (uri !== undefined) {
    const isUri = isHttps(uri, scope.under("uri"));
    const refreshNs =
      refresh === undefined ? DEFAULT_REFRESH_NS : lowerDuration(refresh, REFRESH, scope.under("refresh"));
    if (!isUri || refreshNs === undefined) return undefined;
    return { uri, refreshNs, cluster: cluster ?? `keys.${name}` };
  }
  const at = scope.under(file === undefined ? "inline" : "file");
  const written = file === undefined ? inline : readBeside(file, readFile, at)?.text;
  const keySet = typeof written === "string" ? parseJson(written, at) : written;
  const jwks = keySet === undefined ? undefined : lowerKeySet(keySet, algorithms, at);
  return jwks && { jwks };
}

function isHttps(text: string, scope: Scope): boolean {
  if (URL.canParse(text) && new URL(text).protocol === "https:") return true;
  const help = "keys that anybody could replace on the way are worth nothing";
  scope.error("invalid-value", `\`${text}\` is no https URL`, help);
  return false;
}

const HELP = "a JSON Web Key Set is an object with a list `keys` (RFC 7517 §5)";

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

function lowerKeySet(
  keySet: unknown,
  algorithms: readonly Algorithm[],
  scope: Scope,
): readonly JsonWebKey[] | undefined {
  const keys: unknown = isObject(keySet) ? keySet.keys : undefined;
  if (!Array.isArray(keys) || !keys.every(isObject)) {
    scope.error("invalid-jwks", "this is no JSON Web Key Set", HELP);
    return undefined;
  }
  const usable = keys.filter((key, index) => isUsable(key, nameOf(key, index), algorithms, scope));
  if (usable.length > MAX_KEYS) {
    const message = `this key set has ${usable.length} keys, and ${MAX_KEYS} are the most`;
    scope.error("invalid-jwks", message, "take out those that sign no tokens any more");
  } else if (usable.length === 0) {
    const help = "no token would ever be believed: add a key, or leave the issuer out";
    scope.error("invalid-jwks", "this key set has no key to verify tokens with", help);
  }
  return usable;
}

/** Whether a key stays in the set. One that is wrong stays, so that it is reported once. */
function isUsable(key: JsonWebKey, name: string, algorithms: readonly Algorithm[], scope: Scope): boolean {
  const judgement = judgeKey(key);
  if ("skipped" in judgement) {
    scope.warning("skipped-jwk", `${name} is left out: ${judgement.skipped}`);
    return false;
  }
  if ("wrong" in judgement) scope.error("invalid-jwk", `${name} ${judgement.wrong}`);
  else if (key.kty === "oct" && !judgement.algorithms.some((one) => algorithms.includes(one))) {
    const help = `name ${judgement.algorithms.join(" or ")} in \`algorithms\`, or take the key out`;
    scope.error("invalid-jwk", `${name} is a secret, and the issuer names no algorithm for it`, help);
  }
  return true;
}

/** A key by its `kid`, or by its number. */
function nameOf({ kid }: JsonWebKey, index: number): string {
  return typeof kid === "string" ? `key \`${kid}\`` : `key ${index + 1}`;
}

function isObject(value: unknown): value is JsonWebKey {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
