import { Lease } from "./lease";

const MS: u64 = 1_000_000;
const SECOND: u64 = 1000 * MS;
const LIMIT: u32 = 1000;

/** In a window of `LIMIT` that lasts from `now` for a second. */
function lease(now: u64): Lease {
  const address = heap.alloc(offsetof<Lease>());
  memory.fill(address, 0, offsetof<Lease>());
  const found = changetype<Lease>(address);
  found.renew(LIMIT, SECOND, now + SECOND, now);
  return found;
}

describe("a lease", () => {
  it("begins small", () => {
    expect(lease(SECOND).ask(1, 15, SECOND)).toBe(15);
    expect(lease(SECOND).ask(40, 15, SECOND)).toBe(40);
  });

  it("lasts about 50 ms, and grows to that fourfold at most", () => {
    const it = lease(SECOND);
    it.size = 15;
    it.drawn = 20;
    expect(it.ask(1, 15, SECOND + 50 * MS)).toBe(20);
    it.drawn = 100;
    expect(it.ask(1, 15, SECOND + 60 * MS)).toBe(80);
    it.drawn = 1;
    expect(it.ask(1, 15, SECOND + 560 * MS)).toBe(1);
  });

  it("takes at most an eighth of what is left, but what is needed", () => {
    const it = lease(SECOND);
    it.size = 500;
    expect(it.ask(1, 15, SECOND)).toBe(125);
    it.remaining = 40;
    expect(it.ask(1, 15, SECOND)).toBe(5);
    it.remaining = 4;
    expect(it.ask(1, 15, SECOND)).toBe(1);
    expect(it.ask(3, 15, SECOND)).toBe(3);
  });

  it("is low when less than half of what came is left, and there is more", () => {
    const it = lease(SECOND);
    it.add(10);
    it.use(5);
    expect(it.isLow).toBe(false);
    it.use(1);
    expect(it.isLow).toBe(true);
    it.remaining = 0;
    expect(it.isLow).toBe(false);
  });

  it("ends with the window", () => {
    const it = lease(SECOND);
    it.add(10);
    it.remaining = 0;
    it.renew(LIMIT, SECOND, 3 * SECOND, 2 * SECOND - 1);
    expect(it.left).toBe(10);
    it.renew(LIMIT, SECOND, 3 * SECOND, 2 * SECOND);
    expect(it.left).toBe(0);
    expect(it.remaining).toBe(LIMIT);
    expect(it.until).toBe(3 * SECOND);
  });

  it("keeps its size for the next window, but not for later ones", () => {
    const it = lease(SECOND);
    it.size = 60;
    it.renew(LIMIT, SECOND, 3 * SECOND, 2 * SECOND);
    expect(it.ask(1, 15, 2 * SECOND)).toBe(60);
    it.renew(LIMIT, SECOND, 9 * SECOND, 8 * SECOND);
    expect(it.ask(1, 15, 8 * SECOND)).toBe(15);
  });

  it("is asked for by one at a time, until the answer is late", () => {
    const it = lease(SECOND);
    it.ask(1, 15, SECOND);
    expect(it.isAsking(100 * MS, SECOND + 149 * MS)).toBe(true);
    expect(it.isAsking(100 * MS, SECOND + 150 * MS)).toBe(false);
  });
});

/** How many hits the failure mode `local` gives in a time, when all are wanted that can be had. */
function localHits(it: Lease, from: u64, ms: u64): i32 {
  let hits = 0;
  for (let now = from; now < from + ms * MS; now += MS / 2) {
    if (it.takeLocally(1, LIMIT, SECOND, now) == 0) hits++;
  }
  return hits;
}

describe("a lease whose service fails", () => {
  it("gives a tenth of the limit when nothing was learned", () => {
    expect(localHits(lease(SECOND), SECOND, 3000)).toBe(100 + 299);
  });

  it("gives what it had in windows before, on average", () => {
    const it = lease(SECOND);
    it.add(200);
    it.renew(LIMIT, SECOND, 3 * SECOND, 2 * SECOND);
    it.add(300);
    it.renew(LIMIT, SECOND, 4 * SECOND, 3 * SECOND);
    it.renew(LIMIT, SECOND, 5 * SECOND, 4 * SECOND);
    expect(it.share).toBe(250);
    expect(localHits(it, 4 * SECOND, 2000)).toBe(250 + 499);
  });

  it("tells how long to wait", () => {
    const it = lease(SECOND);
    expect(it.takeLocally(100, LIMIT, SECOND, SECOND)).toBe(0);
    expect(it.takeLocally(1, LIMIT, SECOND, SECOND)).toBe(10 * MS);
    expect(it.takeLocally(1, LIMIT, SECOND, SECOND + 10 * MS)).toBe(0);
  });
});
