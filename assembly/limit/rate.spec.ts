import { RATE, SIZE } from "../image/layout";
import { random } from "../testing/sequence";
import { Rate } from "./rate";

const record = memory.data(32, 8);
const NOW: u64 = 1_767_225_600_000_000_000;
const SECOND: u64 = 1_000_000_000;

/** `count` each `periodNs`. */
function rateOf(count: u32, periodNs: u64, burst: u32, isExact: bool = false): Rate {
  const interval = periodNs / count;
  const remainder = u32(periodNs % count);
  memory.fill(record, 0, SIZE.RATE);
  store<u64>(record, interval, RATE.INTERVAL);
  store<u64>(record, (interval + u64(remainder > 0)) * burst, RATE.TOLERANCE);
  store<u32>(record, count, RATE.COUNT);
  store<u32>(record, remainder, RATE.REMAINDER);
  store<u32>(record, burst, RATE.BURST);
  const rate = new Rate();
  rate.read(record, isExact);
  return rate;
}

describe("a rate", () => {
  it("charges what hits take to come back, never less", () => {
    const rate = rateOf(7, SECOND, 7);
    expect(rate.charge(0)).toBe(0);
    expect(rate.charge(1)).toBe(142_857_143);
    expect(rate.charge(7)).toBe(SECOND);
    expect(rate.charge(700)).toBe(100 * SECOND);
    expect(rate.charge(701)).toBe(100 * SECOND + 142_857_143);
  });

  it("does not drift where a hit takes no whole nanoseconds", () => {
    expect(rateOf(300_000_000, SECOND, 1000).charge(300_000_000)).toBe(SECOND);
    expect(rateOf(u32.MAX_VALUE, 5 * SECOND, 1000).charge(u32.MAX_VALUE)).toBe(5 * SECOND);
  });

  it("charges at most 100 years", () => {
    expect(rateOf(1, 86_400 * SECOND, 1).charge(u32.MAX_VALUE)).toBe(3_155_760_000 * SECOND);
  });

  it("has available what it would give, and not one more", () => {
    let wrong = 0;
    for (let i = 0; i < 10_000; i++) {
      const count = 1 + random(100);
      const rate = rateOf(count, count + random(1000), 1 + random(1000));
      const tat = NOW + random(5000);
      const available = rate.available(tat, NOW);
      if (available > 0 && rate.take(tat, NOW, available) == 0) wrong++;
      if (available > rate.burst) wrong++;
    }
    expect(wrong).toBe(0);
    expect(rateOf(1, 10, 100).available(NOW + 250, NOW)).toBe(75);
  });

  it("tells the period that its count is for, and how many come back in another", () => {
    expect(rateOf(7, 3 * SECOND + 1, 7).periodNs).toBe(3 * SECOND + 1);
    expect(rateOf(5, SECOND / 4, 5).hitsIn(SECOND)).toBe(20);
    expect(rateOf(60, 60 * SECOND, 1).hitsIn(60 * SECOND)).toBe(60);
  });
});

describe("leases", () => {
  it("are for bursts of 128 and more, of a sixty-fourth of it", () => {
    expect(rateOf(100, SECOND, 127).leaseHits).toBe(1);
    expect(rateOf(100, SECOND, 128).leaseHits).toBe(2);
    expect(rateOf(1000, SECOND, 6400).leaseHits).toBe(100);
  });

  it("are never for a rate that is exact", () => {
    expect(rateOf(1000, SECOND, 6400, true).leaseHits).toBe(1);
    expect(rateOf(1000, SECOND, 6400, true).tolerance).toBe(6_400_000_000);
  });

  it("last 10 ms, or a hundred and twenty-eighth of the tolerance, by which it is shorter", () => {
    const long = rateOf(1000, SECOND, 6400);
    expect(long.leaseNs).toBe(10_000_000);
    expect(long.tolerance).toBe(6_400_000_000 - 10_000_000);
    const short = rateOf(128_000, SECOND, 128);
    expect(short.leaseNs).toBe(7_813);
  });

  it("take nothing from a burst that is too small for them", () => {
    expect(rateOf(100, SECOND, 100).tolerance).toBe(SECOND);
  });

  it("leave less than a burst to ask for at once", () => {
    const rate = rateOf(1000, SECOND, 1280);
    expect(rate.cap(1280)).toBe(1270);
    expect(rate.cap(1000)).toBe(1000);
  });
});
