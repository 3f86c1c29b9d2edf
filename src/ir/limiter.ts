import type { Facts } from "./facts.js";
import type { Limit, LimitKey } from "./model.js";

/** A limit and the policy it belongs to. */
export interface OwnedLimit {
  readonly policy: string;
  readonly limit: Limit;
}

/** The first enforced limit, and the first in shadow mode, that have no token for a request. */
export interface Counted {
  readonly refused?: OwnedLimit;
  readonly shadow?: OwnedLimit;
}

interface Hit {
  readonly owned: OwnedLimit;
  readonly key: string;
  readonly arrival: bigint;
  readonly fits: boolean;
}

/**
 * The token buckets of one proxy, each kept as its theoretical arrival time (GCRA, ITU-T I.371): the moment,
 * in nanoseconds, at which the bucket will be full again. Grows with the number of keys.
 */
export class Limiter {
  private readonly arrivals = new Map<string, bigint>();

  /**
   * Takes one token of each enforced limit when all have one; else takes none and names the first, in the
   * order given, that has none. Of an admitted request, each limit in shadow mode takes a token if it has one.
   */
  admit(limits: readonly OwnedLimit[], facts: Facts, nowNs: bigint): Counted {
    const hits = limits.map((owned) => this.hit(owned, facts, nowNs));
    const refused = hits.find((hit) => !hit.owned.limit.shadow && !hit.fits);
    if (refused !== undefined) return { refused: refused.owned };
    for (const { key, arrival, fits } of hits) if (fits) this.arrivals.set(key, arrival);
    const shadow = hits.find(({ fits }) => !fits);
    return shadow === undefined ? {} : { shadow: shadow.owned };
  }

  private hit(owned: OwnedLimit, facts: Facts, nowNs: bigint): Hit {
    const arrival = this.advance(owned, facts, nowNs);
    const fits = arrival - nowNs <= intervalNs(owned.limit) * BigInt(owned.limit.burst);
    return { owned, key: keyOf(owned, facts), arrival, fits };
  }

  /** The arrival time after one more request. */
  private advance(owned: OwnedLimit, facts: Facts, nowNs: bigint): bigint {
    const arrival = this.arrivals.get(keyOf(owned, facts)) ?? 0n;
    return (arrival > nowNs ? arrival : nowNs) + intervalNs(owned.limit);
  }
}

/** Between requests at the limit's rate. */
function intervalNs({ periodNs, count }: Limit): bigint {
  return BigInt(Math.floor(periodNs / count));
}

/** Names a bucket: the limit and each part of its key, so that an absent part differs from an empty one. */
function keyOf({ policy, limit }: OwnedLimit, facts: Facts): string {
  return JSON.stringify([policy, limit.name, ...limit.key.map((part) => keyValue(part, facts))]);
}

function keyValue(part: LimitKey, facts: Facts): unknown {
  switch (part.kind) {
    case "source":
      return facts.source ?? null;
    case "peer":
      return facts.peer?.id ?? null;
    case "header":
      return facts.headers(part.name);
  }
}
