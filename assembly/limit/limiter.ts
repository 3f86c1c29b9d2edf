import { Evaluator } from "../engine/evaluate";
import { Facts } from "../engine/facts";
import { sectionCount, sectionOffset } from "../image/image";
import { HEADER, LIMIT_FLAG, SIZE } from "../image/layout";
import { Held } from "./held";
import { KeyText } from "./key-text";
import { Limit } from "./limit";
import { MeshScope } from "./mesh/mesh-scope";
import { ProxyScope } from "./proxy-scope";
import { Running } from "./running";
import { Scope } from "./scope";
import { BucketStore } from "./store";

/** No limit. */
export const NO_LIMIT: u32 = u32.MAX_VALUE;

/** Nobody knows when a place gets free: what callers are told then, nanoseconds. */
const PLACE_WAIT: u64 = 1_000_000_000;

/**
 * Enforces the limits of one image. A request passes when all that are for it admit it; one that is refused takes
 * from none. A limit in shadow mode only counts what passes.
 */
@final
export class Limiter {
  /** The limit that refused, by its place in the image, or `NO_LIMIT`. */
  refusedBy: u32 = NO_LIMIT;
  /** The first limit in shadow mode that would have refused, or `NO_LIMIT`. */
  shadowRefusedBy: u32 = NO_LIMIT;
  /** The first limit whose cost gave no number, or `NO_LIMIT`. */
  costErrorOf: u32 = NO_LIMIT;
  /** The limit that refused, or of those that admitted the one with the fewest hits left, or `NO_LIMIT`. */
  tightest: u32 = NO_LIMIT;
  /** How long until `refusedBy` would admit the request, nanoseconds. */
  waitNs: u64 = 0;
  private limits: StaticArray<Limit>;
  /** What a request waits for when `isPending`: a call, by its token, or one of another worker, `NO_CALL`. */
  token: u32 = 0;
  /** The request was neither admitted nor refused: it may wait for a lease. */
  isPending: bool = false;
  /** The first limit that the rate limit service did not count, because it failed. */
  uncounted: Limit | null = null;
  /** Null where no limit counts for the mesh. */
  readonly mesh: MeshScope | null;
  private proxy: ProxyScope;
  private running: Running;
  private store: BucketStore;

  constructor(image: usize) {
    const count = sectionCount(image, HEADER.LIMITS);
    const first = image + sectionOffset(image, HEADER.LIMITS);
    const keyText = new KeyText();
    const limits = new StaticArray<Limit>(i32(count));
    for (let i: u32 = 0; i < count; i++) limits[i] = new Limit(image, first + i * SIZE.LIMIT, keyText);
    const store = new BucketStore();
    this.limits = limits;
    this.store = store;
    this.proxy = new ProxyScope(store);
    this.mesh = hasMesh(limits) ? new MeshScope(image) : null;
    this.running = new Running(store);
  }

  /** Makes ready; false when the host gives no shared data. */
  open(): bool {
    const mesh = this.mesh;
    if (mesh && !mesh.open()) return false;
    return this.isIdle || (this.store.open() && this.running.open());
  }

  /** How many limits the image has. */
  get count(): u32 {
    return u32(this.limits.length);
  }

  /** Whether the image has no limits. */
  get isIdle(): bool {
    return this.limits.length == 0;
  }

  /** A limit by its place in the image. */
  @inline
  at(limit: u32): Limit {
    return unchecked(this.limits[limit]);
  }

  /** Room for what a request has to remember. */
  newHeld(): Held {
    let room = 0;
    for (let i: u32 = 0; i < this.count; i++) room += i32(isHeld(this.at(i)));
    return new Held(room);
  }

  /**
   * Takes what a request costs at `now` (nanoseconds, never going back), or tells who refuses. What is left to do
   * with its response goes into `held`. `mayWait`: or neither, and `isPending` says so.
   */
  admit(evaluator: Evaluator, facts: Facts, held: Held, now: u64, mayWait: bool = false): bool {
    this.refusedBy = NO_LIMIT;
    this.shadowRefusedBy = NO_LIMIT;
    this.costErrorOf = NO_LIMIT;
    this.tightest = NO_LIMIT;
    this.uncounted = null;
    this.isPending = false;
    const mesh = this.mesh;
    if (mesh) mesh.isLast = !mayWait;
    this.read(evaluator, facts);
    if (!this.admitEnforced(now)) return false;
    for (let i = this.count; i > 0; i--) {
      if (this.at(i - 1).isShadow && !this.take(this.at(i - 1), now)) this.noteShadow(i - 1);
    }
    this.remember(held, now);
    return true;
  }

  /** A request that was admitted is over: gives back its places, and takes what its response costs. */
  end(held: Held, status: u32, size: u64, now: u64): void {
    for (let i = 0; i < held.count; i++) {
      const limit = this.at(held.limit(i));
      held.restore(i, limit);
      if (limit.isRunning) this.running.leave(limit.tag);
      const hits = limit.isPaidLater ? limit.costOf(status, size) : 0;
      if (hits > 0) this.scopeOf(limit).pay(limit.tag, hits, limit.rate, now);
    }
    held.count = 0;
  }

  /** Looks now and then, about each second, whether another VM took the place of one that crashed. */
  refresh(): void {
    this.running.refresh();
  }

  private read(evaluator: Evaluator, facts: Facts): void {
    for (let i: u32 = 0; i < this.count; i++) {
      const limit = this.at(i);
      limit.read(evaluator, facts, this.store.hashKey0, this.store.hashKey1);
      if (limit.isFor && limit.isCostError && this.costErrorOf == NO_LIMIT) this.costErrorOf = i;
    }
  }

  /** Asks all limits that are enforced; first without asking anybody else, so that a refusal that is known costs nothing. */
  private admitEnforced(now: u64): bool {
    for (let i: u32 = 0; i < this.count; i++) {
      const limit = this.at(i);
      if (limit.isFor && !limit.isShadow && this.isExhausted(limit, now)) return this.refuse(i, now);
    }
    for (let i: u32 = 0; i < this.count; i++) {
      if (this.at(i).isShadow || this.take(this.at(i), now)) continue;
      for (let j: u32 = 0; j < i; j++) if (!this.at(j).isShadow) this.giveBack(this.at(j), now);
      return this.isPending ? this.suspend(i) : this.refuse(i, now);
    }
    return true;
  }

  private suspend(index: u32): bool {
    this.at(index).counts.waits++;
    return false;
  }

  private refuse(index: u32, now: u64): bool {
    const limit = this.at(index);
    this.refusedBy = index;
    this.tightest = index;
    this.look(limit, now);
    limit.counts.limited++;
    return false;
  }

  private noteShadow(limit: u32): void {
    this.shadowRefusedBy = limit;
    this.at(limit).isFor = false;
    this.at(limit).counts.shadow++;
  }

  private isExhausted(limit: Limit, now: u64): bool {
    if (limit.isRunning || limit.hits == 0) return false;
    if (this.isTooMuch(limit)) return true;
    const scope = this.scopeOf(limit);
    const isExhausted = scope.isExhausted(limit.tag, limit.hits, limit.rate, now);
    if (isExhausted) this.waitNs = scope.waitNs;
    return isExhausted;
  }

  /** What takes more than the burst is never there. */
  private isTooMuch(limit: Limit): bool {
    if (limit.hits > limit.rate.burst) {
      this.waitNs = limit.rate.tolerance;
      return true;
    }
    limit.hits = limit.rate.cap(limit.hits);
    return false;
  }

  private take(limit: Limit, now: u64): bool {
    if (!limit.isFor || limit.hits == 0) return true;
    if (limit.isRunning) return this.enter(limit);
    if (limit.isShadow && this.isTooMuch(limit)) return false;
    const scope = this.scopeOf(limit);
    const isTaken = limit.isPaidLater
      ? scope.has(limit.tag, limit.rate, now)
      : scope.take(limit.tag, limit.hits, limit.rate, now);
    if (!isTaken) this.waitNs = scope.waitNs;
    return limit.isMesh ? this.heed(limit, isTaken) : isTaken;
  }

  /** What the service said of a limit. In shadow mode nobody waits for it: what is not known yet holds. */
  private heed(limit: Limit, isTaken: bool): bool {
    const mesh = this.mesh;
    if (!mesh) return isTaken;
    if (mesh.isUncounted && !this.uncounted) this.uncounted = limit;
    if (!mesh.isPending) return isTaken;
    this.isPending = !limit.isShadow;
    this.token = mesh.token;
    return limit.isShadow;
  }

  private scopeOf(limit: Limit): Scope {
    const mesh = this.mesh;
    if (mesh && limit.isMesh) {
      mesh.about(limit);
      return mesh;
    }
    this.proxy.counts = limit.counts;
    return this.proxy;
  }

  private enter(limit: Limit): bool {
    this.waitNs = PLACE_WAIT;
    this.running.counts = limit.counts;
    return this.running.enter(limit.tag, limit.rate.burst);
  }

  private giveBack(limit: Limit, now: u64): void {
    if (!limit.isFor || limit.hits == 0 || limit.isPaidLater) return;
    if (limit.isRunning) this.running.leave(limit.tag);
    else this.scopeOf(limit).giveBack(limit.tag, limit.hits, limit.rate, now);
  }

  /** Notes what the limits that admitted a request say of it. */
  private remember(held: Held, now: u64): void {
    let least = u32.MAX_VALUE;
    held.count = 0;
    for (let i: u32 = 0; i < this.count; i++) {
      const limit = this.at(i);
      if (!limit.isFor) continue;
      limit.counts.admitted++;
      const fullIn = this.look(limit, now);
      if (isHeld(limit)) held.add(i, limit, now + fullIn);
      if (limit.isShadow || limit.remaining >= least) continue;
      least = limit.remaining;
      this.tightest = i;
    }
  }

  /** Finds out how many hits are left, and answers how long until all are back. */
  private look(limit: Limit, now: u64): u64 {
    if (limit.isRunning) {
      limit.remaining = this.running.remaining;
      return 0;
    }
    const scope = this.scopeOf(limit);
    limit.remaining = scope.remaining(limit.tag, limit.rate, now);
    return scope.fullIn(limit.tag, now);
  }
}

function hasMesh(limits: StaticArray<Limit>): bool {
  for (let i = 0; i < limits.length; i++) if (limits[i].isMesh) return true;
  return false;
}

/** Whether a limit has business with the rest of a request. */
function isHeld(limit: Limit): bool {
  return limit.isRunning || limit.isPaidLater || limit.has(LIMIT_FLAG.HEADERS_ALWAYS);
}
