import { Slice, addressOf, isPresent, lengthOf, literal, slice } from "../../sdk/index";
import { Status, setSharedValue, sharedValue, sharedVersion } from "../../sdk/index";
import { Lease } from "./lease";

/** A key may lie in any place of its set. */
const WAYS: usize = 4;
const SETS: u32 = 1024;
const LEASE_SIZE: usize = offsetof<Lease>();
const SET_SIZE: usize = WAYS * LEASE_SIZE;

/** Written last, so that it says that all sets exist. */
const READY = literal("cellwall.leases.1");

/** Key of a set: a letter and its number, little-endian. */
const SET_KEY = memory.data(8, 8);
const SET_KEY_SIZE: i32 = 5;

/**
 * The leases of one Envoy, in shared data under a fixed number of keys: all workers use the same, and configuration
 * changes keep them. 4,096 keys of limits in 320 KiB; for more, the leases that hold least leave, and hits are lost.
 */
@final
export class LeaseStore {
  private version: u32 = 0;
  private set: usize = 0;
  private number: u32 = 0;

  /** Creates what does not exist yet; false when the host refuses. As in limit/store.ts. */
  open(): bool {
    if (isPresent(sharedValue(READY))) return true;
    const nothing = heap.alloc(SET_SIZE);
    memory.fill(nothing, 0, SET_SIZE);
    let isCreated = true;
    for (let set: u32 = 0; set < SETS && isCreated; set++) {
      isCreated = setSharedValue(setKey(set), slice(nothing, i32(SET_SIZE)), 0) == Status.Ok;
    }
    heap.free(nothing);
    return isCreated && setSharedValue(READY, literal("1"), 0) == Status.Ok;
  }

  /** A key's lease, as it is now, or a new one; null when the host fails. Changes count when they are written. */
  read(tag: u64, now: u64): Lease | null {
    this.number = u32(tag >> 32) & (SETS - 1);
    const value = sharedValue(setKey(this.number));
    if (!isPresent(value) || usize(lengthOf(value)) != SET_SIZE) return null;
    this.version = sharedVersion();
    this.set = addressOf(value);
    return leaseIn(this.set, tag, now);
  }

  /** Writes the lease that was read last; false when another worker was faster. */
  write(): bool {
    return setSharedValue(setKey(this.number), slice(this.set, i32(SET_SIZE)), this.version) == Status.Ok;
  }
}

function leaseIn(set: usize, tag: u64, now: u64): Lease {
  let victim = set;
  let least = u64.MAX_VALUE;
  for (let at = set; at < set + SET_SIZE; at += LEASE_SIZE) {
    const lease = changetype<Lease>(at);
    if (lease.tag == tag) return lease;
    const worth = lease.tag == 0 ? 0 : lease.until <= now ? 1 : 2 + u64(lease.left);
    if (worth < least) {
      least = worth;
      victim = at;
    }
  }
  memory.fill(victim, 0, LEASE_SIZE);
  const lease = changetype<Lease>(victim);
  lease.tag = tag;
  return lease;
}

function setKey(set: u32): Slice {
  store<u8>(SET_KEY, 0x6d);
  store<u32>(SET_KEY, set, 1);
  return slice(SET_KEY, SET_KEY_SIZE);
}
