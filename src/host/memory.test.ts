import { beforeEach, describe, expect, test } from "vitest";
import { Status } from "./abi.js";
import { Guest } from "./testing/guest.js";

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

describe("memory", () => {
  test.each([
    ["set_property", [60_000, 10_000, 0, 0]],
    ["log", [2, -1, 4]],
    ["get_current_time_nanoseconds", [65_533]],
  ])("an address outside of it is a status, never a trap: %s", (name, args) => {
    expect(guest.vm.invoke(guest.stream, `call_proxy_${name}`, ...args)).toBe(Status.InvalidMemoryAccess);
    expect(guest.vm.failure).toBeUndefined();
  });
});
