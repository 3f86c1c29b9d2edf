/** Users known by their tokens: the cell beside Envoy's `jwt_authn`, whose cache is off unless it is asked for. */
import { DEFAULT_TOKEN_CACHE } from "../../../src/ir/identity.js";
import { CELL } from "../modules.js";
import { compiled } from "../scenario/compiled.js";
import { AUDIENCE, type BenchAlgorithm, ISSUER, jwksOf, tokensOf } from "../scenario/tokens.js";
import { rateLimitFilter, rbacFilter } from "./native.js";
import { type HttpFilter, httpFilter, type Variant } from "./variant.js";
import { wasmFilter } from "./wasm.js";

const ALGORITHMS: readonly BenchAlgorithm[] = ["RS256", "PS256", "ES256", "EdDSA", "HS256"];

/** More users than either cache holds as it comes. */
const MANY = 5_000;

/** Enough for the tokens of `MANY`. */
const AMPLE_CACHE = { tokens: 10_000, bytes: 32 * 1024 * 1024 };

/** Signatures alone, then the whole chain. */
export function userVariants(): Variant[] {
  return [
    ...ALGORITHMS.flatMap(ofOneUser),
    ...(["RS256", "ES256"] as const).flatMap(ofManyUsers),
    ...chains(),
  ];
}

function ofOneUser(algorithm: BenchAlgorithm): Variant[] {
  const tokens = () => tokensOf(algorithm, 1);
  return [
    native(`jwt_authn(${algorithm})`, { algorithm, tokens }),
    native(`jwt_authn(${algorithm}, cached)`, { algorithm, tokens, isCached: true }),
    cell(`cell(${algorithm}, no cache)`, { algorithm, tokens, cacheBytes: 0 }),
    cell(`cell(${algorithm})`, { algorithm, tokens, cacheBytes: DEFAULT_TOKEN_CACHE }),
  ];
}

function ofManyUsers(algorithm: BenchAlgorithm): Variant[] {
  const users = `${MANY.toLocaleString("en")} tokens`;
  const tokens = () => tokensOf(algorithm, MANY);
  return [
    native(`jwt_authn(${algorithm}), ${users}`, { algorithm, tokens }),
    native(`jwt_authn(${algorithm}, cached), ${users}`, { algorithm, tokens, isCached: true }),
    cell(`cell(${algorithm}, no cache), ${users}`, { algorithm, tokens, cacheBytes: 0 }),
    cell(`cell(${algorithm}), ${users}`, { algorithm, tokens, cacheBytes: DEFAULT_TOKEN_CACHE }),
    cell(`cell(${algorithm}, 32 MiB), ${users}`, { algorithm, tokens, cacheBytes: AMPLE_CACHE.bytes }),
  ];
}

/** Token, rules and limit, on both sides with a cache. */
function chains(): Variant[] {
  const algorithm = "RS256";
  const tokens = () => tokensOf(algorithm, 1);
  return [8, 1_000].flatMap((rules) => [
    {
      name: `jwt_authn + rbac(${rules}) + local_ratelimit`,
      group: "users",
      filters: () => [jwtFilter(algorithm, true), rbacFilter(rules, "paths"), rateLimitFilter()],
      refuses: true,
      tokens,
    },
    cell(`cell(JWT + ${rules} + limit)`, {
      algorithm,
      tokens,
      cacheBytes: DEFAULT_TOKEN_CACHE,
      rules,
      limited: true,
    }),
  ]);
}

interface Native {
  readonly algorithm: BenchAlgorithm;
  readonly tokens: () => readonly string[];
  readonly isCached?: boolean;
}

function native(name: string, { algorithm, tokens, isCached = false }: Native): Variant {
  return { name, group: "users", filters: () => [jwtFilter(algorithm, isCached)], refuses: false, tokens };
}

interface Cell {
  readonly algorithm: BenchAlgorithm;
  readonly tokens: () => readonly string[];
  readonly cacheBytes: number;
  readonly rules?: number;
  readonly limited?: boolean;
}

/** With one rule at least, which wants a user: a cell without rules would let everybody in. */
function cell(name: string, { algorithm, tokens, cacheBytes, rules = 1, limited = false }: Cell): Variant {
  const image = () => compiled(rules, "paths", { limited, users: { algorithm, cacheBytes } }).image;
  return { name, group: "users", filters: () => [wasmFilter(name, CELL, image())], refuses: true, tokens };
}

/** Leaves the token in the request, as the cell does; its claims are not asked for, which is the least that it can do. */
export function jwtFilter(algorithm: BenchAlgorithm, isCached: boolean): HttpFilter {
  const provider = {
    issuer: ISSUER,
    audiences: [AUDIENCE],
    forward: true,
    local_jwks: { inline_string: JSON.stringify(jwksOf(algorithm)) },
    ...(isCached && { jwt_cache_config: { jwt_cache_size: AMPLE_CACHE.tokens } }),
  };
  return httpFilter("jwt_authn", "jwt_authn.v3.JwtAuthentication", {
    providers: { customers: provider },
    rules: [{ match: { prefix: "/" }, requires: { provider_name: "customers" } }],
  });
}
