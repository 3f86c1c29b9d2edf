import { ABSENT, EMPTY, isPresent, literal } from "../bytes/slice";
import { text } from "../testing/text";
import { SpiffeId } from "./spiffe";

const id = new SpiffeId();

/** The parts of an ID; `no` when it is none. */
function parts(given: string): string {
  if (!id.parse(literal(given))) return "no";
  return `${text(id.trustDomain)} ${text(id.namespace)} ${text(id.serviceAccount)}`;
}

function expectNone(given: string[]): void {
  for (let i = 0; i < given.length; i++) expect(parts(given[i])).toBe("no", given[i]);
}

// More, go-spiffe's: tests/conformance/spiffe-id.test.ts.
describe("a SPIFFE ID", () => {
  it("has a trust domain, and the parts of a Kubernetes workload", () => {
    expect(parts("spiffe://shop.example/ns/edge/sa/gateway")).toBe("shop.example edge gateway");
    expect(parts("spiffe://a/ns/b/sa/c")).toBe("a b c");
    expect(parts("spiffe://a/ns/ns/sa/sa")).toBe("a ns sa");
    expect(text(id.id)).toBe("spiffe://a/ns/ns/sa/sa");
  });

  it("has no such parts when its path is another", () => {
    const others = [
      "spiffe://a",
      "spiffe://a/b",
      "spiffe://a/ns",
      "spiffe://a/ns/b",
      "spiffe://a/ns/b/sa",
      "spiffe://a/ns/b/sb/c",
      "spiffe://a/ns/b/sa/c/d",
      "spiffe://a/ns/b/x/sa/c",
      "spiffe://a/x/ns/b/sa/c",
      "spiffe://a/NS/b/sa/c",
    ];
    for (let i = 0; i < others.length; i++) expect(parts(others[i])).toBe("a absent absent", others[i]);
  });

  it("has the scheme in lower case and a trust domain", () => {
    expectNone([
      "",
      "spiffe",
      "spiffe://",
      "spiffe:///a",
      "SPIFFE://a",
      "spiffe:/a",
      "https://a/b",
      "spiffd://a",
    ]);
  });

  it("has a trust domain of a-z 0-9 . - _", () => {
    expect(parts("spiffe://a-z.0_9/x")).toBe("a-z.0_9 absent absent");
    expectNone(["spiffe://A", "spiffe://a:1", "spiffe://u@a", "spiffe://a%20", "spiffe://a?b", "spiffe://é"]);
  });

  it("has a path of letters, digits, . - _, in segments that are not empty, . or ..", () => {
    expect(parts("spiffe://a/A-z.0_9/...")).toBe("a absent absent");
    expectNone([
      "spiffe://a/",
      "spiffe://a//b",
      "spiffe://a/b/",
      "spiffe://a/.",
      "spiffe://a/b/..",
      "spiffe://a/./b",
    ]);
    expectNone([
      "spiffe://a/b c",
      "spiffe://a/%41",
      "spiffe://a/b?c",
      "spiffe://a/b#c",
      "spiffe://a/b\0",
      "spiffe://a/@",
    ]);
  });

  it("has no parts that are valid only up to their middle", () => {
    expectNone([
      "spiffe://a/ns/b/sa/",
      "spiffe://a/ns//sa/c",
      "spiffe://a/ns/../sa/c",
      "spiffe://a/ns/b/sa/c:d",
    ]);
  });

  it("has at most 2048 bytes, its trust domain 255", () => {
    const longest = "spiffe://a/".padEnd(2048, "b");
    expect(parts(longest)).toBe("a absent absent");
    expect(parts(longest + "b")).toBe("no");
    expect(parts("spiffe://" + "a".repeat(255))).toBe("a".repeat(255) + " absent absent");
    expect(parts("spiffe://" + "a".repeat(256))).toBe("no");
  });

  it("leaves nothing of the one before when it is none", () => {
    id.parse(literal("spiffe://a/ns/b/sa/c"));
    expect(id.parse(literal("spiffe://a/"))).toBe(false);
    expect(isPresent(id.id)).toBe(false);
    expect(isPresent(id.trustDomain)).toBe(false);
    expect(isPresent(id.namespace)).toBe(false);
    expect(isPresent(id.serviceAccount)).toBe(false);
  });

  it("is none when it is not there", () => {
    expect(id.parse(ABSENT)).toBe(false);
    expect(id.parse(EMPTY)).toBe(false);
  });
});
