import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { type ApiKeyRing, DEFAULT_TOKEN_CACHE, type Identity, type Issuer } from "../ir/identity.js";
import type { MeshSpec } from "../policy/schema.js";
import { lowerApiKeyRing } from "./api-keys.js";
import type { ReadFile } from "./files.js";
import { lowerIssuer } from "./issuer.js";
import { byName, reportTwice } from "./names.js";
import { lowerEach, type Scope } from "./scope.js";

/** Who a mesh believes to say who users are. `scope`: of the Mesh's `spec`. */
export function lowerIdentity(
  { issuers, apiKeys, tokenCache = DEFAULT_TOKEN_CACHE }: MeshSpec["spec"],
  readFile: ReadFile,
  scope: Scope,
): Identity {
  const { diagnostics } = scope;
  const lowered = lowerEach(issuers, scope.under("issuers"), (one, at) => lowerIssuer(one, readFile, at));
  const rings = lowerEach(apiKeys, scope.under("apiKeys"), (one, at) => lowerApiKeyRing(one, readFile, at));
  reportTwice(lowered, "issuer", ({ name }) => name, diagnostics);
  reportTwice(lowered, "issuer of tokens with the `iss`", ({ issuer }) => issuer, diagnostics);
  reportTwice(rings, "list of API keys", ({ name }) => name, diagnostics);
  const keys = rings.flatMap((ring) => ring.keys);
  reportTwice(keys, "API key", ({ id }) => id, diagnostics);
  reportCredentialsMade(lowered, rings, diagnostics);
  return { issuers: byName(lowered), apiKeys: byName(rings), tokenCacheBytes: tokenCache };
}

/** Reports headers that are made of claims where somebody's credentials stand. */
function reportCredentialsMade(
  issuers: readonly Issuer[],
  rings: readonly ApiKeyRing[],
  diagnostics: Diagnostics,
): void {
  const places = [...issuers.flatMap(({ tokens }) => tokens), ...rings.map((ring) => ring.in)];
  const taken = new Set(places.flatMap(({ kind, name }) => (kind === "header" ? [name] : [])));
  for (const { header, place } of issuers.flatMap(({ claimHeaders }) => claimHeaders)) {
    if (!taken.has(header)) continue;
    const help = "choose a name of your own, such as `x-user-groups`";
    diagnostics.error("reserved-header", `credentials stand in \`${header}\``, place, help);
  }
}
