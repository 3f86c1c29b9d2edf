import { evaluateClause, evaluateExpression } from "./evaluate.js";
import type { Facts } from "./facts.js";
import {
  type Capacity,
  isConcurrency,
  isPaidLater,
  type Limit,
  type LimitKey,
  MAX_COUNT,
  MAX_FILL_NS,
  type Rate,
  tokensToNs,
} from "./limit.js";
import { addressPart, type KeyPart, keyText } from "./limit-key.js";
import type { Request } from "./request.js";
import { EvaluationError, type Value } from "./value.js";

/** A limit and the policy it belongs to. */
export interface OwnedLimit {
  readonly policy: string;
  readonly limit: Limit;
}

/** The first enforced limit, and the first in shadow mode, that refuses a request; the first whose cost has no value. */
export interface Counted {
  readonly refused?: OwnedLimit;
  readonly shadow?: OwnedLimit;
  readonly costError?: OwnedLimit;
}

/** What limits count of a response: its status, 0 when none came, and the bytes of its body. */
export interface Response {
  readonly status: number;
  readonly size: bigint;
}

/** What a request asks of one limit. */
interface Hit {
  readonly owned: OwnedLimit;
  /** Names the bucket. */
  readonly bucket: string;
  readonly capacity: Capacity;
  readonly cost: bigint;
  readonly isCostError: boolean;
}

/**
 * What one proxy remembers for its limits: for each key of a rate the theoretical arrival time (GCRA, ITU-T
 * I.371), the moment in nanoseconds at which the bucket will be full again, and for each key of a limit on
 * requests at a time how many there are. Grows with the number of keys.
 */
export class Limiter {
  private readonly arrivals = new Map<string, bigint>();
  private readonly running = new Map<string, number>();
  private readonly admitted = new WeakMap<Request, readonly Hit[]>();

  /**
   * Takes what a request costs of each enforced limit that is for it, when all have it; else takes nothing and
   * names the first, in the order given, that has not. Of an admitted request, each limit in shadow mode takes
   * its cost if it has it.
   */
  admit(limits: readonly OwnedLimit[], request: Request, facts: Facts, nowNs: bigint): Counted {
    const hits = limits.flatMap((owned) => hitsOf(owned, facts));
    const wrong = hits.find(({ isCostError }) => isCostError);
    const noted = wrong === undefined ? {} : { costError: wrong.owned };
    const short = hits.filter((hit) => !this.fits(hit, nowNs));
    const refused = short.find(({ owned }) => !owned.limit.shadow);
    if (refused !== undefined) return { refused: refused.owned, ...noted };
    const taken = hits.filter((hit) => !short.includes(hit));
    for (const hit of taken) this.take(hit, nowNs);
    this.admitted.set(request, taken);
    return { ...(short[0] === undefined ? {} : { shadow: short[0].owned }), ...noted };
  }

  /** An admitted request has got its response, or never will: gives back its place, and takes what the response costs. */
  end(request: Request, response: Response, nowNs: bigint): void {
    for (const hit of this.admitted.get(request) ?? []) {
      const { bucket, capacity, owned } = hit;
      if (isConcurrency(capacity)) this.running.set(bucket, this.runningIn(bucket) - 1);
      else if (isPaidLater(owned.limit))
        this.pay(bucket, capacity, responseCost(owned.limit, response), nowNs);
    }
    this.admitted.delete(request);
  }

  private fits({ owned, bucket, capacity, cost }: Hit, nowNs: bigint): boolean {
    if (isConcurrency(capacity)) return this.runningIn(bucket) < capacity.inFlight;
    const asked = isPaidLater(owned.limit) ? 1n : cost;
    if (asked === 0n) return true;
    const tolerance = tokensToNs(capacity, 1n) * BigInt(capacity.burst);
    const arrival = this.arrivalOf(bucket, nowNs) + tokensToNs(capacity, asked);
    return asked <= BigInt(capacity.burst) && arrival - nowNs <= tolerance;
  }

  private take({ owned, bucket, capacity, cost }: Hit, nowNs: bigint): void {
    if (isConcurrency(capacity)) this.running.set(bucket, this.runningIn(bucket) + 1);
    else if (!isPaidLater(owned.limit)) this.pay(bucket, capacity, cost, nowNs);
  }

  /** A debt is forgotten after 100 years at most. */
  private pay(bucket: string, rate: Rate, cost: bigint, nowNs: bigint): void {
    if (cost === 0n) return;
    const arrival = this.arrivalOf(bucket, nowNs) + tokensToNs(rate, cost);
    const latest = nowNs + BigInt(MAX_FILL_NS);
    this.arrivals.set(bucket, arrival < latest ? arrival : latest);
  }

  private runningIn(bucket: string): number {
    return this.running.get(bucket) ?? 0;
  }

  private arrivalOf(bucket: string, nowNs: bigint): bigint {
    const arrival = this.arrivals.get(bucket) ?? 0n;
    return arrival > nowNs ? arrival : nowNs;
  }
}

/** One hit, or none of a limit that is not for the request. */
function hitsOf(owned: OwnedLimit, facts: Facts): Hit[] {
  const { policy, limit } = owned;
  if (limit.clauses.some((clause) => evaluateClause(clause, facts) === false)) return [];
  const parts = limit.key.map((part) => keyPart(part, facts));
  if (limit.absent === "skip" && parts.includes(undefined)) return [];
  const key = keyText(parts);
  const override = limit.overrides.find((one) => one.key === key);
  const bucket = JSON.stringify([policy, limit.name, key]);
  const cost = requestCost(limit, facts);
  return [
    {
      owned,
      bucket,
      capacity: override?.capacity ?? limit.capacity,
      cost: cost ?? 1n,
      isCostError: cost === undefined,
    },
  ];
}

function keyPart(part: LimitKey, facts: Facts): KeyPart {
  switch (part.kind) {
    case "source":
      return facts.source && addressPart(facts.source, part);
    case "header": {
      const values = facts.headers(part.name);
      return values.length === 0 ? undefined : values;
    }
    case "attribute":
      return textPart(evaluateExpression(part, facts));
    case "expression":
      return textPart(evaluateExpression(part.expression, facts));
  }
}

function textPart(value: Value | EvaluationError): KeyPart {
  return !(value instanceof EvaluationError) && value.type === "string" ? [value.value] : undefined;
}

/** What a request takes when it comes; undefined: that has no value. */
function requestCost({ cost }: Limit, facts: Facts): bigint | undefined {
  if (cost?.kind !== "request") return 1n;
  const result = evaluateExpression(cost.expression, facts);
  if (result instanceof EvaluationError || (result.type !== "int" && result.type !== "uint"))
    return undefined;
  return result.value < 0n ? undefined : least(result.value, BigInt(MAX_COUNT));
}

/** What it takes when its response is there. */
function responseCost({ cost }: Limit, { status, size }: Response): bigint {
  if (cost?.kind === "size") return least(size, BigInt(MAX_COUNT));
  const isCounted =
    cost?.kind === "status" && cost.ranges.some(({ from, to }) => from <= status && status <= to);
  return isCounted ? 1n : 0n;
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
