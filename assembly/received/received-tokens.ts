/**
 * Which transaction token a workload received with which request: the sidecar's inbound cell notes it, the outbound
 * filter looks it up. In shared data, for the two may run on different workers, under a fixed number of keys, for
 * nothing there can be deleted: 16 MiB of host memory at most, and about 20,000 notes of tokens of common size.
 */
import {
  EMPTY,
  Slice,
  Status,
  addressOf,
  allocate,
  isPresent,
  lengthOf,
  literal,
  random64,
  setSharedValue,
  sharedValue,
  sharedVersion,
  slice,
} from "../sdk/index";
import { siphash24 } from "../bytes/siphash";
import { equals } from "../bytes/view";
import { MAX_TOKEN, SET_CAPACITY, TokenCursor, addToken } from "./token-set";

const SETS: u32 = 2048;

/** Attempts to write a set that other workers keep changing. */
const MAX_ATTEMPTS: i32 = 16;

/** Holds the 16 bytes of the hash key; written last, so that it also says that all sets exist. */
const READY = literal("cellwall.received");

/** Key of a set: a letter and its number, little-endian. */
const SET_KEY = memory.data(8, 8);
const SET_KEY_SIZE: i32 = 5;
const LETTER: u8 = 0x74;

const WORKSPACE = memory.data(16, 8);

/** What an id is; a request's and a trace's never stand for each other. */
export enum IdKind {
  Request,
  Trace,
}

const cursor = new TokenCursor();

/** The tokens that were received under one `vm_id`. */
@final
export class ReceivedTokens {
  /** How many different tokens the id has that `find` looked up. */
  count: i32 = 0;
  /** The first of them. */
  first: Slice = EMPTY;
  private hashKey0: u64 = 0;
  private hashKey1: u64 = 0;
  private set: Slice = EMPTY;
  private tag: u64 = 0;
  private now: u32 = 0;

  /**
   * Creates what does not exist yet; false when the host refuses. Envoy configures filters in its main thread before
   * any worker sees them, so the keys, which can't be created atomically, exist by then.
   */
  open(): bool {
    let key = sharedValue(READY);
    if (!isPresent(key) && !create()) return false;
    if (!isPresent(key)) key = sharedValue(READY);
    if (!isPresent(key) || lengthOf(key) != 16) return false;
    this.hashKey0 = load<u64>(addressOf(key));
    this.hashKey1 = load<u64>(addressOf(key), 8);
    return true;
  }

  /**
   * Notes a token under an id, until it ends; `until` and `now` in seconds since 1970. Where that can't be, the
   * outbound filter will not know the token: it refuses it.
   */
  note(kind: IdKind, id: Slice, token: Slice, until: u32, now: u32): void {
    if (lengthOf(token) > MAX_TOKEN || until <= now) return;
    const tag = this.tagOf(kind, id);
    const changed = allocate(SET_CAPACITY);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const set = sharedValue(setKey(tag));
      if (!isPresent(set)) return;
      const version = sharedVersion();
      const size = addToken(set, tag, token, until, now, changed);
      if (setSharedValue(setKey(tag), slice(changed, size), version) == Status.Ok) return;
    }
  }

  /** Looks up which tokens came with an id: `count`, `first` and `has` tell. Good until the callback ends. */
  find(kind: IdKind, id: Slice, now: u32): void {
    this.tag = this.tagOf(kind, id);
    const set = sharedValue(setKey(this.tag));
    this.set = isPresent(set) ? set : EMPTY;
    this.now = now;
    this.count = 0;
    cursor.open(this.set, now);
    while (cursor.next()) {
      if (cursor.tag != this.tag) continue;
      if (this.count == 0) this.first = cursor.token;
      this.count++;
    }
  }

  /** Whether a token is one of them, byte for byte. */
  has(token: Slice): bool {
    cursor.open(this.set, this.now);
    while (cursor.next()) if (cursor.tag == this.tag && equals(cursor.token, token)) return true;
    return false;
  }

  /** Keyed, so that nobody outside can make the ids of two requests collide. */
  private tagOf(kind: IdKind, id: Slice): u64 {
    return siphash24(addressOf(id), lengthOf(id), this.hashKey0 ^ u64(kind), this.hashKey1);
  }
}

function setKey(tag: u64): Slice {
  store<u8>(SET_KEY, LETTER);
  store<u32>(SET_KEY, u32(tag >> 32) & (SETS - 1), 1);
  return slice(SET_KEY, SET_KEY_SIZE);
}

function create(): bool {
  for (let set: u32 = 0; set < SETS; set++) {
    if (setSharedValue(setKey(u64(set) << 32), EMPTY, 0) != Status.Ok) return false;
  }
  store<u64>(WORKSPACE, random64());
  store<u64>(WORKSPACE, random64(), 8);
  return setSharedValue(READY, slice(WORKSPACE, 16), 0) == Status.Ok;
}
