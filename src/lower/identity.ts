import { DEFAULT_TOKEN_CACHE, type Identity } from "../ir/identity.js";
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
  return { issuers: byName(lowered), apiKeys: byName(rings), tokenCacheBytes: tokenCache };
}
