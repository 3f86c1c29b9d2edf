/** Random requests to several workers: what they admit against what the limits allow. */
import { Random } from "../differential/random-policy.js";
import { Buckets, type Rate } from "./reference.js";
import { type LimitSpec, Workers } from "./workers.js";

/** Requests of one seed. */
export const REQUESTS_PER_MODEL = 6_000;

/** Rates as text, and their numbers; some are leased, some are not, some divide badly. */
const RATES: readonly (readonly [rate: string, count: number, periodNs: number])[] = [
  ["10/1s", 10, 1e9],
  ["7/1m", 7, 60e9],
  ["1000/1s", 1000, 1e9],
  ["30000/1s", 30_000, 1e9],
  ["1000000/1s", 1_000_000, 1e9],
  ["3/1ms", 3, 1e6],
  ["100000/1h", 100_000, 3600e9],
];
const BURSTS = [1, 5, 127, 128, 300, 640];
const COSTS = [1, 1, 1, 1, 2, 7, 60];

/** Nanoseconds between requests, at most; the shorter ones make floods. */
const PAUSES = [1, 1_000, 30_000, 300_000, 5_000_000, 400_000_000];

interface ModelLimit {
  readonly spec: LimitSpec;
  readonly header: string;
  readonly hasCost: boolean;
  readonly buckets: Buckets;
}

/** For a while, requests come like this; leases are held meanwhile by workers that get none. */
interface Phase {
  readonly requests: number;
  readonly pauseNs: number;
  readonly workers: readonly number[];
  readonly keys: number;
}

/**
 * Does as a seed says, and counts what the limits refused.
 * @throws {Error} more was admitted than the limits allow
 */
export function runModel(seed: number): { readonly admitted: number; readonly refused: number } {
  const random = new Random(seed);
  const limits = Array.from({ length: 1 + random.below(2) }, (_, index) => randomLimit(random, index));
  const specs = limits.map(({ spec }) => spec);
  const workers = new Workers(1 + random.below(4), specs);
  const counts = { admitted: 0, refused: 0 };
  let elapsedNs = 0n;
  let phase = randomPhase(random, workers.count);
  for (let i = 0, end = phase.requests; i < REQUESTS_PER_MODEL; i++) {
    if (i === end) {
      phase = randomPhase(random, workers.count);
      end += phase.requests;
      if (random.chance(20)) workers.restart(random.below(workers.count));
    }
    elapsedNs += step(workers, random, phase.pauseNs);
    const asked = randomRequest(random, phase.keys);
    if (workers.passes(random.pick(phase.workers), asked)) {
      counts.admitted++;
      for (const limit of limits) take(limit, asked, elapsedNs);
    } else counts.refused++;
  }
  return counts;
}

function randomPhase(random: Random, workers: number): Phase {
  const all = Array.from({ length: workers }, (_, index) => index);
  return {
    requests: 1 + random.below(random.pick([3, 40, 1_200])),
    pauseNs: random.pick(PAUSES),
    workers: random.chance(3) ? all : [random.pick(all)],
    keys: random.pick([1, 1, 3, 40]),
  };
}

function randomRequest(random: Random, keys: number): Record<string, string> {
  return {
    "x-a": `${random.below(Math.min(3, keys))}`,
    "x-b": `${random.below(keys)}`,
    "x-cost": `${random.pick(COSTS)}`,
  };
}

/** Time goes on, by as much as it tells; now and then the clock goes back, which no clock of an Envoy does. */
function step(workers: Workers, random: Random, pauseNs: number): bigint {
  const back = random.chance(1000) ? BigInt(random.below(2_000_000_000)) : 0n;
  const pause = BigInt(random.below(pauseNs));
  workers.clock.advance(pause - back);
  return pause;
}

function randomLimit(random: Random, index: number): ModelLimit {
  const [rate, count, periodNs] = random.pick(RATES);
  const burst = random.pick(BURSTS);
  const header = random.pick(["x-a", "x-b"]);
  const hasCost = random.chance(3);
  const cost = hasCost ? { cost: 'int(request.headers["x-cost"])' } : {};
  const spec = { name: `limit-${index}`, rate, burst, key: [`request.headers["${header}"]`], ...cost };
  const numbers: Rate = { count: BigInt(count), periodNs: BigInt(periodNs), burst: BigInt(burst) };
  return { spec, header, hasCost, buckets: new Buckets(numbers) };
}

function take(
  { spec, header, hasCost, buckets }: ModelLimit,
  asked: Record<string, string>,
  now: bigint,
): void {
  const lacking = buckets.take(asked[header] ?? "", hasCost ? BigInt(asked["x-cost"] ?? 1) : 1n, now);
  if (lacking > 0n)
    throw new Error(
      `${JSON.stringify(spec)} admitted ${lacking} too many at ${now}: ${JSON.stringify(asked)}`,
    );
}
