import { Slice, addressOf, equals, lengthOf } from "../sdk/index";
import { hash32 } from "../bytes/hash";
import { siphash24 } from "../bytes/siphash";
import { intResult } from "../engine/condition/result";
import { Evaluator } from "../engine/evaluate";
import { Facts } from "../engine/facts";
import { Truth } from "../engine/truth";
import { hasFlag, sectionOffset, stringAt } from "../image/image";
import {
  COST,
  FLAG,
  HEADER,
  LIMIT,
  LIMIT_FLAG,
  LIMIT_KIND,
  NUMBERS,
  OVERRIDE,
  OVERRIDES,
  RATE,
  SIZE,
} from "../image/layout";
import { Counts } from "./counts";
import { KeyText } from "./key-text";
import { Rate } from "./rate";

/** One limit of an image, and what the current request asks of it. */
@final
export class Limit {
  /** Whether the limit is for the request. */
  isFor: bool = false;
  /** Names the bucket. */
  tag: u64 = 0;
  /** The key's text; good until the callback ends. */
  key: Slice = 0;
  /** The numbers for the key. */
  rate: Rate;
  /** What the request takes; of a limit that is paid later, 1. */
  hits: u32 = 0;
  /** The cost gave no number, so the request takes 1. */
  isCostError: bool = false;
  /** How many hits are left, after it was asked. */
  remaining: u32 = 0;
  counts: Counts = new Counts();
  /** A rate limit service counts. */
  isMesh: bool;
  /** Requests at a time are counted. */
  isRunning: bool;
  /** What a request takes is known when its response is. */
  isPaidLater: bool;
  isShadow: bool;
  private isExact: bool;
  private flags: u32;
  private costKind: u32;
  private cost: u32;
  private seed: u64 = 0;
  private rateRecord: usize = 0;
  private usual: Rate;
  private other: Rate = new Rate();

  /** `record`: its address in the image. */
  constructor(
    private image: usize,
    private record: usize,
    private keyText: KeyText,
  ) {
    const flags = load<u32>(record, LIMIT.FLAGS);
    const costKind = u32(load<u16>(record, LIMIT.COST_KIND));
    const isRunning = load<u8>(record, LIMIT.KIND) == LIMIT_KIND.IN_FLIGHT;
    const isPaidLater = !isRunning && (costKind == COST.STATUS || costKind == COST.SIZE);
    const usual = new Rate();
    this.flags = flags;
    this.costKind = costKind;
    this.cost = load<u32>(record, LIMIT.COST);
    // Who answers written requests has no service to ask.
    this.isMesh = (flags & LIMIT_FLAG.MESH) != 0 && !hasFlag(image, FLAG.WRITTEN_USERS);
    this.isRunning = isRunning;
    this.isPaidLater = isPaidLater;
    this.isShadow = (flags & LIMIT_FLAG.SHADOW) != 0;
    this.isExact = isPaidLater || isRunning || (flags & LIMIT_FLAG.EXACT) != 0;
    this.usual = usual;
    this.rate = usual;
    usual.read(this.rateAt(load<u32>(record, LIMIT.RATE)), this.isExact);
  }

  get policy(): Slice {
    return stringAt(this.image, load<u32>(this.record, LIMIT.POLICY));
  }

  get name(): Slice {
    return stringAt(this.image, load<u32>(this.record, LIMIT.NAME));
  }

  has(flag: u32): bool {
    return (this.flags & flag) != 0;
  }

  /** What holds when the rate limit service fails: an `ON_FAILURE`. */
  get onFailure(): u32 {
    return u32(load<u8>(this.record, LIMIT.ON_FAILURE));
  }

  /** The body of a refusal, and its content type; empty when there is none of its own. */
  get body(): Slice {
    return stringAt(this.image, load<u32>(this.record, LIMIT.BODY));
  }

  get contentType(): Slice {
    return stringAt(this.image, load<u32>(this.record, LIMIT.CONTENT_TYPE));
  }

  /** Finds out what a request asks of the limit. Tags are hashed under the key. */
  read(evaluator: Evaluator, facts: Facts, hashKey0: u64, hashKey1: u64): void {
    this.isFor = this.holds(evaluator, facts);
    if (!this.isFor) return;
    const record = this.record;
    this.key = this.keyText.write(this.image, record, facts);
    if (this.keyText.isLacking && this.has(LIMIT_FLAG.SKIP_ABSENT)) {
      this.isFor = false;
      return;
    }
    const numbers = this.choose();
    if (this.seed == 0) this.seed = hash(this.policy, hash(this.name, 0, 0), 0) | 1;
    const name = hash(this.key, hashKey0 ^ this.seed, hashKey1 ^ numbers);
    this.tag = name == 0 ? 1 : name;
    this.hits = this.count(facts);
  }

  /** What a request takes is the bytes of its response's body. */
  get isPaidBySize(): bool {
    return this.isPaidLater && this.costKind == COST.SIZE;
  }

  /** Takes over what a request asked that was read before. */
  restore(tag: u64, rate: usize, key: Slice): void {
    this.tag = tag;
    this.key = key;
    this.use(rate);
  }

  /** Where the numbers for the key are: to be restored from. */
  get numbers(): usize {
    return this.rateRecord;
  }

  /** What a response takes. */
  costOf(status: u32, size: u64): u32 {
    if (this.costKind == COST.SIZE) return u32(min<u64>(size, u32.MAX_VALUE));
    const statuses = this.image + this.cost;
    if (status >= load<u32>(statuses, NUMBERS.COUNT)) return 0;
    return (load<u32>(statuses + 4 * (status >> 5), NUMBERS.WORDS) >> (status & 31)) & 1;
  }

  private holds(evaluator: Evaluator, facts: Facts): bool {
    const count = u32(load<u16>(this.record, LIMIT.CODE_COUNT));
    if (count == 0) return true;
    const code = this.image + sectionOffset(this.image, HEADER.CODE);
    const first = code + load<u32>(this.record, LIMIT.CODE) * SIZE.INSTRUCTION;
    return evaluator.holds(first, count, facts) != Truth.False;
  }

  /** Finds the numbers for the key. Answers what of them names the bucket, so that a changed limit starts afresh. */
  private choose(): u64 {
    const table = load<u32>(this.record, LIMIT.OVERRIDES);
    const own = table == 0 ? NO_OVERRIDE : findOverride(this.image, this.image + table, this.key);
    this.use(this.rateAt(own == NO_OVERRIDE ? load<u32>(this.record, LIMIT.RATE) : own));
    return load<u64>(this.rateRecord, RATE.INTERVAL) ^ rotl(load<u64>(this.rateRecord, RATE.TOLERANCE), 32);
  }

  private use(rate: usize): void {
    const usual = this.rateAt(load<u32>(this.record, LIMIT.RATE));
    this.rateRecord = rate;
    this.rate = rate == usual ? this.usual : this.other;
    if (rate != usual) this.other.read(rate, this.isExact);
  }

  private rateAt(index: u32): usize {
    return this.image + sectionOffset(this.image, HEADER.RATES) + index * SIZE.RATE;
  }

  private count(facts: Facts): u32 {
    this.isCostError = false;
    if (this.costKind == COST.CONSTANT) return this.cost;
    if (this.costKind != COST.PROGRAM) return 1;
    const cost = intResult(this.image, this.cost, facts);
    this.isCostError = cost < 0;
    return cost < 0 ? 1 : u32(min<i64>(cost, u32.MAX_VALUE));
  }
}

const NO_OVERRIDE: u32 = u32.MAX_VALUE;

/** The number of a key's own rate; a hash table that has an empty slot. */
function findOverride(image: usize, table: usize, key: Slice): u32 {
  if (u32(lengthOf(key)) > load<u32>(table, OVERRIDES.LONGEST)) return NO_OVERRIDE;
  const mask = load<u32>(table, OVERRIDES.SLOTS) - 1;
  let slot = hash32(addressOf(key), lengthOf(key), 0) & mask;
  while (true) {
    const entry = table + OVERRIDES.ENTRIES + slot * OVERRIDE.SIZE;
    const text = load<u32>(entry, OVERRIDE.KEY);
    if (text == 0) return NO_OVERRIDE;
    if (equals(stringAt(image, text), key)) return load<u32>(entry, OVERRIDE.RATE);
    slot = (slot + 1) & mask;
  }
}


@inline
function hash(bytes: Slice, key0: u64, key1: u64): u64 {
  return siphash24(addressOf(bytes), lengthOf(bytes), key0, key1);
}
