import { PATH } from "../image/layout";
import { MAX_PATH, PathFlaw, PathNormalizer } from "./path";
import { addressOf, lengthOf, literal } from "./slice";

const STRICT = PATH.DECODE_UNRESERVED | PATH.DOT_SEGMENTS | PATH.MERGE_SLASHES | PATH.STRICT;

const normalizer = new PathNormalizer();

function normal(raw: string): string {
  const flaw = normalizer.normalize(literal(raw), STRICT);
  if (flaw != PathFlaw.None) return `flaw ${flaw}`;
  const path = String.UTF8.decodeUnsafe(addressOf(normalizer.path), lengthOf(normalizer.path));
  return path + String.UTF8.decodeUnsafe(addressOf(normalizer.query), lengthOf(normalizer.query));
}

// All modes, compared with Istio's cases, a real Envoy and the reference: tests/conformance/path-*.test.ts.
describe("PathNormalizer", () => {
  it("leaves a normal path where it is", () => {
    const paths = [
      "/",
      "/a",
      "/orders/customers/42/items.json",
      "/.well-known/a%20b",
      "/a?x=/../%2f",
      "/seven77/",
      "/a~b",
    ];
    for (let i = 0; i < paths.length; i++) {
      const raw = literal(paths[i]);
      expect(normalizer.normalize(raw, STRICT)).toBe(PathFlaw.None, paths[i]);
      expect(normalizer.changed).toBe(false, paths[i]);
      expect(addressOf(normalizer.path)).toBe(addressOf(raw), paths[i]);
    }
  });

  it("finds what is not normal at each position, in words of eight and after them", () => {
    for (let at = 1; at < 20; at++) {
      const raw = "/".padEnd(at, "a") + "a/./".padEnd(20, "b");
      expect(normal(raw)).toBe(raw.replace("/./", "/"));
      expect(normalizer.changed).toBe(true);
    }
  });

  it("finds every byte that is not plain, in a word", () => {
    const raw = literal("/aaaaaaaaaaaaaaa");
    for (let byte = 0; byte < 256; byte++) {
      store<u8>(addressOf(raw), u8(byte), 5);
      const flaw = normalizer.normalize(raw, STRICT);
      const plain = byte < 128 && "!$&'()*+,-./:=@_~?".includes(String.fromCharCode(byte));
      const alphanumeric = (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);
      expect(flaw == PathFlaw.None).toBe(plain || (alphanumeric && byte < 128), `${byte}`);
    }
  });

  it("splits the query off and leaves it as it is", () => {
    expect(normal("/a/../b?x=/../%41#y")).toBe("/b?x=/../%41#y");
    expect(normal("/a?")).toBe("/a?");
    expect(normal("/a?x\ny")).toBe(`flaw ${PathFlaw.Control}`);
    expect(normal("/a?x\ry")).toBe(`flaw ${PathFlaw.Control}`);
    expect(normal("/a?x\0y")).toBe(`flaw ${PathFlaw.Control}`);
  });

  it("drops a fragment in the other modes", () => {
    const raw = literal("/a?x#y");
    expect(normalizer.normalize(raw, 0)).toBe(PathFlaw.None);
    expect(lengthOf(normalizer.query)).toBe(2);
    expect(normalizer.changed).toBe(true);
  });

  it("refuses a path without a slash at its start, or that is too long", () => {
    expect(normal("")).toBe(`flaw ${PathFlaw.Relative}`);
    expect(normal("*")).toBe(`flaw ${PathFlaw.Relative}`);
    expect(normal("?x")).toBe(`flaw ${PathFlaw.Relative}`);
    expect(normal("/".padEnd(MAX_PATH, "a"))).toBe("/".padEnd(MAX_PATH, "a"));
    expect(normal("/".padEnd(MAX_PATH + 1, "a"))).toBe(`flaw ${PathFlaw.TooLong}`);
  });

  it("has room for a path in which every byte grows", () => {
    const raw = literal("/".padEnd(MAX_PATH, "{"));
    expect(normalizer.normalize(raw, PATH.DECODE_UNRESERVED)).toBe(PathFlaw.None);
    expect(lengthOf(normalizer.path)).toBe(3 * MAX_PATH - 2);
  });
});
