import { beforeEach, describe, expect, test } from "vitest";
import { LogLevel, Status } from "./abi.js";
import { Guest, OUT } from "./testing/guest.js";

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

describe("log", () => {
  test("below the level nothing is logged; the guest can ask the level", () => {
    guest = new Guest({ logLevel: LogLevel.Warn });
    expect(guest.call("log", LogLevel.Info, "quiet")).toBe(Status.Ok);
    expect(guest.call("log", LogLevel.Error, "l\xc3\xa4ut")).toBe(Status.Ok);
    expect(guest.call("log", 6, "none")).toBe(Status.BadArgument);
    expect(guest.log).toEqual([{ level: LogLevel.Error, message: "läut" }]);
    guest.call("get_log_level", OUT);
    expect(guest.word()).toBe(LogLevel.Warn);
  });
});
