/** Where credentials may stand, and which headers may be made of claims. */
import type { ApiKeyPlace, ClaimHeader, TokenPlace } from "../ir/identity.js";
import type { ApiKeyRingSpec, ClaimHeaderSpec, TokenPlaceSpec } from "../policy/identity-schema.js";
import type { Scope } from "./scope.js";
import { isHeaderName, isToken } from "./values.js";

/** Headers that hold other things than a token of their own. */
const NO_TOKENS: ReadonlySet<string> = new Set(["cookie", "txn-token"]);

/** Headers that mean something to proxies on the way, or carry credentials. */
const RESERVED =
  /^(authorization|cookie|txn-token|set-cookie|x-forwarded-.*|forwarded|via|x-envoy-.*|x-request-id|traceparent|tracestate|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-length)$/;

/** Most names in a claim's path. */
const MAX_CLAIM_DEPTH = 8;

/** A place of tokens, or nothing when it is wrong (which has been reported). */
export function lowerTokenPlace(
  { header, scheme, cookie, query }: TokenPlaceSpec,
  scope: Scope,
): TokenPlace[] {
  if (query !== undefined) return [{ kind: "query", name: query }];
  if (cookie !== undefined) {
    return isName(cookie, "cookie", scope.under("cookie")) ? [{ kind: "cookie", name: cookie }] : [];
  }
  const name = lowerHeaderName(header ?? "", NO_TOKENS, scope.under("header"));
  if (name === undefined) return [];
  const before = scheme ?? (name === "authorization" ? "Bearer" : undefined);
  if (before === undefined) return [{ kind: "header", name }];
  if (!isName(before, "scheme", scope.under("scheme"))) return [];
  return [{ kind: "header", name, scheme: before }];
}

/** A place of API keys; undefined when it is wrong (which has been reported). */
export function lowerApiKeyPlace(
  { header, query }: ApiKeyRingSpec["in"],
  scope: Scope,
): ApiKeyPlace | undefined {
  if (query !== undefined) return { kind: "query", name: query };
  const name = lowerHeaderName(header ?? "", new Set([...NO_TOKENS, "authorization"]), scope.under("header"));
  return name === undefined ? undefined : { kind: "header", name };
}

/** A header made of a claim, or nothing when it is wrong (which has been reported). */
export function lowerClaimHeader({ claim, header }: ClaimHeaderSpec, scope: Scope): ClaimHeader[] {
  const path = typeof claim === "string" ? claim.split(".") : claim;
  const isPath = isClaimPath(path, scope.under("claim"));
  const name = header.toLowerCase();
  const at = scope.under("header");
  if (!isHeaderName(header, at)) return [];
  if (RESERVED.test(name)) {
    const help = "choose a name of your own, such as `x-user-groups`";
    at.error("reserved-header", `\`${header}\` can't be made of a claim: it means something else`, help);
    return [];
  }
  return isPath ? [{ claim: path, header: name, place: at.place }] : [];
}

function isClaimPath(path: readonly string[], scope: Scope): boolean {
  if (path.length <= MAX_CLAIM_DEPTH && path.every((name) => name !== "")) return true;
  const help = `write names and dots, such as \`realm.roles\`; at most ${MAX_CLAIM_DEPTH} names`;
  scope.error("invalid-claim", `\`${path.join(".")}\` leads to no claim`, help);
  return false;
}

function lowerHeaderName(header: string, others: ReadonlySet<string>, scope: Scope): string | undefined {
  if (!isHeaderName(header, scope)) return undefined;
  const name = header.toLowerCase();
  if (!others.has(name)) return name;
  const help = name === "cookie" ? "name the cookie: `{ cookie: session }`" : "choose another header";
  scope.error("reserved-header", `credentials of users can't stand in \`${header}\``, help);
  return undefined;
}

function isName(text: string, what: string, scope: Scope): boolean {
  if (isToken(text)) return true;
  scope.error("invalid-header", `\`${text}\` is no name of a ${what}`, "letters, digits and !#$%&'*+-.^_`|~");
  return false;
}
