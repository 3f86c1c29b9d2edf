import { expect, test } from "vitest";
import { closest, didYouMean } from "./suggest.js";

test.each([
  ["exat", ["exact", "prefix"], "exact"],
  ["pathes", ["paths", "peers"], "paths"],
  ["Methods", ["methods"], "methods"],
  ["trustdomain", ["trustDomain"], "trustDomain"],
  ["colour", ["methods", "hosts"], undefined],
  ["", ["id"], undefined],
  ["x".repeat(300), ["x".repeat(299)], undefined],
])("%j is closest to %j: %j", (written, candidates, expected) => {
  expect(closest(written, candidates)).toBe(expected);
});

test("asks", () => {
  expect(didYouMean("alow", ["allow", "deny"])).toBe("did you mean `allow`?");
  expect(didYouMean("permit", ["allow", "deny"])).toBeUndefined();
});
