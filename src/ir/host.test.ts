import { expect, test } from "vitest";
import { matchHost, normalizeHost } from "./host.js";

test.each([
  ["A.Example", "a.example"],
  ["a.example:443", "a.example"],
  ["a.example:", "a.example"],
  ["a.example.", "a.example"],
  ["a.example.:80", "a.example"],
  ["a.example..", "a.example."],
  [".", "."],
  ["192.0.2.1:80", "192.0.2.1"],
  ["[2001:DB8::1]:80", "[2001:db8::1]"],
  ["[::1]", "[::1]"],
  ["", undefined],
  [":80", undefined],
  ["a.example:http", undefined],
  ["a:1:2", undefined],
  ["[::1", undefined],
  ["[::1]a", undefined],
  ["::1", undefined],
  ["[a.example]", undefined],
  ["[fe.ed]", undefined],
  ["[]", undefined],
  ["[::1%25eth0]", undefined],
  ["[::ffff:192.0.2.1]", "[::ffff:192.0.2.1]"],
  ["a b", undefined],
  ["user@a.example", undefined],
  ["a.example/x", undefined],
  ["exämple", undefined],
  ["a\0", undefined],
  ["a".repeat(262), undefined],
])("%j is the host %j", (authority, host) => {
  expect(normalizeHost(authority)).toBe(host);
});

test.each([
  [{ exact: "a.example" }, "a.example", true],
  [{ exact: "a.example" }, "b.a.example", false],
  [{ suffix: ".example" }, "a.example", true],
  [{ suffix: ".example" }, "b.a.example", true],
  [{ suffix: ".example" }, ".example", false],
  [{ suffix: ".example" }, "example", false],
])("%j fits %s: %s", (pattern, host, expected) => {
  expect(matchHost(pattern, host)).toBe(expected);
});
