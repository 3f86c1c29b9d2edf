import { describe, expect, test } from "vitest";
import { type AddressRange, inRange, parseAddress, parseRange } from "./address.js";

describe("parseAddress", () => {
  test.each([
    ["192.0.2.7", [192, 0, 2, 7]],
    ["::ffff:192.0.2.7", [192, 0, 2, 7]],
    ["::FFFF:c000:207", [192, 0, 2, 7]],
    ["::", Array(16).fill(0)],
    ["::1", [...Array(15).fill(0), 1]],
    ["2001:db8::a:0:1", [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 1]],
    ["1:2:3:4:5:6:7:8", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]],
    ["64:ff9b::192.0.2.33", [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0, 192, 0, 2, 33]],
  ])("%s", (text, bytes) => {
    expect(parseAddress(text)).toEqual(bytes);
  });

  test.each([
    "",
    "1.2.3",
    "1.2.3.4.5",
    "256.1.1.1",
    "01.2.3.4",
    " 1.2.3.4",
    "1.2.3.4:80",
    "[::1]",
    ":::",
    "1::2::3",
    "fe80::1%eth0",
    "g::",
    "12345::",
  ])("%j is none", (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

describe("parseRange", () => {
  test.each([
    ["10.0.0.0/8", [10, 0, 0, 0], 8],
    ["0.0.0.0/0", [0, 0, 0, 0], 0],
    ["192.0.2.7", [192, 0, 2, 7], 32],
    ["::ffff:10.0.0.0/104", [10, 0, 0, 0], 8],
    ["::ffff:10.0.0.1", [10, 0, 0, 1], 32],
    ["2001:db8::/32", [0x20, 1, 0xd, 0xb8, ...Array(12).fill(0)], 32],
    ["2001:8000::/17", [0x20, 1, 0x80, ...Array(13).fill(0)], 17],
  ])("%s", (text, bytes, length) => {
    expect(parseRange(text)).toEqual({ bytes, length });
  });

  test.each([
    ["10.0.0.1/8", "10.0.0.0/8"],
    ["192.0.2.255/25", "192.0.2.128/25"],
    ["2001:db8::1/32", "2001:db8::/32"],
    ["2001:db8:ffff::/33", "2001:db8:8000::/33"],
    ["::ffff:10.0.0.1/104", "10.0.0.0/8"],
  ])("%s has bits set that are not the block's; %s is meant", (text, meant) => {
    expect(parseRange(text)).toEqual({ error: "bits are set behind the prefix", meant });
  });

  test.each([
    "10.0.0.0/33",
    "::/129",
    "10.0.0.0/",
    "10.0.0.0/08",
    "10.0.0.0/-1",
    "10.0.0.0/8/8",
    "/8",
    "::ffff:0:0/95",
  ])("%s is none", (text) => {
    expect(parseRange(text)).toHaveProperty("error");
  });
});

test.each([
  ["10.0.0.0/8", "10.255.255.255", true],
  ["10.0.0.0/8", "11.0.0.0", false],
  ["10.1.2.0/23", "10.1.3.255", true],
  ["10.1.2.0/23", "10.1.4.0", false],
  ["0.0.0.0/0", "::1", false],
  ["::/0", "1.2.3.4", false],
  ["2001:db8::/33", "2001:db8:7fff::", true],
  ["2001:db8::/33", "2001:db8:8000::", false],
])("%s has %s: %s", (range, address, expected) => {
  expect(inRange(parseAddress(address) ?? [], parseRange(range) as AddressRange)).toBe(expected);
});
