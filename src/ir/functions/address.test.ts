import { describe, expect, test } from "vitest";
import { call } from "../testing/call.js";
import { bool, int, string, type Value } from "../value.js";

function ip(text: string): Value {
  return call("ip", text) as Value;
}

function cidr(text: string): Value {
  return call("cidr", text) as Value;
}

describe("ip and cidr", () => {
  test.each([
    ["ip", "10.0.0"],
    ["ip", "10.0.0.0/8"],
    ["ip", ""],
    ["ip", "fe80::1%eth0"],
    ["ip", "::ffff:10.0.0.1"],
    ["cidr", "10.0.0.1"],
    ["cidr", "10.0.0.0/"],
    ["cidr", "10.0.0.0/33"],
    ["cidr", "10.0.0.0/8/8"],
    ["cidr", "fe80::1%eth0/64"],
    ["cidr", "::ffff:10.0.0.0/104"],
    ["cidr", "::ffff:0:0/95"],
  ] as const)("%s(%j) is an error", (name, text) => {
    expect(call(name, text)).toBeUndefined();
    expect(call(name === "ip" ? "isIP" : "isCIDR", text)).toEqual(bool(false));
  });

  test.each([
    ["isIP", "10.0.0.1"],
    ["isIP", "::ffff:a00:1"],
    ["isCIDR", "10.0.0.1/8"],
    ["isCIDR", "::ffff:a00:0/104"],
  ] as const)("%s(%j)", (name, text) => {
    expect(call(name, text)).toEqual(bool(true));
  });

  test("an IPv4-mapped address in hexadecimal is its IPv4 address", () => {
    expect(ip("::ffff:a00:1")).toEqual(ip("10.0.0.1"));
    expect(cidr("::ffff:a00:0/104")).toEqual(cidr("10.0.0.0/8"));
  });

  test.each([
    ["10.0.0.1", true],
    ["2001:db8::1", true],
    ["2001:DB8::1", false],
    ["2001:db8:0:0:0:0:0:1", false],
    ["::ffff:a00:1", false],
  ])("ip.isCanonical(%j) is %s", (text, expected) => {
    expect(call("ip.isCanonical", text)).toEqual(bool(expected));
  });

  test("what is no address is not canonical either, but an error", () => {
    expect(call("ip.isCanonical", "10.0.0")).toBeUndefined();
  });
});

test.each([
  ["0.0.0.0", 4n, "isUnspecified"],
  ["0.0.0.1", 4n, "isGlobalUnicast"],
  ["10.0.0.1", 4n, "isGlobalUnicast"],
  ["127.255.0.1", 4n, "isLoopback"],
  ["169.254.0.1", 4n, "isLinkLocalUnicast"],
  ["169.255.0.1", 4n, "isGlobalUnicast"],
  ["224.0.0.255", 4n, "isLinkLocalMulticast"],
  ["224.0.1.0", 4n, undefined],
  ["239.255.255.255", 4n, undefined],
  ["240.0.0.0", 4n, "isGlobalUnicast"],
  ["255.255.255.255", 4n, undefined],
  ["::", 6n, "isUnspecified"],
  ["::1", 6n, "isLoopback"],
  ["::2", 6n, "isGlobalUnicast"],
  ["fe80::1", 6n, "isLinkLocalUnicast"],
  ["febf::1", 6n, "isLinkLocalUnicast"],
  ["fec0::1", 6n, "isGlobalUnicast"],
  ["ff02::1", 6n, "isLinkLocalMulticast"],
  ["ff12::1", 6n, "isLinkLocalMulticast"],
  ["ff03::1", 6n, undefined],
  ["2001:db8::1", 6n, "isGlobalUnicast"],
] as const)("%s is of family %d and %s only", (text, family, scope) => {
  expect(call("family", ip(text))).toEqual(int(family));
  const scopes = (
    ["isUnspecified", "isLoopback", "isLinkLocalMulticast", "isLinkLocalUnicast", "isGlobalUnicast"] as const
  ).filter((name) => (call(name, ip(text)) as Value).value === true);
  expect(scopes).toEqual(scope === undefined ? [] : [scope]);
});

describe("blocks", () => {
  test.each([
    ["10.0.0.0/8", "10.255.0.1", true],
    ["10.9.9.9/8", "10.255.0.1", true],
    ["10.0.0.0/8", "11.0.0.1", false],
    ["10.0.0.0/8", "2001:db8::1", false],
    ["2001:db8::/32", "2001:db8::1", true],
    ["192.0.2.1/32", "192.0.2.1", true],
    ["::/0", "192.0.2.1", false],
  ])("%s has %s: %s", (range, address, expected) => {
    expect(call("containsIP", cidr(range), ip(address))).toEqual(bool(expected));
    expect(call("containsIP", cidr(range), address)).toEqual(bool(expected));
  });

  test.each([
    ["10.0.0.0/8", "10.0.0.0/8", true],
    ["10.0.0.0/8", "10.9.0.1/16", true],
    ["10.0.0.0/8", "10.0.0.0/7", false],
    ["10.0.0.0/8", "11.0.0.0/16", false],
    ["0.0.0.0/0", "::/0", false],
  ])("%s has all of %s: %s", (range, other, expected) => {
    expect(call("containsCIDR", cidr(range), cidr(other))).toEqual(bool(expected));
    expect(call("containsCIDR", cidr(range), other)).toEqual(bool(expected));
  });

  test("a text has to be an address or a block", () => {
    expect(call("containsIP", cidr("10.0.0.0/8"), "10.0.0.0/9")).toBeUndefined();
    expect(call("containsCIDR", cidr("10.0.0.0/8"), "10.0.0.0")).toBeUndefined();
  });

  test("a block keeps what it is written with, until it is masked", () => {
    const written = cidr("192.0.2.77/26");
    expect(call("ip", written)).toEqual(ip("192.0.2.77"));
    expect(call("prefixLength", written)).toEqual(int(26n));
    expect(call("equals", written, cidr("192.0.2.64/26"))).toEqual(bool(false));
    expect(call("masked", written)).toEqual(cidr("192.0.2.64/26"));
  });
});

test.each([
  ["10.0.0.1", "10.0.0.1"],
  ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
  ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
  ["1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"],
  ["0:0:3:4:5:6:7:0abc", "::3:4:5:6:7:abc"],
  ["::1.2.3.4", "::102:304"],
  ["::", "::"],
])("%s as text is %s", (text, expected) => {
  expect(call("string", ip(text))).toEqual(string(expected));
  expect(call("string", cidr(`${text}/7`))).toEqual(string(`${expected}/7`));
});
