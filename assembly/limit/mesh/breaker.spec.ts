import { Breaker } from "./breaker";

const MS: u64 = 1_000_000;

/** Of all lengths that a pause may have. */
let chance: u64 = 0;

/** One that has failed so often that it pauses; the last time at `now`. */
function paused(now: u64): Breaker {
  const breaker = new Breaker();
  for (let i = 0; i < 3; i++) expect(breaker.fail(now, chance)).toBe(false);
  expect(breaker.fail(now, chance)).toBe(true);
  return breaker;
}

describe("a breaker", () => {
  it("lets calls go out while few fail", () => {
    const breaker = new Breaker();
    for (let i = 0; i < 20; i++) {
      for (let failure = 0; failure < 3; failure++) breaker.fail(0, chance);
      expect(breaker.allows(0)).toBe(true);
      breaker.succeed();
    }
  });

  it("pauses after four failures in a row, for 75 to 125 ms at first", () => {
    const breaker = paused(0);
    expect(breaker.allows(74 * MS)).toBe(false);
    expect(breaker.allows(125 * MS)).toBe(true);
  });

  it("lets one call out then, on which all depends", () => {
    const breaker = paused(0);
    breaker.begin();
    expect(breaker.allows(1000 * MS)).toBe(false);
    breaker.succeed();
    expect(breaker.allows(1000 * MS)).toBe(true);
  });

  it("pauses twice as long each time, up to 2.5 s", () => {
    const breaker = paused(0);
    let now: u64 = 0;
    for (let pause: u64 = 200; pause <= 3200; pause *= 2) {
      now += 10_000 * MS;
      chance = chance * 6364136223846793005 + 1442695040888963407;
      breaker.begin();
      expect(breaker.fail(now, chance)).toBe(true);
      const least = min<u64>(pause, 2000);
      expect(breaker.allows(now + ((least * 3) / 4) * MS - MS)).toBe(false);
      expect(breaker.allows(now + ((least * 5) / 4) * MS)).toBe(true);
    }
  });

  it("does not count what was under way when the pause began", () => {
    const breaker = paused(0);
    for (let i = 0; i < 50; i++) expect(breaker.fail(10 * MS, chance)).toBe(false);
    expect(breaker.allows(125 * MS)).toBe(true);
  });
});
