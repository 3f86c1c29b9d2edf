import { beforeEach, describe, expect, test } from "vitest";
import { type Pair, readPairs } from "../envoy/pairs.js";
import { HeaderMapType, Status } from "./abi.js";
import { HeaderMap } from "./header-map.js";
import { encoded, Guest, OUT } from "./testing/guest.js";

const { RequestHeaders } = HeaderMapType;

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

describe("header maps", () => {
  const HEADERS: Pair[] = [
    [":path", "/a"],
    ["x-one", "1"],
    ["X-Twice", "first"],
    ["x-twice", "second"],
    ["x-empty", ""],
    ["x-bytes", "\xe9\x80"],
  ];

  let map = new HeaderMap();
  beforeEach(() => {
    map = new HeaderMap(HEADERS);
    // The request has not gone on yet: as in the callback.
    guest.stream.headers = (type) => (type === RequestHeaders ? map : undefined);
  });

  test.each([
    ["one value", "x-one", "1"],
    ["any case of the name", "X-ONE", "1"],
    ["only the first of several", "x-twice", "first"],
    ["bytes as they are", "x-bytes", "\xe9\x80"],
    ["an empty value", "x-empty", ""],
  ])("get gives %s", (_, name, value) => {
    expect(guest.call("get_header_map_value", RequestHeaders, name, OUT, OUT + 4)).toBe(Status.Ok);
    expect(guest.given()).toBe(value);
  });

  test("get of a header that is not there is not found", () => {
    expect(guest.call("get_header_map_value", RequestHeaders, "x-none", OUT, OUT + 4)).toBe(Status.NotFound);
  });

  test.each([[2], [7], [8], [-1]])("map %d, which is not there, is a bad argument", (type) => {
    expect(guest.call("get_header_map_value", type, "x-one", OUT, OUT + 4)).toBe(Status.BadArgument);
    expect(guest.call("get_header_map_pairs", type, OUT, OUT + 4)).toBe(Status.BadArgument);
  });

  test("pairs show every value in order, names in lower case", () => {
    expect(guest.call("get_header_map_pairs", RequestHeaders, OUT, OUT + 4)).toBe(Status.Ok);
    expect(readPairs(guest.bytes())).toEqual(HEADERS.map(([name, value]) => [name.toLowerCase(), value]));
  });

  test("pairs of an empty map are address 0", () => {
    map.set([]);
    expect(guest.call("get_header_map_pairs", RequestHeaders, OUT, OUT + 4)).toBe(Status.Ok);
    expect([guest.word(), guest.word(OUT + 4)]).toEqual([0, 0]);
  });

  test("size is bytes, not headers", () => {
    map.set([["ab", "cde"]]);
    expect(guest.call("get_header_map_size", RequestHeaders, OUT)).toBe(Status.Ok);
    expect(guest.word()).toBe(5);
  });

  test.each<[string, (string | Uint8Array)[], Pair[]]>([
    [
      "add",
      ["X-Two", "2"],
      [
        ["a", "1"],
        ["b", "2"],
        ["a", "3"],
        ["x-two", "2"],
      ],
    ],
    [
      "replace",
      ["A", "9"],
      [
        ["a", "9"],
        ["b", "2"],
      ],
    ],
    [
      "replace",
      ["c", "9"],
      [
        ["a", "1"],
        ["b", "2"],
        ["a", "3"],
        ["c", "9"],
      ],
    ],
    ["remove", ["A"], [["b", "2"]]],
  ])("%s %j", (verb, args, expected) => {
    map.set([
      ["a", "1"],
      ["b", "2"],
      ["a", "3"],
    ]);
    expect(guest.call(`${verb}_header_map_value`, RequestHeaders, ...args)).toBe(Status.Ok);
    expect(map.pairs).toEqual(expected);
  });

  test("set replaces all; malformed pairs read as none", () => {
    expect(guest.call("set_header_map_pairs", RequestHeaders, encoded([["A", "1"]]))).toBe(Status.Ok);
    expect(map.pairs).toEqual([["a", "1"]]);
    expect(guest.call("set_header_map_pairs", RequestHeaders, encoded([["a", "1"]]).subarray(0, 9))).toBe(
      Status.Ok,
    );
    expect(map.pairs).toEqual([]);
  });
});
