import { type Algorithm, ASYMMETRIC, type Issuer, type TokenPlace } from "../ir/identity.js";
import type { IssuerSpec } from "../policy/identity-schema.js";
import { lowerClaimHeader, lowerTokenPlace } from "./credential-place.js";
import { type DurationBounds, lowerDuration } from "./duration.js";
import type { ReadFile } from "./files.js";
import { lowerKeys } from "./issuer-keys.js";
import { reportTwice } from "./names.js";
import { lowerEach, type Scope } from "./scope.js";

const LEEWAY: DurationBounds = { least: 0, most: 600e9, written: "between 0s and 10m" };

const DEFAULT_LEEWAY_NS = 60e9;

const BEARER: TokenPlace = { kind: "header", name: "authorization", scheme: "Bearer" };

/** An issuer, or nothing when its keys are wrong (which has been reported). */
export function lowerIssuer(spec: IssuerSpec, readFile: ReadFile, scope: Scope): Issuer[] {
  const { leeway, tokens, forward = true } = spec;
  const algorithms: readonly Algorithm[] = distinct(spec.algorithms ?? ASYMMETRIC);
  const keys = lowerKeys(spec, algorithms, readFile, scope.under("jwks"));
  const leewayNs =
    leeway === undefined ? DEFAULT_LEEWAY_NS : lowerDuration(leeway, LEEWAY, scope.under("leeway"));
  const claimHeaders = lowerEach(spec.claimHeaders, scope.under("claimHeaders"), lowerClaimHeader);
  reportTwice(claimHeaders, "claim for the header", ({ header }) => header, scope.diagnostics);
  if (keys === undefined || leewayNs === undefined) return [];
  return [
    {
      name: spec.name,
      issuer: spec.issuer,
      audiences: distinct(spec.audiences ?? []),
      algorithms,
      leewayNs,
      tokens: tokens === undefined ? [BEARER] : lowerEach(tokens, scope.under("tokens"), lowerTokenPlace),
      keys,
      claimHeaders,
      forward,
      place: scope.under("name").place,
    },
  ];
}

function distinct<T extends string>(items: readonly T[]): T[] {
  return [...new Set(items)].sort();
}
