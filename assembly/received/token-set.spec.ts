import { EMPTY, Slice, lengthOf, literal, slice } from "../bytes/slice";
import { text } from "../testing/text";
import { MAX_TOKEN, SET_CAPACITY, TokenCursor, addToken } from "./token-set";

const NOW: u32 = 1000;

/** Each set with something behind it that is none of its own. */
const MEMORY = memory.data(2 * (8192 + 8), 8);
let turn: usize = 0;

const cursor = new TokenCursor();

function add(set: Slice, tag: u64, token: Slice, until: u32 = NOW + 60, now: u32 = NOW): Slice {
  const to = MEMORY + turn * (SET_CAPACITY + 8);
  turn ^= 1;
  store<u64>(to, 0x5a5a5a5a5a5a5a5a, usize(SET_CAPACITY));
  const size = addToken(set, tag, token, until, now, to);
  expect(load<u64>(to, usize(SET_CAPACITY))).toBe(0x5a5a5a5a5a5a5a5a);
  return slice(to, size);
}

/** `tag:token` of each entry. */
function show(set: Slice, now: u32 = NOW): string {
  let shown = "";
  cursor.open(set, now);
  while (cursor.next()) shown += `${cursor.tag}:${text(cursor.token)} `;
  return shown;
}

function long(size: i32): Slice {
  return slice(heap.alloc(size), size);
}

describe("a set of tokens", () => {
  it("keeps several under one tag, and one of them once", () => {
    let set = add(EMPTY, 7, literal("a"));
    set = add(set, 8, literal("b"));
    set = add(set, 7, literal("c"));
    expect(show(set)).toBe("7:a 8:b 7:c ");
    expect(show(add(set, 7, literal("a")))).toBe("8:b 7:c 7:a ");
  });

  it("shows none that has ended, and drops it when the next one comes", () => {
    const set = add(add(EMPTY, 1, literal("a"), NOW + 1), 2, literal("b"));
    expect(show(set, NOW)).toBe("1:a 2:b ");
    expect(show(set, NOW + 1)).toBe("2:b ");
    const next = add(set, 3, literal("c"), NOW + 60, NOW + 1);
    expect(show(next, 0)).toBe("2:b 3:c ");
  });

  it("drops the oldest when there is no room", () => {
    let set = EMPTY;
    const third = SET_CAPACITY / 3 - 16;
    for (let tag = 1; tag <= 3; tag++) set = add(set, tag, long(third));
    expect(lengthOf(set)).toBe(3 * (third + 16));
    set = add(set, 4, literal("d"));
    expect(show(set).startsWith("2:")).toBe(true);
    expect(show(set).endsWith("4:d ")).toBe(true);
    expect(show(add(set, 5, long(MAX_TOKEN))).startsWith("5:")).toBe(true);
  });

  it("is read within its bytes, whatever they are", () => {
    const set = add(add(EMPTY, 1, literal("abc")), 2, literal("d"));
    for (let size = 0; size < 36; size++) {
      expect(show(slice(<usize>(<u32>set), size))).toBe(size < 19 ? "" : "1:abc ", `${size}`);
    }
    store<u32>(<usize>(<u32>set), u32.MAX_VALUE, 12);
    expect(show(set)).toBe("");
  });
});
