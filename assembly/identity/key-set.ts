import { ABSENT, Slice, slice } from "../bytes/slice";
import {
  ALGORITHM,
  KEY_MATERIAL,
  KEY_MAX,
  KEY_RECORD,
  KEY_SET,
  KEY_SET_MAGIC,
  KEY_TYPE,
  MIN_MODULUS,
} from "../image/layout";

/** Algorithms of a family: three neighbours. */
const THREE: u32 = 7;

/**
 * The keys of one issuer, read in place (the diagram is in src/image/key-set.ts). It borrows: the memory must stay as
 * it is until the set is opened on another or closed. A set that was never opened has no keys.
 */
@final
export class KeySet {
  count: i32 = 0;
  private start: usize = 0;
  private size: u32 = 0;

  /** Takes `size` bytes as the set. False when anything about them is not sound: then there are no keys. */
  open(address: usize, size: u32): bool {
    this.start = address;
    this.size = size;
    this.count = 0;
    if (size < KEY_SET.KEYS || load<u32>(address, KEY_SET.MAGIC) != KEY_SET_MAGIC) return false;
    const count = load<u32>(address, KEY_SET.COUNT);
    if (load<u32>(address, KEY_SET.SIZE) != size || count > KEY_MAX.KEYS) return false;
    if (KEY_SET.KEYS + count * KEY_RECORD.SIZE > size) return false;
    for (let key: u32 = 0; key < count; key++) if (!this.isSound(key, count)) return false;
    this.count = count;
    return true;
  }

  /** Forgets the set. */
  close(): void {
    this.count = 0;
  }

  /** A KEY_TYPE. */
  typeOf(key: u32): u32 {
    return load<u8>(this.record(key), KEY_RECORD.TYPE);
  }

  /** What it may verify: a bit for each ALGORITHM. */
  algorithmsOf(key: u32): u32 {
    return load<u16>(this.record(key), KEY_RECORD.ALGORITHMS);
  }

  /** `ABSENT` when it has none. */
  kidOf(key: u32): Slice {
    const range = this.record(key) + KEY_RECORD.KID;
    return load<u32>(range) == 0 ? ABSENT : this.bytes(range);
  }

  /** SubjectPublicKeyInfo, point or secret. */
  materialOf(key: u32): Slice {
    return this.bytes(this.record(key) + KEY_RECORD.MATERIAL);
  }

  /** Of an RSA key. */
  modulusOf(key: u32): Slice {
    return this.bytes(this.record(key) + KEY_RECORD.MODULUS);
  }

  /** Of an RSA key. */
  exponentOf(key: u32): Slice {
    return this.bytes(this.record(key) + KEY_RECORD.EXPONENT);
  }


  @inline
  private record(key: u32): usize {
    return this.start + KEY_SET.KEYS + key * KEY_RECORD.SIZE;
  }

  private bytes(range: usize): Slice {
    return slice(this.start + load<u32>(range), load<u32>(range, 4));
  }

  private isSound(key: u32, count: u32): bool {
    const record = this.record(key);
    const behind = KEY_SET.KEYS + count * KEY_RECORD.SIZE;
    const kid = record + KEY_RECORD.KID;
    const hasKid = load<u32>(kid) != 0;
    if (hasKid ? !isWithin(kid, behind, this.size, 0, KEY_MAX.KID) : load<u32>(kid, 4) != 0) return false;
    const material = record + KEY_RECORD.MATERIAL;
    if (!isWithin(material, behind, this.size, 1, this.size)) return false;
    const size = load<u32>(material, 4);
    const possible =
      this.typeOf(key) == KEY_TYPE.RSA
        ? rsaAlgorithms(this.start, record, load<u32>(material), size)
        : algorithmsFor(this.typeOf(key), size);
    const algorithms = this.algorithmsOf(key);
    return algorithms != 0 && (algorithms & ~possible) == 0;
  }
}

/** Whether a range lies between two offsets and has between `least` and `most` bytes. */
function isWithin(range: usize, start: u32, end: u32, least: u32, most: u32): bool {
  const offset = load<u32>(range);
  const size = load<u32>(range, 4);
  return offset >= start && offset <= end && size <= end - offset && size >= least && size <= most;
}

/** What an RSA key of a sound modulus and exponent can verify, else nothing. */
function rsaAlgorithms(start: usize, record: usize, material: u32, size: u32): u32 {
  const modulus = record + KEY_RECORD.MODULUS;
  const end = material + size;
  if (!isWithin(modulus, material, end, MIN_MODULUS, KEY_MAX.MODULUS)) return 0;
  if (!isWithin(record + KEY_RECORD.EXPONENT, material, end, 1, KEY_MAX.EXPONENT)) return 0;
  const modulusSize = load<u32>(modulus, 4);
  const highest = load<u8>(start + load<u32>(modulus));
  if (modulusSize == MIN_MODULUS ? highest < 0x80 : highest == 0) return 0;
  if (size > modulusSize + KEY_MAX.RSA_OVERHEAD) return 0;
  const pss: u32 = modulusSize <= KEY_MAX.PSS_MODULUS ? THREE << ALGORITHM.PS256 : 0;
  return (THREE << ALGORITHM.RS256) | pss;
}

/** What a key of another type, with a material of this size, can verify. */
function algorithmsFor(type: u32, size: u32): u32 {
  if (type == KEY_TYPE.P256) return u32(size == KEY_MATERIAL.P256) << ALGORITHM.ES256;
  if (type == KEY_TYPE.P384) return u32(size == KEY_MATERIAL.P384) << ALGORITHM.ES384;
  if (type == KEY_TYPE.P521) return u32(size == KEY_MATERIAL.P521) << ALGORITHM.ES512;
  if (type == KEY_TYPE.ED25519) return u32(size == KEY_MATERIAL.ED25519) << ALGORITHM.EdDSA;
  if (type != KEY_TYPE.SECRET || size > KEY_MAX.SECRET) return 0;
  return secretAlgorithms(size);
}

/** RFC 7518 §3.2: a secret is at least as long as the digest. */
function secretAlgorithms(size: u32): u32 {
  return (
    (u32(size >= 32) << ALGORITHM.HS256) |
    (u32(size >= 48) << ALGORITHM.HS384) |
    (u32(size >= 64) << ALGORITHM.HS512)
  );
}
