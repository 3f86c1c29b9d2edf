import { Slice, addressOf, isPresent, lengthOf, literal, random64, slice } from "../sdk/index";
import { Status, setSharedValue, sharedValue, sharedVersion } from "../sdk/index";
import { SET_SIZE } from "./buckets";

/** Sets of arrival times; with 8 buckets each, 32,768 keys are counted exactly at the same time. */
const RATE_SETS: u32 = 4096;

/** Sets of requests at a time, behind them: 4,096 keys. */
const RUNNING_SETS: u32 = 512;

/** Holds the 16 bytes of the hash key; written last, so that it also says that all sets exist. */
const READY = literal("cellwall.limits.2");

/** Key of a set: a letter and its number, little-endian. */
const SET_KEY = memory.data(8, 8);
const SET_KEY_SIZE: i32 = 5;

const WORKSPACE = memory.data(SET_SIZE, 8);

/**
 * The buckets of all limits of one Envoy, in shared data under a fixed number of keys: all workers see
 * them and configuration changes keep them. About 1 MB of host memory, whatever the traffic.
 */
@final
export class BucketStore {
  /** The key under which callers hash, so that nobody outside can make two keys collide. */
  hashKey0: u64 = 0;
  hashKey1: u64 = 0;

  /**
   * Creates what does not exist yet; false when the host refuses. Envoy configures a new image in its main
   * thread before any worker sees it, so the keys, which can't be created atomically, exist by then.
   */
  open(): bool {
    let ready = sharedValue(READY);
    if (!isPresent(ready) && !create()) return false;
    if (!isPresent(ready)) ready = sharedValue(READY);
    if (!isPresent(ready) || lengthOf(ready) != 16) return false;
    this.hashKey0 = load<u64>(addressOf(ready));
    this.hashKey1 = load<u64>(addressOf(ready), 8);
    return true;
  }

  /** A set: `SET_SIZE` bytes that the caller may change, or 0 when the host fails. */
  read(set: u32): usize {
    const value = sharedValue(setKey(set));
    return isPresent(value) && lengthOf(value) == SET_SIZE ? addressOf(value) : 0;
  }

  /** Version of the set that was read last. */
  version(): u32 {
    return sharedVersion();
  }

  /** Writes a set back, unless another worker changed it since `version`. Answers a `Status`. */
  write(set: u32, bytes: usize, version: u32): u32 {
    return setSharedValue(setKey(set), slice(bytes, SET_SIZE), version);
  }
}

/** The set where a tag's arrival time lies. */
@inline
export function rateSetOf(tag: u64): u32 {
  return u32(tag >> 32) & (RATE_SETS - 1);
}

/** The set where it is counted how many requests of a tag run. */
@inline
export function runningSetOf(tag: u64): u32 {
  return RATE_SETS + (u32(tag >> 32) & (RUNNING_SETS - 1));
}

function setKey(set: u32): Slice {
  store<u8>(SET_KEY, 0x6c);
  store<u32>(SET_KEY, set, 1);
  return slice(SET_KEY, SET_KEY_SIZE);
}

function create(): bool {
  memory.fill(WORKSPACE, 0, SET_SIZE);
  for (let set: u32 = 0; set < RATE_SETS + RUNNING_SETS; set++) {
    if (setSharedValue(setKey(set), slice(WORKSPACE, SET_SIZE), 0) != Status.Ok) return false;
  }
  store<u64>(WORKSPACE, random64());
  store<u64>(WORKSPACE, random64(), 8);
  return setSharedValue(READY, slice(WORKSPACE, 16), 0) == Status.Ok;
}
