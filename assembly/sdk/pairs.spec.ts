import { ABSENT, EMPTY, FAILED, Slice, addressOf, lengthOf, literal } from "../bytes/slice";
import { PairList } from "./pairs";

const list = new PairList();

function bytesOf(encoded: Slice): StaticArray<u8> {
  const bytes = new StaticArray<u8>(lengthOf(encoded));
  memory.copy(changetype<usize>(bytes), addressOf(encoded), lengthOf(encoded));
  return bytes;
}

describe("PairList", () => {
  beforeEach(() => {
    list.clear();
  });

  it("writes count, sizes, then names and values with a NUL behind each", () => {
    list.add(literal("a"), literal("xy"));
    list.add(literal("bcd"), EMPTY);
    const wanted: StaticArray<u8> = [
      2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0x61, 0, 0x78, 0x79, 0, 0x62, 0x63, 0x64, 0,
      0,
    ];
    expect(bytesOf(list.finish())).toStrictEqual(wanted);
  });

  it("writes a count of 0 for no pair", () => {
    const none: StaticArray<u8> = [0, 0, 0, 0];
    expect(bytesOf(list.finish())).toStrictEqual(none);
  });

  it("holds 32 pairs, and says when there is no room for one more", () => {
    for (let i = 0; i < 32; i++) expect(list.add(literal("a"), literal("b"))).toBe(true);
    const full = lengthOf(list.finish());
    expect(list.add(literal("a"), literal("b"))).toBe(false);
    expect(lengthOf(list.finish())).toBe(full);
  });

  it("takes no name and no value that is not there", () => {
    const missing: StaticArray<Slice> = [ABSENT, FAILED];
    for (let i = 0; i < missing.length; i++) {
      expect(list.add(literal("a"), missing[i])).toBe(false);
      expect(list.add(missing[i], literal("b"))).toBe(false);
    }
    expect(lengthOf(list.finish())).toBe(4);
  });

  it("may be finished twice, and used again", () => {
    list.add(literal("a"), literal("b"));
    const first = bytesOf(list.finish());
    expect(bytesOf(list.finish())).toStrictEqual(first);
    list.clear();
    list.add(literal("a"), literal("b"));
    expect(bytesOf(list.finish())).toStrictEqual(first);
  });
});
