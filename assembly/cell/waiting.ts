import { Http, Root, resetArena } from "../sdk/index";

/** Requests that may wait at the same time at one worker: they hold memory, and are decided anew all at once. */
export const MOST_WAITERS: i32 = 1024;

/** How often deadlines are looked at, milliseconds. */
const TICK_MS: u32 = 20;

/** What requests wait for: a number of its own for each, in the lower half of a topic. */
export namespace Topic {
  /** The keys of an issuer, by its place in the image. */
  export const Keys: u64 = 1 << 32;
  /** A lease of a limit, by the token of the call that asked for it. */
  export const Lease: u64 = 2 << 32;
}

/** A request that can be held and decided again. */
export abstract class Waiter extends Http {
  isWaiting: bool = false;
  /** What it waits for, a `Topic`. */
  topic: u64 = 0;
  /** Until when, in nanoseconds of `elapsed`. */
  deadline: u64 = 0;

  /** What it waited for has come, or its time is up. Host calls are about this stream, the arena is empty. */
  abstract decideAgain(): void;
}

/**
 * Held requests. Whoever holds one answers the host `Action.PauseAll`; here it stays until what it waits for has come
 * or its deadline has passed, and is decided again then: never left hanging. The root ticks while anybody waits.
 */
@final
export class Waiting {
  private waiters: Array<Waiter> = new Array<Waiter>();

  private idleTickMs: u32 = 0;

  constructor(private root: Root) {}

  /** How often the root ticks when nobody waits, milliseconds; 0, as to begin with: not at all. */
  idle(tickMs: u32): void {
    this.idleTickMs = tickMs;
    this.rest();
  }

  /** Begins a wait. False when too many wait already: then the request is to be decided at once. */
  add(waiter: Waiter, topic: u64, deadline: u64): bool {
    if (this.waiters.length >= MOST_WAITERS) return false;
    waiter.isWaiting = true;
    waiter.topic = topic;
    waiter.deadline = deadline;
    if (this.waiters.push(waiter) == 1) this.root.tickEvery(TICK_MS);
    return true;
  }

  /** The stream is over. */
  forget(waiter: Waiter): void {
    if (!waiter.isWaiting) return;
    waiter.isWaiting = false;
    const place = this.waiters.indexOf(waiter);
    if (place >= 0) this.waiters.splice(place, 1);
    this.rest();
  }

  /** What a topic stands for has come: who waits for it is decided again, in the order they came. Empties the arena. */
  wake(topic: u64): void {
    this.decideAgain(topic, false, 0);
  }

  /** Decides those whose deadline has passed, in the order they came. Empties the arena. */
  expire(now: u64): void {
    this.decideAgain(0, true, now);
  }

  private decideAgain(topic: u64, isLate: bool, now: u64): void {
    const before = this.waiters;
    const due = new Array<Waiter>();
    const rest = new Array<Waiter>();
    for (let i = 0; i < before.length; i++) {
      const waiter = unchecked(before[i]);
      const isDue = isLate ? waiter.deadline <= now : waiter.topic == topic;
      if (isDue) due.push(waiter);
      else rest.push(waiter);
    }
    if (due.length == 0) return;
    this.waiters = rest;
    for (let i = 0; i < due.length; i++) this.decide(unchecked(due[i]));
    this.rest();
  }

  /** May begin another wait. */
  private decide(waiter: Waiter): void {
    if (!waiter.isWaiting) return;
    waiter.isWaiting = false;
    resetArena();
    if (waiter.makeEffective()) waiter.decideAgain();
  }

  private rest(): void {
    if (this.waiters.length == 0) this.root.tickEvery(this.idleTickMs);
  }
}
