import { Counts } from "./counts";
import { Rate } from "./rate";

/** Who counts the hits of a key, named by its tag. All times are nanoseconds of the clock that never goes back. */
export abstract class Scope {
  /** After a refusal: how long until what was asked for is there. */
  waitNs: u64 = 0;
  /** Where what happens is counted: of the limit at hand. */
  counts: Counts = new Counts();

  /** Whether it is known without asking anybody that hits can't be had; then `waitNs` is set. */
  abstract isExhausted(tag: u64, hits: u32, rate: Rate, now: u64): bool;

  /** Takes hits, at least one; false when they can't be had. */
  abstract take(tag: u64, hits: u32, rate: Rate, now: u64): bool;

  /** Gives back what the same request has taken. */
  abstract giveBack(tag: u64, hits: u32, rate: Rate, now: u64): void;

  /** Whether a hit could be had; takes none. */
  abstract has(tag: u64, rate: Rate, now: u64): bool;

  /** Takes hits whether they are there or not: they were let pass before they were known. */
  abstract pay(tag: u64, hits: u32, rate: Rate, now: u64): void;

  /** About how many hits are left, as far as the worker knows. */
  abstract remaining(tag: u64, rate: Rate, now: u64): u32;

  /** How long until the bucket is full again, as far as the worker knows. */
  abstract fullIn(tag: u64, now: u64): u64;
}
