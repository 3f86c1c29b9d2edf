/** How users are known behind the gateway. */
import type { JsonWebKey } from "../ir/identity.js";
import type { TransactionTokens } from "../ir/transaction-tokens.js";
import { judgeKey } from "../keys/judge.js";
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
  let sound = reportSameIds(keys, scope);
  keys.forEach((key, index) => {
    const flaw = flawOf(key, algorithm, index === 0);
    if (flaw !== undefined) scope.error("invalid-jwk", `${nameOf(key, index)} ${flaw.what}`, flaw.help);
    sound &&= flaw === undefined;
  });
  return sound;
}

interface KeyFlaw {
  readonly what: string;
  readonly help?: string;
}

function flawOf(
  key: JsonWebKey,
  algorithm: TransactionTokens["algorithm"],
  signs: boolean,
): KeyFlaw | undefined {
  if (typeof key.kid !== "string" || key.kid === "") {
    return { what: "has no `kid`", help: "while keys change, tokens name the one that signed them" };
  }
  const judged = judgeKey(key);
  if ("wrong" in judged) return { what: judged.wrong };
  if ("skipped" in judged || !judged.algorithms.includes(algorithm)) {
    const wanted = algorithm === "HS256" ? "a secret (`kty: oct`)" : "an RSA key";
    return { what: `is not for ${algorithm}`, help: `take ${wanted}` };
  }
  const flaw = signs ? signingKeyFlaw(key, algorithm) : undefined;
  return flaw === undefined ? undefined : { what: flaw, help: SIGNS };
}

const SIGNS = "the first key signs: give it with its private parts (RFC 7518 §6.3.2)";

function reportSameIds(keys: readonly JsonWebKey[], scope: Scope): boolean {
  const twice = keys.filter(({ kid }, index) => keys.findIndex((key) => key.kid === kid) !== index);
  const named = twice.filter(({ kid }) => typeof kid === "string");
  for (const { kid } of named) scope.error("duplicate-name", `a second key \`${kid}\``);
  return named.length === 0;
}

/** A key by its `kid`, or by its number. */
function nameOf({ kid }: JsonWebKey, index: number): string {
  return typeof kid === "string" && kid !== "" ? `key \`${kid}\`` : `key ${index + 1}`;
}
