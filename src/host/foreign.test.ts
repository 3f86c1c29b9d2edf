import { beforeEach, describe, expect, test } from "vitest";
import { Status } from "./abi.js";
import { Guest, OUT } from "./testing/guest.js";

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

describe("foreign functions", () => {
  test("a known one is called; an unknown one is not found", () => {
    const echo = (argument: Uint8Array) => ({ status: Status.Ok, result: Buffer.from(argument).reverse() });
    guest = new Guest({ foreign: new Map([["echo", echo]]) });
    expect(guest.call("call_foreign_function", "echo", "abc", OUT, OUT + 4)).toBe(Status.Ok);
    expect(guest.given()).toBe("cba");
    expect(guest.call("call_foreign_function", "sign", "abc", OUT, OUT + 4)).toBe(Status.NotFound);
  });
});
