import { EARLY_NS, Schedule } from "./schedule";

const SECOND: u64 = 1_000_000_000;
const REFRESH: u64 = 300 * SECOND;

/** Begun and ended at once. */
function fetched(schedule: Schedule, at: u64, chance: u64 = 0): void {
  schedule.begin(at);
  schedule.succeed(at, chance);
}

function failed(schedule: Schedule, at: u64): void {
  schedule.begin(at);
  schedule.fail(at, 0);
}

describe("the schedule of an issuer's keys", () => {
  it("begins at once, and fetches again after the time of the configuration", () => {
    const schedule = new Schedule(REFRESH);
    expect(schedule.isTime(SECOND, false)).toBe(true);
    fetched(schedule, SECOND);
    expect(schedule.isTime(SECOND + REFRESH - 1, false)).toBe(false);
    expect(schedule.isTime(SECOND + REFRESH, false)).toBe(true);
  });

  it("comes up to a tenth earlier, as chance has it", () => {
    const schedule = new Schedule(REFRESH);
    fetched(schedule, SECOND, 100);
    expect(schedule.isTime(SECOND + 269 * SECOND, false)).toBe(false);
    expect(schedule.isTime(SECOND + 270 * SECOND, false)).toBe(true);
    fetched(schedule, SECOND, 101);
    expect(schedule.isTime(SECOND + 299 * SECOND, false)).toBe(false);
  });

  it("has one fetch under way, whoever asks", () => {
    const schedule = new Schedule(REFRESH);
    schedule.begin(SECOND);
    expect(schedule.isTime(2 * REFRESH, true)).toBe(false);
  });

  it("tries again after a second, then after twice as long, up to the time of the configuration", () => {
    const schedule = new Schedule(5 * SECOND);
    let now = SECOND;
    const waits: u64[] = [1, 2, 4, 5, 5];
    for (let i = 0; i < waits.length; i++) {
      failed(schedule, now);
      now += waits[i] * SECOND;
      expect(schedule.isTime(now - 1, false)).toBe(false);
      expect(schedule.isTime(now, false)).toBe(true);
    }
    fetched(schedule, now);
    failed(schedule, now + 5 * SECOND);
    expect(schedule.isTime(now + 6 * SECOND, false)).toBe(true);
  });

  it("is early for who asks, but not more often than every 5 seconds", () => {
    const schedule = new Schedule(REFRESH);
    fetched(schedule, SECOND);
    expect(schedule.isTime(SECOND + EARLY_NS - 1, true)).toBe(false);
    expect(schedule.isTime(SECOND + EARLY_NS, true)).toBe(true);
    expect(schedule.isTime(SECOND + EARLY_NS, false)).toBe(false);
  });
});
