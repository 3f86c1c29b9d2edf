import { random } from "../testing/sequence";
import { advance, waitTime } from "./gcra";

const SECOND: u64 = 1_000_000_000;

/** 2026, in nanoseconds since 1970. */
const NOW: u64 = 1_767_225_600 * SECOND;

/** One a second, five at once. */
const INTERVAL: u64 = SECOND;
const BURST: u64 = 5;
const TOLERANCE: u64 = INTERVAL * BURST;

let tat: u64 = 0;

/** Whether the bucket admits a hit, which it then keeps. */
function hit(now: u64, interval: u64 = INTERVAL, tolerance: u64 = TOLERANCE): bool {
  const next = advance(tat, now, interval, tolerance);
  if (next != 0) tat = next;
  return next != 0;
}

/** How many of ten hits at one moment are admitted. */
function hits(now: u64): i32 {
  let admitted = 0;
  for (let i = 0; i < 10; i++) admitted += i32(hit(now));
  return admitted;
}

describe("a bucket", () => {
  beforeEach(() => {
    tat = 0;
  });

  it("admits the burst at once, and not one more", () => {
    expect(hits(NOW)).toBe(5);
    expect(hits(NOW)).toBe(0);
  });

  it("gets one back each interval, to the nanosecond", () => {
    hits(NOW);
    for (let i: u64 = 1; i <= 10; i++) {
      expect(hit(NOW + i * INTERVAL - 1)).toBe(false);
      expect(hit(NOW + i * INTERVAL)).toBe(true);
      expect(hit(NOW + i * INTERVAL)).toBe(false);
    }
  });

  it("gets back as many as intervals went by, and no more than the burst", () => {
    hits(NOW);
    expect(hits(NOW + 3 * INTERVAL)).toBe(3);
    expect(hits(NOW + 1000 * INTERVAL)).toBe(5);
  });

  it("admits nothing when its burst is less than one", () => {
    expect(hit(NOW, INTERVAL, INTERVAL - 1)).toBe(false);
    expect(hit(NOW, INTERVAL, INTERVAL)).toBe(true);
  });

  it("is not filled by a clock that goes back", () => {
    hits(NOW);
    expect(hits(NOW - 1)).toBe(0);
    expect(hits(NOW - TOLERANCE)).toBe(0);
    expect(hits(NOW - 3600 * SECOND)).toBe(0);
    expect(hits(0)).toBe(0);
  });

  it("counts the longest times that an image may have without overflow", () => {
    const century: u64 = 3_155_760_000_000_000_000; // MAX_INTERVAL of image/validate.ts
    const later = 2 * century + NOW;
    expect(hit(later, century, century)).toBe(true);
    expect(hit(later, century, century)).toBe(false);
    expect(waitTime(tat, later, century, century)).toBe(century);
    expect(hit(later + century - 1, century, century)).toBe(false);
    expect(hit(later + century, century, century)).toBe(true);
  });
});

describe("waitTime", () => {
  it("is when the next hit is admitted, to the nanosecond", () => {
    tat = 0;
    let now = NOW;
    let early = 0;
    let late = 0;
    let waits = 0;
    for (let i = 0; i < 10_000; i++) {
      now += random(u32(2 * INTERVAL));
      const wait = waitTime(tat, now, INTERVAL, TOLERANCE);
      if (wait > 0 && advance(tat, now + wait - 1, INTERVAL, TOLERANCE) != 0) late++;
      if (advance(tat, now + wait, INTERVAL, TOLERANCE) == 0) early++;
      if (!hit(now)) waits++;
    }
    expect(early).toBe(0);
    expect(late).toBe(0);
    expect(waits).toBeGreaterThan(500);
  });
});

const admittedAt = new StaticArray<u64>(1000);

/** Hits at random times, and how many of them are admitted. */
function run(interval: u64, burst: u64): i32 {
  tat = 0;
  let now = NOW;
  let admitted = 0;
  for (let i = 0; i < admittedAt.length; i++) {
    now += random(u32(random(4) == 0 ? 6 * interval : interval / 2));
    if (hit(now, interval, interval * burst)) admittedAt[admitted++] = now;
  }
  return admitted;
}

/** Windows, from any admitted hit to any other, with more hits in them than the burst and one each interval. */
function overfullWindows(admitted: i32, interval: u64, burst: u64): i32 {
  let overfull = 0;
  for (let from = 0; from < admitted; from++) {
    for (let to = from; to < admitted; to++) {
      if (u64(to - from + 1) > burst + (admittedAt[to] - admittedAt[from]) / interval) overfull++;
    }
  }
  return overfull;
}

describe("over any window", () => {
  it("no more are admitted than the burst and one for each interval", () => {
    const intervals: StaticArray<u64> = [2, 7, 1000, 333_333_333];
    for (let i = 0; i < intervals.length; i++) {
      for (let burst: u64 = 1; burst <= 16; burst *= 4) {
        const admitted = run(intervals[i], burst);
        expect(overfullWindows(admitted, intervals[i], burst)).toBe(0, `${intervals[i]}, burst ${burst}`);
        expect(admitted).toBeGreaterThan(100);
        expect(admitted).toBeLessThan(1000);
      }
    }
  });

  it("just as many are admitted when there are always more", () => {
    tat = 0;
    let admitted: u64 = 0;
    for (let now = NOW; now < NOW + 10_000; now++) admitted += u64(hit(now, 7, 7 * BURST));
    expect(admitted).toBe(BURST + 9_999 / 7);
  });
});
