import { beforeEach, describe, expect, test } from "vitest";
import { Status } from "./abi.js";
import { Guest, OUT } from "./testing/guest.js";

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

describe("properties", () => {
  const PROPERTIES = {
    "source.address": "10.0.0.1:80",
    "source.port": 80,
    "connection.mtls": true,
    "xds.node.id": "n",
  };

  test.each<[string, Buffer]>([
    ["source\0address", Buffer.from("10.0.0.1:80")],
    ["source\0port", Buffer.from([80, 0, 0, 0, 0, 0, 0, 0])],
    ["connection\0mtls", Buffer.from([1])],
    ["xds\0node\0id", Buffer.from("n")],
    ["plugin_root_id", Buffer.from("cell")],
  ])("%j", (path, value) => {
    guest = new Guest({ rootId: "cell" }, PROPERTIES);
    expect(guest.call("get_property", path, OUT, OUT + 4)).toBe(Status.Ok);
    expect(guest.bytes()).toEqual(value);
  });

  test.each([
    ["source\0nothing", Status.NotFound],
    ["node", Status.NotFound],
    ["constructor", Status.NotFound],
    ["request", Status.SerializationFailure],
    ["connection", Status.SerializationFailure],
  ])("%j answers %d", (path, status) => {
    expect(new Guest({}, PROPERTIES).call("get_property", path, OUT, OUT + 4)).toBe(status);
  });

  test("what is set is filter state `wasm.<name>`", () => {
    expect(guest.call("set_property", "k\0l", "value")).toBe(Status.Ok);
    expect(Buffer.from(guest.stream.filterState("k\0l") ?? []).toString()).toBe("value");
    guest.call("set_property", "k", "v");
    for (const path of ["k", "filter_state\0wasm.k"]) {
      expect(guest.call("get_property", path, OUT, OUT + 4)).toBe(Status.Ok);
      expect(guest.given()).toBe("v");
    }
  });

  test("a root context has no filter state", () => {
    expect(guest.callAs(guest.stream.root, "set_property", "k", "v")).toBe(Status.NotFound);
  });
});
