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
 * A VM that crashes gives nothing back. So each VM begins a new generation when it starts; a count of an older one
 * is forgotten by whoever comes upon it, and the other VMs, which look once a second, add what runs of themselves.
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
      const next = latestGeneration() + 1;
      store<u32>(WORD, next);
      if (setSharedValue(GENERATION, slice(WORD, 4), sharedVersion()) == Status.Ok) generation = next;
    }
    return generation != 0;
  }

  /** Counts what runs of this VM anew when there is a new generation. */
  refresh(): void {
    const latest = latestGeneration();
    if (latest <= generation) return;
    generation = latest;
    const tags = own.keys();
    for (let i = 0; i < tags.length; i++) this.add(tags[i], 0, u32.MAX_VALUE);
  }

  /** Adds a request unless there are `most`; false when it is refused. */
  enter(tag: u64, most: u32): bool {
    return this.add(tag, 1, most);
  }

  private add(tag: u64, requests: u32, most: u32): bool {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const set = this.store.read(runningSetOf(tag));
      if (set == 0) break;
      const version = this.store.version();
      const bucket = bucketOf(set, tag);
      const kept = tatOf(bucket, tag);
      if (u32(kept >> 32) > generation) {
        this.refresh();
        continue;
      }
      const mine = ownOf(tag);
      const isCurrent = u32(kept >> 32) == generation;
      const isCounted = isCurrent && u32(mine >> 32) == generation;
      const count = (isCurrent ? u32(kept) : 0) + (isCounted ? 0 : u32(mine));
      this.remaining = count + requests <= most ? most - count - requests : 0;
      if (count + requests > most) return false;
      setBucket(bucket, tag, counted(count + requests));
      if (this.store.write(runningSetOf(tag), set, version) != Status.Ok) continue;
      own.set(tag, counted(u32(mine) + requests));
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

function latestGeneration(): u32 {
  const value = sharedValue(GENERATION);
  return isPresent(value) && lengthOf(value) == 4 ? load<u32>(addressOf(value)) : 0;
}
