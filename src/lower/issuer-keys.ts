/** Where an issuer's keys come from: a JSON Web Key Set (RFC 7517 §5), or a URI. */
import type { Algorithm, IssuerKeys, JsonWebKey } from "../ir/identity.js";
import { judgeKey } from "../keys/judge.js";
import { MAX_KEYS } from "../keys/key-set.js";
import type { IssuerSpec } from "../policy/identity-schema.js";
import { type DurationBounds, lowerDuration } from "./duration.js";
import type { ReadFile } from "./files.js";
import { nameOfKey, readKeySet } from "./key-set.js";
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
  const read = readKeySet({ file, inline }, readFile, scope);
  return read && { jwks: usableKeys(read.keys, algorithms, read.scope) };
}

function isHttps(text: string, scope: Scope): boolean {
  if (URL.canParse(text) && new URL(text).protocol === "https:") return true;
  const help = "keys that anybody could replace on the way are worth nothing";
  scope.error("invalid-value", `\`${text}\` is no https URL`, help);
  return false;
}

function usableKeys(
  keys: readonly JsonWebKey[],
  algorithms: readonly Algorithm[],
  scope: Scope,
): readonly JsonWebKey[] {
  const usable = keys.filter((key, index) => isUsable(key, nameOfKey(key, index), algorithms, scope));
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
