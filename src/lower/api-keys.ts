import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { ApiKey, ApiKeyRing } from "../ir/identity.js";
import { readApiKeys } from "../policy/api-key-file.js";
import type { ApiKeyRingSpec, ApiKeySpec } from "../policy/identity-schema.js";
import { nanoseconds } from "../policy/request.js";
import { lowerApiKeyPlace } from "./credential-place.js";
import { type ReadFile, readBeside } from "./files.js";
import { lowerEach, Scope } from "./scope.js";

const ID = /^[a-z0-9]{10}$/;

/** Salt and SHA-256 in base64url: 16 and 32 bytes. */
const HASH = /^sha256:([\w-]{22}):([\w-]{43})$/;

/** A ring of API keys, or nothing when its place or its file is wrong (which has been reported). */
export function lowerApiKeyRing(spec: ApiKeyRingSpec, readFile: ReadFile, scope: Scope): ApiKeyRing[] {
  const place = lowerApiKeyPlace(spec.in, scope.under("in"));
  const keys =
    spec.file === undefined
      ? lowerEach(spec.keys, scope.under("keys"), lowerApiKey)
      : lowerFile(spec.file, readFile, scope.under("file"), scope.diagnostics);
  if (place === undefined) return [];
  const sorted = [...keys].sort((a, b) => (a.id < b.id ? -1 : 1));
  return [{ name: spec.name, in: place, keys: sorted, place: scope.under("name").place }];
}

function lowerFile(
  name: string,
  readFile: ReadFile,
  scope: Scope,
  diagnostics: Diagnostics,
): readonly ApiKey[] {
  const file = readBeside(name, readFile, scope);
  const read = file === undefined ? undefined : readApiKeys(file, diagnostics);
  return read === undefined ? [] : lowerEach(read.keys, new Scope(read, diagnostics), lowerApiKey);
}

function lowerApiKey({ id, hash, subject, claims = {}, expires }: ApiKeySpec, scope: Scope): ApiKey[] {
  const [, salt, digest] = HASH.exec(hash) ?? [];
  const seconds = expires === undefined ? undefined : lowerTime(expires, scope.under("expires"));
  if (!ID.test(id)) {
    const help = "10 lower-case letters and digits, as `cellwall key new` prints them";
    scope.under("id").error("invalid-api-key", `\`${id}\` is no ID of an API key`, help);
  }
  if (salt === undefined || digest === undefined) {
    const help = "make a key with `cellwall key new`, which prints its hash";
    scope.under("hash").error("invalid-api-key", "this is no hash of an API key", help);
  }
  return [
    {
      id,
      salt: hexadecimal(salt ?? ""),
      hash: hexadecimal(digest ?? ""),
      subject,
      claims: JSON.stringify(claims),
      ...(seconds === undefined ? {} : { expires: seconds }),
      place: scope.under("id").place,
    },
  ];
}

/** Seconds since 1970, rounded down; undefined when it is wrong (which has been reported). */
function lowerTime(text: string, scope: Scope): number | undefined {
  const time = nanoseconds(text);
  if (time !== undefined) return Number(time / 1_000_000_000n);
  scope.error("invalid-value", `\`${text}\` is no time`, "write it as RFC 3339 does: `2027-01-01T00:00:00Z`");
  return undefined;
}

function hexadecimal(base64: string): string {
  return Buffer.from(base64, "base64url").toString("hex");
}
