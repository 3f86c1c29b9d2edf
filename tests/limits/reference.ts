/** What limits may admit at most, said as plainly as can be: token buckets of rational numbers, without bounds. */

/** Tokens that come back in each period, and tokens of a full bucket. */
export interface Rate {
  readonly count: bigint;
  readonly periodNs: bigint;
  readonly burst: bigint;
}

/** The buckets of one limit, of which only what was admitted is taken. */
export class Buckets {
  private readonly buckets = new Map<string, { level: bigint; at: bigint }>();

  constructor(private readonly rate: Rate) {}

  /** What a bucket lacks when tokens are taken of it: 0 when they were there. What is lacking is not owed. */
  take(key: string, tokens: bigint, nowNs: bigint): bigint {
    const left = this.levelOf(key, nowNs) - tokens * this.rate.periodNs;
    this.buckets.set(key, { level: left < 0n ? 0n : left, at: nowNs });
    return left < 0n ? -left / this.rate.periodNs + 1n : 0n;
  }

  /** Tokens times the period, so that nothing is rounded. */
  private levelOf(key: string, nowNs: bigint): bigint {
    const { count, periodNs, burst } = this.rate;
    const { level, at } = this.buckets.get(key) ?? { level: burst * periodNs, at: nowNs };
    return least(burst * periodNs, level + (nowNs - at) * count);
  }
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
