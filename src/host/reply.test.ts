import { beforeEach, describe, expect, test } from "vitest";
import { Status } from "./abi.js";
import { encoded, Guest } from "./testing/guest.js";

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

describe("local replies", () => {
  test("come after the call; the first one counts; whitespace in details becomes `_`", () => {
    const headers = encoded([["x-a", "1"]]);
    expect(guest.call("send_local_response", 403, "why not\there", "no", headers, -1)).toBe(Status.Ok);
    guest.call("send_local_response", 200, "", "", "", -1);
    expect(guest.stream.localReply).toEqual({
      status: 403,
      details: "why_not_here",
      body: "no",
      headers: [["x-a", "1"]],
      grpcStatus: -1,
    });
    expect(guest.stream.state).toBe("replied");
    expect(guest.stream.responseHeaders).toEqual([
      [":status", "403"],
      ["x-a", "1"],
    ]);
  });
});
