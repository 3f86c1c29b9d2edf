import { beforeEach, describe, expect, test } from "vitest";
import type { Pair } from "../envoy/pairs.js";
import { Status } from "./abi.js";
import { encoded, Guest, OUT } from "./testing/guest.js";

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

describe("HTTP calls", () => {
  const NEEDED: Pair[] = [
    [":method", "GET"],
    [":path", "/keys"],
    [":authority", "idp"],
  ];
  const call = (cluster: string, pairs: Pair[]) =>
    guest.call("http_call", cluster, encoded(pairs), "body", encoded([["t", "1"]]), 500, OUT);

  test("a call is recorded for the test to answer, on the root", () => {
    expect(call("idp", NEEDED)).toBe(Status.Ok);
    const token = guest.word();
    expect(guest.vm.calls.get(token)).toEqual({
      token,
      cluster: "idp",
      headers: NEEDED,
      body: Uint8Array.from(Buffer.from("body")),
      trailers: [["t", "1"]],
      timeoutMs: 500,
      root: guest.stream.root.id,
    });
    expect(guest.vm.answer(token, { headers: [[":status", "200"]] })).toBe(true);
    expect(guest.vm.answer(token)).toBe(false);
  });

  test("an unknown cluster or a missing header is a bad argument", () => {
    guest = new Guest({ clusters: new Set(["idp"]) });
    expect(call("other", NEEDED)).toBe(Status.BadArgument);
    expect(call("idp", NEEDED.slice(1))).toBe(Status.BadArgument);
    expect(guest.vm.calls.size).toBe(0);
  });
});
