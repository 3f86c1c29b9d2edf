/** How users are known behind the gateway. */
import type { JsonWebKey } from "../ir/identity.js";
import type { PolicySet, Workload } from "../ir/model.js";
import type { TransactionTokens } from "../ir/transaction-tokens.js";
import { judgeKey } from "../keys/judge.js";
import { MAX_KEYS } from "../keys/key-set.js";
import { signingKeyFlaw } from "../keys/signing-key.js";
import type { MeshSpec, WorkloadSpec } from "../policy/schema.js";
import { type DurationBounds, lowerDuration } from "./duration.js";
import type { ReadFile } from "./files.js";
import { nameOfKey, readKeySet } from "./key-set.js";
import { lowerPeer } from "./peer.js";
import { lowerEach, type Scope } from "./scope.js";

const LIFETIME: DurationBounds = { least: 1e9, most: 3_600e9, written: "between 1s and 1h" };

const DEFAULT_LIFETIME_SECONDS = 60;

/** Nothing where a mesh has none, or something about them is wrong (which has been reported). `scope`: of the Mesh's `spec`. */
export function lowerTransactionTokens(
  { transactionTokens }: MeshSpec["spec"],
  readFile: ReadFile,
  scope: Scope,
): Pick<PolicySet, "transactionTokens"> {
  if (transactionTokens === undefined) return {};
  const { algorithm, keys, lifetime } = transactionTokens;
  const at = scope.under("transactionTokens");
  const read = readKeySet(keys, readFile, at.under("keys"));
  const lifetimeSeconds = lowerLifetime(lifetime, at.under("lifetime"));
  if (read === undefined || !areKeys(read.keys, algorithm, read.scope)) return {};
  if (lifetimeSeconds === undefined) return {};
  return { transactionTokens: { algorithm, keys: read.keys, lifetimeSeconds, place: at.place } };
}

/** From whom a workload takes them. */
export function lowerCallers(
  { callers, tier }: WorkloadSpec,
  { transactionTokens }: MeshSpec["spec"],
  scope: Scope,
): Pick<Workload, "callers"> {
  if (callers === undefined) return {};
  const at = scope.under("callers");
  if (transactionTokens === undefined) {
    const help =
      "`callers` says from whom transaction tokens are taken; for who may call, write `peers` in a rule";
    at.error("missing-key", "this mesh has no `transactionTokens`", help);
  }
  if (tier === "gateway")
    at.error("invalid-value", "a gateway takes no transaction tokens", "leave `callers` out");
  return { callers: lowerEach(callers, at, lowerPeer) };
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
  let sound = isInBounds(keys, scope) && reportSameIds(keys, scope);
  keys.forEach((key, index) => {
    const flaw = flawOf(key, algorithm, index === 0);
    if (flaw !== undefined) scope.error("invalid-jwk", `${nameOfKey(key, index)} ${flaw.what}`, flaw.help);
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

function isInBounds(keys: readonly JsonWebKey[], scope: Scope): boolean {
  if (keys.length > 0 && keys.length <= MAX_KEYS) return true;
  const help = `give one that signs, and those whose tokens may still be under way; at most ${MAX_KEYS}`;
  scope.error("invalid-jwks", `this key set has ${keys.length} keys`, help);
  return false;
}
