import { Slice, addressOf, literal } from "../bytes/slice";
import { Verified, contentOf, ownerOf } from "./verified";

const PLACE: u32 = 1;
const OWNER: u32 = 3;
const SOON: f64 = 10;
const BUDGET: u32 = 64 * 1024;

/** What an entry costs beside its content and its credential. */
const COST: u32 = 48;

const a = literal("header.payload-a." + "s".repeat(64));

function cache(budget: u32 = BUDGET): Verified {
  return new Verified(budget, 1, 2);
}

/** Remembers a credential that stands for so many bytes. */
function keep(
  verified: Verified,
  credential: Slice,
  bytes: usize,
  owner: u32 = OWNER,
  until: f64 = SOON,
): usize {
  const entry = verified.prepare(credential, PLACE, bytes + 100);
  memory.fill(contentOf(entry), 7, bytes);
  verified.keep(contentOf(entry) + bytes, owner, until);
  return entry;
}

function has(verified: Verified, credential: Slice, now: f64 = 0): bool {
  return verified.find(credential, PLACE, now) != 0;
}

/** One of many credentials. */
function numbered(i: i32): Slice {
  return literal(`cw_${i}_` + "x".repeat(40));
}

describe("what was verified", () => {
  it("is found again, with what it stands for", () => {
    const verified = cache();
    const entry = keep(verified, a, 24);
    expect(verified.find(literal("header.payload-a." + "s".repeat(64)), PLACE, 0)).toBe(entry);
    expect(load<u64>(contentOf(entry), 16)).toBe(0x0707070707070707);
    expect(contentOf(entry) & 7).toBe(0);
    expect(ownerOf(entry)).toBe(OWNER);
  });

  it("is not found by another credential, though only its head differs", () => {
    const verified = cache();
    keep(verified, a, 24);
    expect(has(verified, literal("header.payload-b." + "s".repeat(64)))).toBe(false);
    expect(has(verified, literal("header.payload-a." + "s".repeat(63)))).toBe(false);
    expect(has(verified, literal("header.payload-a." + "s".repeat(63) + "t"))).toBe(false);
    expect(has(verified, literal(""))).toBe(false);
  });

  it("is not found in another place", () => {
    const verified = cache();
    keep(verified, a, 24);
    expect(verified.find(a, 2, 0)).toBe(0);
  });

  it("is forgotten when it expires", () => {
    const verified = cache();
    keep(verified, a, 24);
    expect(has(verified, a, 9.999)).toBe(true);
    expect(has(verified, a, SOON)).toBe(false);
    expect(has(verified, a, 0)).toBe(false);
  });

  it("is forgotten with its owner's keys, and what others' keys verified is not", () => {
    const verified = cache();
    keep(verified, a, 24);
    keep(verified, numbered(1), 24, OWNER + 1);
    verified.forget(OWNER);
    expect(has(verified, a)).toBe(false);
    expect(has(verified, numbered(1))).toBe(true);
  });

  it("is copied, so that the request's memory may go", () => {
    const verified = cache();
    const credential = literal("x".repeat(90));
    keep(verified, credential, 8);
    store<u8>(addressOf(credential), 0x79);
    expect(has(verified, credential)).toBe(false);
    store<u8>(addressOf(credential), 0x78);
    expect(has(verified, credential)).toBe(true);
  });
});

describe("memory", () => {
  it("has an end: what nobody asked for lately goes first", () => {
    const verified = cache(16 * (COST + 48 + 1000));
    for (let i = 0; i < 200; i++) {
      keep(verified, numbered(i), 1000);
      expect(has(verified, numbered(i))).toBe(true);
      expect(has(verified, numbered(0))).toBe(true);
    }
    let kept = 0;
    for (let i = 0; i < 200; i++) kept += i32(has(verified, numbered(i)));
    expect(kept).toBeLessThan(17);
    expect(kept).toBeGreaterThan(3);
  });

  it("has an end for as many as fall on one place of the table", () => {
    const verified = cache(512 * 8);
    for (let i = 0; i < 40; i++) {
      keep(verified, numbered(i), 8);
      expect(has(verified, numbered(i))).toBe(true);
    }
    let kept = 0;
    for (let i = 0; i < 40; i++) kept += i32(has(verified, numbered(i)));
    expect(kept).toBe(8);
  });

  it("lets one that is larger than all of it serve its own request, and no other", () => {
    const verified = cache(512);
    const entry = keep(verified, a, 1000);
    expect(load<u64>(contentOf(entry))).toBe(0x0707070707070707);
    expect(has(verified, a)).toBe(false);
  });

  it("may be none", () => {
    const verified = cache(0);
    keep(verified, a, 8);
    expect(has(verified, a)).toBe(false);
  });

  it("is given back", () => {
    const before = memory.size();
    for (let i = 0; i < 2000; i++) {
      const verified = cache(BUDGET);
      keep(verified, a, 1000);
      keep(verified, literal(""), 1000);
      verified.prepare(a, PLACE, 1000);
      verified.dispose();
    }
    expect(memory.size() - before).toBeLessThan(4);
  });
});
