import {
  EMPTY,
  Slice,
  addressOf,
  elapsed,
  equals,
  free,
  isPresent,
  lengthOf,
  setSharedValue,
} from "../sdk/index";
import { sharedValue, sharedVersion, slice } from "../sdk/index";
import { sectionCount, sectionOffset, stringAt } from "../image/image";
import { HEADER, ISSUER, ISSUER_FLAG } from "../image/layout";
import { keysEntry, wantedEntry } from "../keys/shared";
import { Authenticator } from "./authenticate";
import { Topic, Waiter, Waiting } from "./waiting";

/** How long a request waits for the key that its token names, nanoseconds. */
const WAIT_NS: u64 = 2_000_000_000;

/** One issuer's keys, as they were when they were read last. */
@final
class FetchedSet {
  /** Memory of its own: what shared data gives lasts only until the callback ends. */
  keys: Slice = EMPTY;
  version: u32 = 0;
  entry: Slice;
  wanted: Slice;

  constructor(
    readonly issuer: u32,
    name: Slice,
  ) {
    this.entry = keysEntry(name);
    this.wanted = wantedEntry(name);
  }

  dispose(): void {
    free(this.entry);
    free(this.wanted);
    if (this.keys != EMPTY) free(this.keys);
  }
}

/** The keys of those issuers that publish them, which the service in assembly/keys brings into shared data. */
@final
export class FetchedKeys {
  private sets: Array<FetchedSet> = new Array<FetchedSet>();

  constructor(
    image: usize,
    private authenticator: Authenticator,
    private waiting: Waiting,
  ) {
    let record = image + sectionOffset(image, HEADER.ISSUERS);
    const count = sectionCount(image, HEADER.ISSUERS);
    for (let i: u32 = 0; i < count; i++, record += ISSUER.SIZE) {
      if ((load<u16>(record, ISSUER.FLAGS) & ISSUER_FLAG.FETCHED) == 0) continue;
      this.sets.push(new FetchedSet(i, stringAt(image, load<u32>(record, ISSUER.NAME))));
    }
  }

  /** Takes what has come, and lets those who wait for it go on. Empties the arena. */
  read(): void {
    for (let i = 0; i < this.sets.length; i++) {
      const set = unchecked(this.sets[i]);
      const keys = sharedValue(set.entry);
      if (!isPresent(keys) || sharedVersion() == set.version) continue;
      set.version = sharedVersion();
      if (!equals(keys, set.keys)) this.replace(set, keys);
      this.waiting.wake(Topic.Keys | set.issuer);
    }
  }

  /** Asks for an issuer's keys and lets a request wait for them. False when it can't: then it is decided at once. */
  wait(waiter: Waiter, issuer: u32): bool {
    for (let i = 0; i < this.sets.length; i++) {
      const set = unchecked(this.sets[i]);
      if (set.issuer != issuer) continue;
      const now = elapsed();
      setSharedValue(set.wanted, EMPTY, 0);
      return now != 0 && this.waiting.add(waiter, Topic.Keys | issuer, now + WAIT_NS);
    }
    return false;
  }

  dispose(): void {
    for (let i = 0; i < this.sets.length; i++) unchecked(this.sets[i]).dispose();
  }

  /** Those of before stay when the others are not sound. */
  private replace(set: FetchedSet, keys: Slice): void {
    const before = set.keys;
    const copy = heap.alloc(lengthOf(keys));
    memory.copy(copy, addressOf(keys), lengthOf(keys));
    set.keys = slice(copy, lengthOf(keys));
    if (this.authenticator.replaceKeys(set.issuer, set.keys)) {
      if (before != EMPTY) free(before);
    } else {
      free(set.keys);
      set.keys = before;
      this.authenticator.replaceKeys(set.issuer, before);
    }
  }
}
