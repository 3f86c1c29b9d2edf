import { beforeEach, describe, expect, test } from "vitest";
import { BufferType, Status } from "./abi.js";
import { Guest, OUT } from "./testing/guest.js";

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

describe("buffers", () => {
  beforeEach(() => {
    guest.stream.onRequestBody(Buffer.from("hello"));
  });

  test.each([
    [0, 5, "hello"],
    [1, 3, "ell"],
    [3, 100, "lo"],
    [9, 1, ""],
  ])("bytes from %d, at most %d", (start, size, expected) => {
    expect(guest.call("get_buffer_bytes", BufferType.RequestBody, start, size, OUT, OUT + 4)).toBe(Status.Ok);
    expect(guest.given()).toBe(expected);
  });

  test.each([
    [0, 0, ">hello"],
    [0, 5, ">"],
    [5, 0, "hello>"],
  ])("set at %d over %d", (start, size, expected) => {
    expect(guest.call("set_buffer_bytes", BufferType.RequestBody, start, size, ">")).toBe(Status.Ok);
    expect(Buffer.from(guest.stream.buffer(BufferType.RequestBody) ?? []).toString()).toBe(expected);
  });

  test("the middle cannot be written, nor a configuration", () => {
    expect(guest.call("set_buffer_bytes", BufferType.RequestBody, 2, 1, ">")).toBe(Status.BadArgument);
    expect(guest.call("set_buffer_bytes", BufferType.PluginConfiguration, 0, 0, ">")).toBe(
      Status.BadArgument,
    );
  });

  test("status tells the size; a buffer that is not there is not found", () => {
    expect(guest.call("get_buffer_status", BufferType.RequestBody, OUT, OUT + 4)).toBe(Status.Ok);
    expect(guest.word()).toBe(5);
    expect(guest.call("get_buffer_status", BufferType.ResponseBody, OUT, OUT + 4)).toBe(Status.NotFound);
    expect(guest.call("get_buffer_status", 99, OUT, OUT + 4)).toBe(Status.BadArgument);
  });
});
