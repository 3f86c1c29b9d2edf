import { ABSENT, Slice, addressOf, isPresent, lengthOf, literal } from "../bytes/slice";
import { ALGORITHM, KEY_RECORD, KEY_SET, KEY_TYPE } from "../image/layout";
import { fromHex } from "../testing/hex";
import { KeySetBuilder } from "../testing/keys";
import { random } from "../testing/sequence";
import { text } from "../testing/text";
import { KeySet } from "./key-set";

const RS: u32 = 7 << ALGORITHM.RS256;
const PS: u32 = 7 << ALGORITHM.PS256;
const HS: u32 = 7 << ALGORITHM.HS256;
const ALL: u32 = 0x1fff;

const ONE: Slice = new KeySetBuilder(1).add(KEY_TYPE.SECRET, HS, literal("kid"), bytes(64)).finish();

/** A key of each type. */
const MANY: Slice = new KeySetBuilder(6)
  .add(KEY_TYPE.RSA, RS | PS, literal("rsa"), rsa(256), 30, 256, 289, 3)
  .add(KEY_TYPE.P256, 1 << ALGORITHM.ES256, literal(""), bytes(91))
  .add(KEY_TYPE.P384, 1 << ALGORITHM.ES384, ABSENT, bytes(120))
  .add(KEY_TYPE.P521, 1 << ALGORITHM.ES512, literal("p521"), bytes(158))
  .add(KEY_TYPE.ED25519, 1 << ALGORITHM.EdDSA, literal("ed"), bytes(32))
  .add(KEY_TYPE.SECRET, HS, literal("secret"), bytes(64))
  .finish();

const keys = new KeySet();

function bytes(length: i32, first: string = "a5"): Slice {
  return fromHex(first + "a5".repeat(length - 1));
}

/** What a SubjectPublicKeyInfo is like: 30 bytes, the modulus, 3 bytes, the exponent. */
function rsa(modulus: i32, first: string = "a5"): Slice {
  return fromHex("30".repeat(30) + first + "a5".repeat(modulus - 1) + "020300010001");
}

function opens(set: Slice): bool {
  return keys.open(addressOf(set), lengthOf(set));
}

function opensWith(type: u32, algorithms: u32, material: Slice): bool {
  return opens(new KeySetBuilder(1).add(type, algorithms, ABSENT, material).finish());
}

function opensRsa(algorithms: u32, modulus: i32, first: string, exponentSize: u32): bool {
  const set = new KeySetBuilder(1);
  set.add(KEY_TYPE.RSA, algorithms, ABSENT, rsa(modulus, first), 30, modulus, 33 + modulus, exponentSize);
  return opens(set.finish());
}

/** Whether the set is taken with another word at an offset. */
function opensWithWord(set: Slice, offset: usize, word: u32): bool {
  const at = addressOf(set) + offset;
  const before = load<u32>(at);
  store<u32>(at, word);
  const isTaken = opens(set);
  store<u32>(at, before);
  return isTaken;
}

function isInside(part: Slice, set: Slice): bool {
  if (!isPresent(part)) return true;
  const end = addressOf(set) + lengthOf(set);
  return addressOf(part) >= addressOf(set) && addressOf(part) + lengthOf(part) <= end;
}

function isKeyInside(key: u32): bool {
  if (!isInside(keys.kidOf(key), MANY) || !isInside(keys.materialOf(key), MANY)) return false;
  if (keys.typeOf(key) != KEY_TYPE.RSA) return true;
  return isInside(keys.modulusOf(key), MANY) && isInside(keys.exponentOf(key), MANY);
}

describe("KeySet", () => {
  it("has no keys before it is opened, and after it is closed", () => {
    expect(new KeySet().count).toBe(0);
    expect(opens(ONE)).toBe(true);
    expect(keys.count).toBe(1);
    keys.close();
    expect(keys.count).toBe(0);
  });

  it("says what each key is", () => {
    expect(opens(MANY)).toBe(true);
    expect(keys.count).toBe(6);
    for (let key: u32 = 0; key < 6; key++) expect(keys.typeOf(key)).toBe(key + 1);
    expect(text(keys.kidOf(0))).toBe("rsa");
    expect(text(keys.kidOf(1))).toBe("");
    expect(text(keys.kidOf(2))).toBe("absent");
    expect(keys.algorithmsOf(0)).toBe(RS | PS);
    expect(keys.algorithmsOf(4)).toBe(1 << ALGORITHM.EdDSA);
    expect(lengthOf(keys.materialOf(3))).toBe(158);
    expect(addressOf(keys.modulusOf(0)) - addressOf(keys.materialOf(0))).toBe(30);
    expect(lengthOf(keys.modulusOf(0))).toBe(256);
    expect(lengthOf(keys.exponentOf(0))).toBe(3);
  });

  it("may be empty", () => {
    expect(opens(new KeySetBuilder(0).finish())).toBe(true);
    expect(keys.count).toBe(0);
  });

  it("is refused when it is cut or has more behind it, and has no keys then", () => {
    expect(opens(MANY)).toBe(true);
    for (let length = 0; length < lengthOf(MANY); length++) {
      expect(keys.open(addressOf(MANY), length)).toBe(false, `${length} bytes`);
      expect(keys.count).toBe(0);
    }
    expect(keys.open(addressOf(MANY), lengthOf(MANY) + 1)).toBe(false);
  });

  it("is refused with another magic, size or count", () => {
    expect(opensWithWord(ONE, KEY_SET.MAGIC, 0x534b5744)).toBe(false);
    expect(opensWithWord(ONE, KEY_SET.SIZE, lengthOf(ONE) - 1)).toBe(false);
    const counts: StaticArray<u32> = [2, 4, 65, 0x10000000, 0x71c71c72, 0xffffffff];
    for (let i = 0; i < counts.length; i++) expect(opensWithWord(ONE, KEY_SET.COUNT, counts[i])).toBe(false);
  });

  it("is refused when a range is not within it", () => {
    const end = u32(lengthOf(ONE));
    const first: u32 = KEY_SET.KEYS + KEY_RECORD.SIZE;
    const offsets: StaticArray<u32> = [1, first - 1, end - 2, end, end + 1, 0xfffffffd, 0xffffffff];
    const fields: StaticArray<u32> = [KEY_RECORD.KID, KEY_RECORD.MATERIAL];
    for (let field = 0; field < fields.length; field++) {
      const at = KEY_SET.KEYS + fields[field];
      for (let i = 0; i < offsets.length; i++) {
        expect(opensWithWord(ONE, at, offsets[i])).toBe(false, `${at}: ${offsets[i]}`);
      }
      expect(opensWithWord(ONE, at + 4, end)).toBe(false);
      expect(opensWithWord(ONE, at + 4, 0xffffffff)).toBe(false);
    }
    expect(opensWithWord(ONE, KEY_SET.KEYS + KEY_RECORD.MATERIAL, 0)).toBe(false);
    expect(opensWithWord(ONE, KEY_SET.KEYS + KEY_RECORD.KID, 0)).toBe(false, "no kid, but bytes of one");
  });

  it("takes kids of 256 bytes", () => {
    const kids: StaticArray<i32> = [256, 257];
    for (let i = 0; i < kids.length; i++) {
      const set = new KeySetBuilder(1).add(KEY_TYPE.SECRET, HS, bytes(kids[i]), bytes(64)).finish();
      expect(opens(set)).toBe(kids[i] == 256);
    }
  });

  it("lets a key verify only what it is for", () => {
    expect(opensRsa(RS | PS, 256, "a5", 3)).toBe(true);
    expect(opensRsa(RS | PS, 512, "a5", 3)).toBe(true);
    expect(opensRsa(RS | PS, 513, "a5", 3)).toBe(false);
    expect(opensRsa(RS, 513, "a5", 3)).toBe(true);
    expect(opensRsa(RS, 1024, "01", 3)).toBe(true);
    expect(opensRsa(RS, 1025, "a5", 3)).toBe(false);
    expect(opensRsa(RS | HS, 256, "a5", 3)).toBe(false);
    expect(opensRsa(0, 256, "a5", 3)).toBe(false);
    expect(opensWith(KEY_TYPE.P256, 1 << ALGORITHM.ES384, bytes(91))).toBe(false);
    expect(opensWith(KEY_TYPE.P256, HS, bytes(91))).toBe(false);
    expect(opensWith(KEY_TYPE.SECRET, 1 << ALGORITHM.RS256, bytes(64))).toBe(false);
    expect(opensWith(KEY_TYPE.ED25519, ALL, bytes(32))).toBe(false);
    expect(opensWith(KEY_TYPE.ED25519, 1 << 13, bytes(32))).toBe(false);
    expect(opensWith(0, ALL, bytes(64))).toBe(false);
    expect(opensWith(7, ALL, bytes(64))).toBe(false);
  });

  it("refuses RSA keys that are weak, or whose numbers have zeros before them", () => {
    expect(opensRsa(RS, 255, "ff", 3)).toBe(false);
    expect(opensRsa(RS, 256, "80", 3)).toBe(true);
    expect(opensRsa(RS, 256, "7f", 3)).toBe(false);
    expect(opensRsa(RS, 257, "00", 3)).toBe(false);
    expect(opensRsa(RS, 257, "01", 3)).toBe(true);
    expect(opensRsa(RS, 256, "a5", 0)).toBe(false);
    expect(opensRsa(RS, 256, "a5", 4)).toBe(false, "beyond the material");
  });

  it("wants keys and secrets of their size", () => {
    expect(opensWith(KEY_TYPE.P256, 1 << ALGORITHM.ES256, bytes(90))).toBe(false);
    expect(opensWith(KEY_TYPE.P384, 1 << ALGORITHM.ES384, bytes(91))).toBe(false);
    expect(opensWith(KEY_TYPE.P521, 1 << ALGORITHM.ES512, bytes(159))).toBe(false);
    expect(opensWith(KEY_TYPE.ED25519, 1 << ALGORITHM.EdDSA, bytes(33))).toBe(false);
    expect(opensWith(KEY_TYPE.SECRET, 1 << ALGORITHM.HS256, bytes(31))).toBe(false);
    expect(opensWith(KEY_TYPE.SECRET, 1 << ALGORITHM.HS256, bytes(32))).toBe(true);
    expect(opensWith(KEY_TYPE.SECRET, 1 << ALGORITHM.HS384, bytes(47))).toBe(false);
    expect(opensWith(KEY_TYPE.SECRET, 1 << ALGORITHM.HS512, bytes(63))).toBe(false);
    expect(opensWith(KEY_TYPE.SECRET, HS, bytes(1024))).toBe(true);
    expect(opensWith(KEY_TYPE.SECRET, HS, bytes(1025))).toBe(false);
  });

  it("reads nothing outside of a damaged set that it takes", () => {
    let taken = 0;
    let outside = 0;
    for (let round = 0; round < 20_000; round++) {
      const at = addressOf(MANY) + random(KEY_SET.KEYS + 6 * KEY_RECORD.SIZE);
      const before = load<u8>(at);
      store<u8>(at, u8(random(256)));
      if (opens(MANY)) {
        taken++;
        for (let key = 0; key < keys.count; key++) outside += i32(!isKeyInside(key));
      }
      store<u8>(at, before);
    }
    expect(taken).toBeGreaterThan(100);
    expect(outside).toBe(0);
  });
});
