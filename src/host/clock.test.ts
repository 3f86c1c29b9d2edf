import { beforeEach, describe, expect, test } from "vitest";
import { Status } from "./abi.js";
import { ManualClock } from "./clock.js";
import { Guest, OUT } from "./testing/guest.js";

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

describe("clock and tick", () => {
  test("the time is the caller's", () => {
    const clock = new ManualClock(1_000n);
    guest = new Guest({ clock });
    clock.advance(5n);
    expect(guest.call("get_current_time_nanoseconds", OUT)).toBe(Status.Ok);
    expect(guest.word()).toBe(1_005);
  });

  test("a stream sets its root's tick period", () => {
    guest.call("set_tick_period_milliseconds", 250);
    expect(guest.stream.root.tickPeriodMs).toBe(250);
  });
});
