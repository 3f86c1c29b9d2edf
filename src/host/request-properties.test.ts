import { beforeEach, describe, expect, test } from "vitest";
import type { Pair } from "../envoy/pairs.js";
import { HeaderMapType, Status } from "./abi.js";
import { Guest, OUT } from "./testing/guest.js";

const { RequestHeaders } = HeaderMapType;

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

describe("request properties come from the request's headers, and go with them", () => {
  const HEADERS: Pair[] = [
    [":path", "/a?b=c?d"],
    [":method", "GET"],
    ["x-a", "1"],
    ["x-a", "2"],
  ];

  test.each([
    ["path", "/a?b=c?d"],
    ["url_path", "/a"],
    ["query", "b=c?d"],
    ["method", "GET"],
    ["headers\0x-a", "1,2"],
  ])("request.%s", (name, value) => {
    guest.stream.onRequestHeaders(HEADERS);
    expect(guest.call("get_property", `request\0${name}`, OUT, OUT + 4)).toBe(Status.NotFound);
    expect(guest.call("get_header_map_value", RequestHeaders, ":path", OUT, OUT + 4)).toBe(
      Status.BadArgument,
    );
    guest.stream.resume(1);
    const replied = new Guest();
    replied.call("send_local_response", 403, "", "", "", -1);
    replied.stream.onRequestHeaders(HEADERS);
    expect(replied.call("get_property", `request\0${name}`, OUT, OUT + 4)).toBe(Status.Ok);
    expect(replied.given()).toBe(value);
  });
});
