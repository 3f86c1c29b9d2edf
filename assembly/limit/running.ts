import { Status, addressOf, isPresent, lengthOf, literal, setSharedValue, sharedValue } from "../sdk/index";
import { sharedVersion, slice } from "../sdk/index";
import { bucketOf, setBucket, tatOf } from "./buckets";
import { Counts } from "./counts";
import { BucketStore, runningSetOf } from "./store";

/** Attempts to write a set that other workers keep changing; then the request is refused. */
const MAX_ATTEMPTS: i32 = 16;

/** Holds the latest generation. */
const GENERATION = literal("cellwall.limits.generation");

const WORD = memory.data(4, 4);

/** What of this VM runs: by tag, the generation in which the Envoy's count has it, and how many. */
const own = new Map<u64, u64>();

/** The latest generation that this VM knows of; 0: it has not begun one yet. */
let generation: u32 = 0;

/**
 * How many requests of each key run in an Envoy. A bucket holds a count and, above it, the generation that the
 * count is of.
 *
 * A VM that crashes takes back nothing. So each VM begins a new generation when it starts: whoever comes upon a
 * count of an older one starts it afresh with what runs of itself, and each of the others adds its own the next
 * time that it has a request for the key.
 */
@final
export class Running {
  /** Where what happens is counted: of the limit at hand. */
  counts: Counts = new Counts();

  /** How many more there may be, after `enter`. */
  remaining: u32 = 0;

  constructor(private store: BucketStore) {}

  /** Makes ready, once for each VM; false when the host gives no shared data. */
  open(): bool {
    for (let attempt = 0; attempt < MAX_ATTEMPTS && generation == 0; attempt++) {
      const value = sharedValue(GENERATION);
      const latest = isPresent(value) && lengthOf(value) == 4 ? load<u32>(addressOf(value)) : 0;
      store<u32>(WORD, latest + 1);
      if (setSharedValue(GENERATION, slice(WORD, 4), sharedVersion()) == Status.Ok) generation = latest + 1;
    }
    return generation != 0;
  }

  /** Adds a request unless there are `most`; false when it is refused. */
  enter(tag: u64, most: u32): bool {
    const mine = ownOf(tag);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const set = this.store.read(runningSetOf(tag));
      if (set == 0) break;
      const version = this.store.version();
      const bucket = bucketOf(set, tag);
      const kept = tatOf(bucket, tag);
      generation = max(generation, u32(kept >> 32));
      const isCurrent = kept != 0 && u32(kept >> 32) == generation;
      const isCounted = isCurrent && u32(mine >> 32) == generation;
      const count = (isCurrent ? u32(kept) : 0) + (isCounted ? 0 : u32(mine));
      this.remaining = count < most ? most - count - 1 : 0;
      if (count >= most) return false;
      setBucket(bucket, tag, counted(count + 1));
      if (this.store.write(runningSetOf(tag), set, version) != Status.Ok) continue;
      own.set(tag, counted(u32(mine) + 1));
      return true;
    }
    this.counts.errors++;
    return false;
  }

  /** A request that was added is over. */
  leave(tag: u64): void {
    const mine = ownOf(tag);
    if (u32(mine) <= 1) own.delete(tag);
    else own.set(tag, mine - 1);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const set = this.store.read(runningSetOf(tag));
      if (set == 0) break;
      const version = this.store.version();
      const bucket = bucketOf(set, tag);
      const kept = tatOf(bucket, tag);
      if (kept >> 32 != mine >> 32 || u32(kept) == 0) return;
      setBucket(bucket, tag, kept - 1);
      if (this.store.write(runningSetOf(tag), set, version) == Status.Ok) return;
    }
    this.counts.errors++;
  }
}


@inline
function ownOf(tag: u64): u64 {
  return own.has(tag) ? own.get(tag) : 0;
}


@inline
function counted(count: u32): u64 {
  return (u64(generation) << 32) | count;
}
