import { Slice, addressOf, isPresent, lengthOf, slice } from "../bytes/slice";
import { siphash24 } from "../bytes/siphash";
import { equals } from "../bytes/view";

/** Entry: what is asked for on every request, then the credential as it came, then what it stands for. */
const HASH: usize = 0;
const UNTIL: usize = 8;
const PLACES: usize = 16;
const OWNER: usize = 20;
const SIZE: usize = 24;
const LENGTH: usize = 28;
const CREDENTIAL: usize = 32;

/** Slot of the table: u64 hash | u32 entry (0: empty) | u32 whether it was asked for since the hand went by. */
const SLOT_ENTRY: usize = 8;
const SLOT_USED: usize = 12;
const SLOT_SIZE: u32 = 16;

/** Slots that one hash may be in. */
const WAYS: u32 = 8;

/** There is a slot for so many bytes of memory; an entry has more. */
const BYTES_PER_SLOT: u32 = 512;

/** Bytes of a credential, its last, that are hashed: of a token the signature, which no two share. */
const HASHED: i32 = 64;

/** What the allocator keeps with a block. */
const OVERHEAD: u32 = 16;

/**
 * Credentials that were verified, each with what it stands for, until they expire: in bounded memory, of which those
 * go first that were not asked for lately (CLOCK; Corbató 1968). A credential is found by all of its bytes and the
 * places where it stood. Only what was verified gets in, so that nobody fills the memory with rubbish, and under a
 * random key, so that nobody chooses whose place he takes.
 */
@final
export class Verified {
  private table: usize;
  private slots: u32;
  private hand: u32 = 0;
  private bytes: u32 = 0;
  /** One that is too large to be remembered, which the request at hand still needs. */
  private spare: usize = 0;

  /** `budget`: bytes; 0 remembers nothing. */
  constructor(
    private budget: u32,
    private key0: u64,
    private key1: u64,
  ) {
    this.slots = (<u32>1) << (31 - clz<u32>(max(WAYS, budget / BYTES_PER_SLOT)));
    this.table = heap.alloc(this.slots * SLOT_SIZE);
    memory.fill(this.table, 0, this.slots * SLOT_SIZE);
  }

  /** The entry of a credential, if it is remembered and has not expired (seconds since 1970); else 0. */
  find(credential: Slice, places: u32, now: f64): usize {
    if (!isPresent(credential)) return 0;
    const hash = this.hashOf(credential);
    let slot = this.firstOf(hash);
    for (let way: u32 = 0; way < WAYS; way++, slot += SLOT_SIZE) {
      if (load<u64>(slot) != hash) continue;
      const entry = usize(load<u32>(slot, SLOT_ENTRY));
      if (entry == 0 || load<u32>(entry, PLACES) != places || !equals(credentialOf(entry), credential))
        continue;
      if (now < load<f64>(entry, UNTIL)) {
        store<u32>(slot, 1, SLOT_USED);
        return entry;
      }
      this.drop(slot);
    }
    return 0;
  }

  /** An entry with room for what a credential stands for; `keep` has to follow. Good until the next one is prepared. */
  prepare(credential: Slice, places: u32, room: usize): usize {
    if (this.spare != 0) heap.free(this.spare);
    const entry = heap.alloc(CREDENTIAL + align(lengthOf(credential)) + room);
    this.spare = entry;
    store<u64>(entry, this.hashOf(credential), HASH);
    store<u32>(entry, places, PLACES);
    store<u32>(entry, lengthOf(credential), LENGTH);
    memory.copy(entry + CREDENTIAL, addressOf(credential), lengthOf(credential));
    return entry;
  }

  /** Remembers the entry that was prepared, which ends at `end`, until a time. `owner`: whose keys verified it. */
  keep(end: usize, owner: u32, until: f64): void {
    const entry = this.spare;
    const size = u32(end - entry);
    store<f64>(entry, until, UNTIL);
    store<u32>(entry, owner, OWNER);
    store<u32>(entry, size + OVERHEAD, SIZE);
    heap.realloc(entry, size); // a block that gets smaller stays where it is
    if (size + OVERHEAD > this.budget) return;
    while (this.bytes + size + OVERHEAD > this.budget) this.evict();
    const slot = this.slotFor(load<u64>(entry, HASH));
    store<u64>(slot, load<u64>(entry, HASH));
    store<u32>(slot, u32(entry), SLOT_ENTRY);
    this.bytes += size + OVERHEAD;
    this.spare = 0;
  }

  /** Forgets all that one owner's keys verified. */
  forget(owner: u32): void {
    const end = this.table + this.slots * SLOT_SIZE;
    for (let slot = this.table; slot < end; slot += SLOT_SIZE) {
      const entry = usize(load<u32>(slot, SLOT_ENTRY));
      if (entry != 0 && load<u32>(entry, OWNER) == owner) this.drop(slot);
    }
  }

  dispose(): void {
    const end = this.table + this.slots * SLOT_SIZE;
    for (let slot = this.table; slot < end; slot += SLOT_SIZE) this.drop(slot);
    if (this.spare != 0) heap.free(this.spare);
    heap.free(this.table);
  }

  private hashOf(credential: Slice): u64 {
    const length = min(lengthOf(credential), HASHED);
    return siphash24(addressOf(credential) + lengthOf(credential) - length, length, this.key0, this.key1);
  }

  /** The first slot of those that a hash may be in. */
  @inline
  private firstOf(hash: u64): usize {
    return this.table + (u32(hash) & (this.slots - 1) & ~(WAYS - 1)) * SLOT_SIZE;
  }

  /** An empty slot for a hash; where there is none, the next that was not asked for gives way. */
  private slotFor(hash: u64): usize {
    const first = this.firstOf(hash);
    for (let pass = 0; pass < 3; pass++) {
      for (let slot = first; slot < first + WAYS * SLOT_SIZE; slot += SLOT_SIZE) {
        if (load<u32>(slot, SLOT_ENTRY) == 0 || (pass > 0 && this.empties(slot))) return slot;
      }
    }
    return first;
  }

  /** Drops the next entry that was not asked for since the hand came by last. There is one, so two rounds suffice. */
  private evict(): void {
    for (let steps: u32 = 0; steps <= 2 * this.slots; steps++) {
      const slot = this.table + this.hand * SLOT_SIZE;
      this.hand = (this.hand + 1) & (this.slots - 1);
      if (load<u32>(slot, SLOT_ENTRY) != 0 && this.empties(slot)) return;
    }
  }

  /** Empties a slot; one that was asked for gets another chance, and false is the answer. */
  private empties(slot: usize): bool {
    if (load<u32>(slot, SLOT_USED) == 0) {
      this.drop(slot);
      return true;
    }
    store<u32>(slot, 0, SLOT_USED);
    return false;
  }

  private drop(slot: usize): void {
    const entry = usize(load<u32>(slot, SLOT_ENTRY));
    if (entry == 0) return;
    this.bytes -= load<u32>(entry, SIZE);
    store<u64>(slot, 0);
    store<u64>(slot, 0, SLOT_ENTRY);
    heap.free(entry);
  }
}

/** Whose keys verified a credential, as `keep` was told. */
@inline
export function ownerOf(entry: usize): u32 {
  return load<u32>(entry, OWNER);
}

/** What a credential stands for: where it is, aligned to 8. */
@inline
export function contentOf(entry: usize): usize {
  return entry + CREDENTIAL + align(load<u32>(entry, LENGTH));
}


@inline
function credentialOf(entry: usize): Slice {
  return slice(entry + CREDENTIAL, load<u32>(entry, LENGTH));
}


@inline
function align(size: usize): usize {
  return (size + 7) & ~7;
}
