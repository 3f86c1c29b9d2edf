import { holdsSeveralCredentials } from "./credentials";
import { literal } from "./slice";

describe("the value of an authorization header", () => {
  it("holds one credential", () => {
    expect(holdsSeveralCredentials(literal(""))).toBe(false);
    expect(holdsSeveralCredentials(literal("Bearer abc.def=="))).toBe(false);
    expect(holdsSeveralCredentials(literal('Digest username="a, b", realm="r\\", x", nc=1'))).toBe(false);
    expect(
      holdsSeveralCredentials(literal("AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=h;x,Signature =c")),
    ).toBe(false);
  });

  it("holds several where what comes after a comma is no parameter", () => {
    expect(holdsSeveralCredentials(literal("Bearer a,Bearer b"))).toBe(true);
    expect(holdsSeveralCredentials(literal("Bearer a, Basic Yg=="))).toBe(true);
    expect(holdsSeveralCredentials(literal("a,a"))).toBe(true);
    expect(holdsSeveralCredentials(literal("a,"))).toBe(true);
    expect(holdsSeveralCredentials(literal('Digest x="y",Bearer b'))).toBe(true);
    expect(holdsSeveralCredentials(literal("a,=b"))).toBe(true);
  });

  it("holds several wherever the comma or quote stands", () => {
    for (let i = 0; i < 40; i++) {
      expect(holdsSeveralCredentials(literal("a".repeat(i) + "," + "b".repeat(20)))).toBe(true);
      expect(holdsSeveralCredentials(literal("a".repeat(i) + '"' + "b".repeat(20)))).toBe(true);
      expect(holdsSeveralCredentials(literal("\u00ff".repeat(i)))).toBe(false);
    }
  });

  it("may hold anything in a quote that does not end", () => {
    expect(holdsSeveralCredentials(literal('Bearer "a,Bearer b'))).toBe(true);
    expect(holdsSeveralCredentials(literal('Bearer "a\\"'))).toBe(true);
  });
});
