import { hash32 } from "../bytes/hash";
import { addressOf, lengthOf, literal } from "../bytes/slice";
import { MAX } from "../image/layout";
import { Segments } from "./segments";

const segments = new Segments();

function split(path: string): u32 {
  const bytes = literal(path);
  segments.split(addressOf(bytes), lengthOf(bytes));
  return segments.count;
}

function hashOf(text: string): u32 {
  const bytes = literal(text);
  return hash32(addressOf(bytes), lengthOf(bytes), 0);
}

describe("Segments", () => {
  it("counts what stands between slashes, the empty end too", () => {
    expect(split("/")).toBe(1);
    expect(split("/a")).toBe(1);
    expect(split("/a/")).toBe(2);
    expect(split("/a/b")).toBe(2);
    expect(split("//")).toBe(2);
    expect(split("/a//b/")).toBe(4);
  });

  it("hashes each of them", () => {
    split("/orders//42/");
    expect(segments.hash(0)).toBe(hashOf("orders"));
    expect(segments.hash(1)).toBe(hashOf(""));
    expect(segments.hash(2)).toBe(hashOf("42"));
    expect(segments.hash(3)).toBe(hashOf(""));
  });

  it("counts all segments of a long path, and hashes those that a template can have", () => {
    expect(split("/a".repeat(MAX.SEGMENTS - 1) + "/last/b/c")).toBe(MAX.SEGMENTS + 2);
    expect(segments.hash(MAX.SEGMENTS - 1)).toBe(hashOf("last"));
  });

  it("is ready until it is cleared", () => {
    split("/a");
    expect(segments.ready).toBe(true);
    segments.clear();
    expect(segments.ready).toBe(false);
  });
});
