import { random } from "../testing/sequence";
import { SET_SIZE, WAYS, bucketOf, setBucket, tatOf } from "./buckets";

/** A set, and bytes behind it that are none of its own. */
const set = memory.data(144, 8);

/** Keeps a time under a tag. */
function put(tag: u64, tat: u64): void {
  setBucket(bucketOf(set, tag), tag, tat);
}

/** The time kept under a tag. */
function get(tag: u64): u64 {
  return tatOf(bucketOf(set, tag), tag);
}

describe("a set of buckets", () => {
  beforeEach(() => {
    memory.fill(set, 0, SET_SIZE);
  });

  it("knows nothing of a new tag", () => {
    expect(get(1)).toBe(0);
    expect(get(u64.MAX_VALUE)).toBe(0);
  });

  it("keeps as many tags as it has places, whatever their times", () => {
    const kept = new StaticArray<u64>(WAYS);
    for (let i = 0; i < 1000; i++) {
      const written = random(WAYS);
      kept[written] = random(1000);
      put(written + 1, kept[written]);
      const read = random(WAYS);
      expect(get(read + 1)).toBe(kept[read]);
    }
  });

  it("gives a new tag the place of the bucket that is full again soonest", () => {
    for (let i = 0; i < WAYS; i++) put(10 + i, i == 5 ? 100 : 200 + i);
    put(99, 300);
    expect(get(99)).toBe(300);
    for (let i = 0; i < WAYS; i++) expect(get(10 + i)).toBe(i == 5 ? 0 : 200 + i);
  });

  it("gives a new tag an empty place before a taken one", () => {
    for (let i = 0; i < WAYS - 1; i++) put(10 + i, 1);
    put(99, 300);
    for (let i = 0; i < WAYS - 1; i++) expect(get(10 + i)).toBe(1);
  });

  it("gives a new tag a full bucket, not what is left of the one whose place it takes", () => {
    for (let i = 0; i < WAYS; i++) put(10 + i, 200);
    expect(get(99)).toBe(0);
  });

  it("stays within its bytes", () => {
    memory.fill(set + SET_SIZE, 0x5a, 16);
    for (let i = 0; i < 100; i++) put(1 + i, u64.MAX_VALUE);
    for (let i = 0; i < 16; i++) expect(load<u8>(set + SET_SIZE + i)).toBe(0x5a);
  });
});
