import { MAX_HOST, normalizeHost } from "./host";
import { EMPTY, addressOf, isPresent, lengthOf, literal } from "./slice";

const BUFFER = heap.alloc(MAX_HOST);

function normal(authority: string): string {
  const host = normalizeHost(literal(authority), BUFFER);
  return isPresent(host) ? String.UTF8.decodeUnsafe(addressOf(host), lengthOf(host)) : "refused";
}

describe("normalizeHost", () => {
  it("gives one spelling for a name", () => {
    expect(normal("orders.shop.example")).toBe("orders.shop.example");
    expect(normal("ORDERS.Shop.Example")).toBe("orders.shop.example");
    expect(normal("orders.shop.example:8080")).toBe("orders.shop.example");
    expect(normal("orders.shop.example:")).toBe("orders.shop.example");
    expect(normal("orders.shop.example.")).toBe("orders.shop.example");
    expect(normal("orders.shop.example.:443")).toBe("orders.shop.example");
  });

  it("removes only one trailing dot", () => {
    expect(normal("orders..")).toBe("orders.");
    expect(normal(".")).toBe(".");
  });

  it("keeps the brackets of an IPv6 address", () => {
    expect(normal("[::1]")).toBe("[::1]");
    expect(normal("[2001:DB8::1]:80")).toBe("[2001:db8::1]");
  });

  it("refuses what is no host", () => {
    const wrong = [
      ":80",
      "a b",
      "a\tb",
      "a@b",
      "user:pw@a",
      "a/b",
      "a#b",
      "a?b",
      "a\\b",
      "a%2eb",
      "a,b",
      "é",
    ];
    for (let i = 0; i < wrong.length; i++) expect(normal(wrong[i])).toBe("refused", wrong[i]);
    expect(isPresent(normalizeHost(EMPTY, BUFFER))).toBe(false);
  });

  it("refuses a name in brackets", () => {
    const wrong = ["[a.example]", "[a.example]:80", "[fe.ed]", "[]", "[a:b.example]", "[::1%25eth0]", "[:_]"];
    for (let i = 0; i < wrong.length; i++) expect(normal(wrong[i])).toBe("refused", wrong[i]);
  });

  it("refuses a port that is no number, and brackets in the wrong place", () => {
    const wrong = ["a:b", "a:80:80", "::1", "[::1", "[::1]x", "[::1]:x", "[[::1]", "a[b]", "[::1]]", "]"];
    for (let i = 0; i < wrong.length; i++) expect(normal(wrong[i])).toBe("refused", wrong[i]);
  });

  it("looks at no more than MAX_HOST bytes", () => {
    expect(normal("a".repeat(MAX_HOST))).toBe("a".repeat(MAX_HOST));
    expect(normal("a".repeat(MAX_HOST + 1))).toBe("refused");
  });
});
