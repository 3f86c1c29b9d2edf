import { expect, test } from "vitest";
import { call } from "../testing/call.js";
import { bool, type Value } from "../value.js";

test.each([
  ["10.0.0.0/8", "10.255.0.1", true],
  ["10.0.0.0/8", "11.0.0.1", false],
  ["10.0.0.0/8", "::ffff:10.0.0.1", true],
  ["10.0.0.0/8", "2001:db8::1", false],
  ["2001:db8::/32", "2001:db8::1", true],
  ["192.0.2.1", "192.0.2.1", true],
])("%s has %s: %s", (range, address, expected) => {
  expect(call("containsIp", call("cidr", range) as Value, call("ip", address) as Value)).toEqual(
    bool(expected),
  );
});

test.each([
  ["ip", "10.0.0"],
  ["ip", "10.0.0.0/8"],
  ["ip", ""],
  ["cidr", "10.0.0.1/8"],
  ["cidr", "10.0.0.0/33"],
] as const)("%s(%j) is an error", (name, text) => {
  expect(call(name, text)).toBeUndefined();
});

test("a block has addresses, no text", () => {
  expect(call("containsIp", call("cidr", "10.0.0.0/8") as Value, "10.0.0.1")).toBeUndefined();
});
