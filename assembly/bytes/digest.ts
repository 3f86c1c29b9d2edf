import { Slice, addressOf, lengthOf, slice } from "./slice";

/** Bytes of the largest block and of the largest digest. */
export const MAX_BLOCK: i32 = 128;
export const MAX_DIGEST: i32 = 64;

/** What the padding begins with: one bit, then zeros (FIPS 180-4 §5.1). */
const PADDING: u8 = 0x80;

/**
 * A hash function of the SHA-2 family, over a message that comes in pieces: `begin`, `update` for each, `finish`.
 * An object works on one message at a time.
 */
export abstract class Digest {
  protected state: usize = heap.alloc(MAX_DIGEST);
  private block: usize = heap.alloc(MAX_BLOCK);
  private filled: i32 = 0;
  private total: u64 = 0;

  constructor(
    /** Bytes of a digest. */
    readonly size: i32,
    /** Bytes of a block. */
    readonly blockSize: i32,
  ) {}

  begin(): void {
    this.filled = 0;
    this.total = 0;
    this.initialize();
  }

  update(bytes: Slice): void {
    let at = addressOf(bytes);
    const end = at + lengthOf(bytes);
    this.total += lengthOf(bytes);
    while (at < end) {
      const taken = min(i32(end - at), this.blockSize - this.filled);
      memory.copy(this.block + this.filled, at, taken);
      at += taken;
      this.filled += taken;
      if (this.filled < this.blockSize) return;
      this.compress(this.block);
      this.filled = 0;
    }
  }

  /** Writes the digest to `to`. */
  finish(to: usize): void {
    const lengthAt = this.blockSize - (this.blockSize >> 3);
    store<u8>(this.block + this.filled, PADDING);
    this.clearFrom(this.filled + 1);
    if (this.filled >= lengthAt) {
      this.compress(this.block);
      this.clearFrom(0);
    }
    store<u64>(this.block + this.blockSize - 8, bswap(this.total << 3));
    this.compress(this.block);
    this.write(to);
  }

  /** The digest of one piece. */
  hash(bytes: Slice, to: usize): Slice {
    this.begin();
    this.update(bytes);
    this.finish(to);
    return slice(to, this.size);
  }

  private clearFrom(offset: i32): void {
    memory.fill(this.block + offset, 0, this.blockSize - offset);
  }

  /** Sets the initial hash value (FIPS 180-4 §5.3). */
  protected abstract initialize(): void;

  /** Takes a block into the hash value (FIPS 180-4 §6). */
  protected abstract compress(block: usize): void;

  /** Writes the hash value, cut to `size`. */
  protected abstract write(to: usize): void;
}
