/** Where an issuer's keys come from: a JSON Web Key Set (RFC 7517 §5), or a URI. */
import { type Algorithm, type IssuerKeys, type JsonWebKey, SYMMETRIC } from "../ir/identity.js";
import { readJwks } from "../keys/index.js";
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
  const jwks = written === undefined ? undefined : lowerKeySet(written, algorithms, at);
  return jwks && { jwks };
}

function isHttps(text: string, scope: Scope): boolean {
  if (URL.canParse(text) && new URL(text).protocol === "https:") return true;
  const help = "keys that anybody could replace on the way are worth nothing";
  scope.error("invalid-value", `\`${text}\` is no https URL`, help);
  return false;
}

/** `written`: an object, or its JSON text. */
function lowerKeySet(
  written: unknown,
  algorithms: readonly Algorithm[],
  scope: Scope,
): readonly JsonWebKey[] | undefined {
  const { problems, keySet } = readJwks(written);
  for (const { severity, message, help, index, kid } of problems) {
    const whole = index === undefined;
    const name = kid === undefined ? `key ${(index ?? 0) + 1}` : `key \`${kid}\``;
    if (severity === "warning") scope.warning("skipped-jwk", `${name} is left out: ${message}`, help);
    else if (whole) scope.error("invalid-jwks", message, help);
    else scope.error("invalid-jwk", `${name}: ${message}`, help);
  }
  if (keySet === undefined) return undefined;
  const skipped = new Set(problems.map(({ index }) => index));
  const keys = keysOf(written).filter((_, index) => !skipped.has(index));
  return areNamed(keys, algorithms, scope) ? keys : undefined;
}

/** The keys of what is known to be a key set. */
function keysOf(written: unknown): readonly JsonWebKey[] {
  const keySet: { readonly keys: readonly JsonWebKey[] } =
    typeof written === "string" ? JSON.parse(written) : written;
  return keySet.keys;
}

/** Whoever can check a secret's tokens can make them, so that secrets are only for issuers that say so. */
function areNamed(keys: readonly JsonWebKey[], algorithms: readonly Algorithm[], scope: Scope): boolean {
  if (!keys.some(({ kty }) => kty === "oct") || SYMMETRIC.some((one) => algorithms.includes(one)))
    return true;
  const help = "name `HS256` in `algorithms` when tokens are signed with it, else take it out";
  scope.error("invalid-jwk", "a key is a secret (`oct`), and the issuer names no algorithm for it", help);
  return false;
}
