/** What the model says of users → what the image says of them. */
import { ISSUER_FLAG, PLACE_KIND, PLACE_USE } from "../image/layout.js";
import type {
  PlannedApiKey,
  PlannedClaimHeader,
  PlannedIdentity,
  PlannedIssuer,
  PlannedPlace,
} from "../image/plan.js";
import type { ApiKeyRing, Identity, Issuer, TokenPlace } from "../ir/identity.js";
import { algorithmBits } from "../keys/algorithms.js";
import { jwksToKeySet } from "../keys/key-set.js";

const KINDS = { header: PLACE_KIND.HEADER, cookie: PLACE_KIND.COOKIE, query: PLACE_KIND.QUERY } as const;

const NANOS_PER_SECOND = 1e9;

export function planIdentity({ issuers, apiKeys, tokenCacheBytes }: Identity): PlannedIdentity {
  const places = new Places();
  return {
    tokenCacheBytes,
    issuers: issuers.map((issuer) => planIssuer(issuer, places)),
    claimHeaders: issuers.flatMap(planClaimHeaders),
    rings: apiKeys.map((ring) => ({ name: ring.name, places: places.ofRing(ring) })),
    apiKeys: apiKeys.flatMap(planApiKeys).sort((a, b) => (a.id < b.id ? -1 : 1)),
    places: places.list,
  };
}

/** The places of all issuers and rings, each once. */
class Places {
  readonly list: PlannedPlace[] = [];
  private readonly indices = new Map<string, number>();

  ofIssuer({ tokens }: Issuer): number {
    return tokens.reduce((bits, place) => bits | this.bitOf(planPlace(place)), 0);
  }

  ofRing({ in: { kind, name } }: ApiKeyRing): number {
    return this.bitOf({ kind: KINDS[kind], use: PLACE_USE.API_KEY, name });
  }

  private bitOf(place: PlannedPlace): number {
    const name = JSON.stringify([place.kind, place.use, place.name, place.scheme?.toLowerCase()]);
    const index = this.indices.get(name) ?? this.list.length;
    if (index === this.list.length) this.list.push(place);
    this.indices.set(name, index);
    return 1 << index;
  }
}

function planPlace(place: TokenPlace): PlannedPlace {
  const planned = { kind: KINDS[place.kind], use: PLACE_USE.TOKEN, name: place.name };
  return place.kind === "header" && place.scheme !== undefined
    ? { ...planned, scheme: place.scheme }
    : planned;
}

function planIssuer(issuer: Issuer, places: Places): PlannedIssuer {
  const { name, keys, forward } = issuer;
  return {
    name,
    issuer: issuer.issuer,
    places: places.ofIssuer(issuer),
    audiences: issuer.audiences,
    algorithms: algorithmBits(issuer.algorithms),
    flags: (forward ? ISSUER_FLAG.FORWARD : 0) | ("uri" in keys ? ISSUER_FLAG.FETCHED : 0),
    leewaySeconds: issuer.leewayNs / NANOS_PER_SECOND,
    ...("jwks" in keys ? { keySet: jwksToKeySet(keys.jwks) } : {}),
  };
}

function planClaimHeaders({ claimHeaders }: Issuer, issuer: number): PlannedClaimHeader[] {
  return claimHeaders.map(({ claim, header }) => ({ issuer, header, claim }));
}

function planApiKeys({ keys }: ApiKeyRing, ring: number): PlannedApiKey[] {
  return keys.map(({ id, salt, hash, subject, claims, expires = Number.POSITIVE_INFINITY }) => ({
    id,
    ring,
    subject,
    claims,
    expires,
    salt: Buffer.from(salt, "hex"),
    hash: Buffer.from(hash, "hex"),
  }));
}
