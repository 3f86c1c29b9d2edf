/** How users are known behind the gateway. */
import type { JsonWebKey } from "../ir/identity.js";
import type { TransactionTokens } from "../ir/transaction-tokens.js";
import { readJwks } from "../keys/index.js";
import { signingKeyFlaw } from "../keys/signing-key.js";
import type { TransactionTokensSpec } from "../policy/transaction-schema.js";
import { type DurationBounds, lowerDuration } from "./duration.js";
import type { ReadFile } from "./files.js";
import { readKeySet } from "./key-set.js";
import type { Scope } from "./scope.js";

const LIFETIME: DurationBounds = { least: 1e9, most: 3_600e9, written: "between 1s and 1h" };

const DEFAULT_LIFETIME_SECONDS = 60;

/** Undefined when something about them is wrong (which has been reported). */
export function lowerTransactionTokens(
  { algorithm, keys, lifetime }: TransactionTokensSpec,
  readFile: ReadFile,
  scope: Scope,
): TransactionTokens | undefined {
  const at = scope.under("keys");
  const read = readKeySet(keys, readFile, at);
  const lifetimeSeconds = lowerLifetime(lifetime, scope.under("lifetime"));
  if (read === undefined || !areKeys(read, algorithm, at) || lifetimeSeconds === undefined) return undefined;
  return { algorithm, keys: read, lifetimeSeconds, place: scope.place };
}

/** Whole seconds, as `iat` and `exp` are. */
function lowerLifetime(text: string | undefined, scope: Scope): number | undefined {
  if (text === undefined) return DEFAULT_LIFETIME_SECONDS;
  const nanoseconds = lowerDuration(text, LIFETIME, scope);
  return nanoseconds === undefined ? undefined : Math.floor(nanoseconds / 1e9);
}

/** Whether the first key signs, all verify, and each can be told from the others. */
function areKeys(
  keys: readonly JsonWebKey[],
  algorithm: TransactionTokens["algorithm"],
  scope: Scope,
): boolean {
  const flaws = keys.map((key, index) => flawOf(key, algorithm, index === 0));
  flaws.forEach((flaw, index) => {
    if (flaw !== undefined) scope.error("invalid-jwk", `${nameOf(keys[index], index)}: ${flaw.message}`, flaw.help);
  });
  return reportSameIds(keys, scope) && flaws.every((flaw) => flaw === undefined);
}

interface KeyFlaw {
  readonly message: string;
  readonly help: string;
}

function flawOf(
  key: JsonWebKey,
  algorithm: TransactionTokens["algorithm"],
  signs: boolean,
): KeyFlaw | undefined {
  const [kty, wanted] = algorithm === "HS256" ? ["oct", "a secret"] : ["RSA", "an RSA key"];
  if (typeof key.kid !== "string" || key.kid === "") {
    return { message: "it has no `kid`", help: "while keys change, tokens name the one that signed them" };
  }
  if (key.kty !== kty || (key.alg ?? algorithm) !== algorithm) {
    return { message: `it is not for ${algorithm}`, help: `take ${wanted} (\`kty: ${kty}\`)` };
  }
  const [problem] = readJwks({ keys: [key] }).problems;
  return problem ?? (signs ? signingKeyFlaw(key, algorithm) : undefined);
}

function reportSameIds(keys: readonly JsonWebKey[], scope: Scope): boolean {
  const twice = keys.filter(({ kid }, index) => keys.findIndex((key) => key.kid === kid) !== index);
  const named = twice.filter(({ kid }) => typeof kid === "string");
  for (const { kid } of named) scope.error("duplicate-name", `a second key \`${kid}\``);
  return named.length === 0;
}

/** A key by its `kid`, or by its number. */
function nameOf(key: JsonWebKey | undefined, index: number): string {
  const kid = key?.kid;
  return typeof kid === "string" && kid !== "" ? `key \`${kid}\`` : `key ${index + 1}`;
}
