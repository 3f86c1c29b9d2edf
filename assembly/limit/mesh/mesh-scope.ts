import { LogLevel, NO_CALL, elapsed, log, random64, now as wallClock } from "../../sdk/index";
import { ON_FAILURE } from "../../image/layout";
import { leaseOf, left, setLease, until } from "../leases";
import { Limit } from "../limit";
import { Rate } from "../rate";
import { Scope } from "../scope";
import { Breaker } from "./breaker";
import { Call, Calls } from "./calls";
import { Lease } from "./lease";
import { LeaseStore } from "./lease-store";
import { RateLimitService } from "./service";
import { endAsTold, endOfWindow } from "./window";

/** Attempts to write a lease that other workers keep changing. */
const MAX_ATTEMPTS: i32 = 16;

/** What callers are told to wait when the service fails and the limit is closed, nanoseconds. */
const CLOSED_WAIT: u64 = 1_000_000_000;

/** gRPC: the service can't be reached. */
const UNAVAILABLE: u32 = 14;

/** What becomes of hits that are asked for. */
const enum Step {
  /** The lease has them. */
  Use,
  /** The service is asked. */
  Ask,
  /** Somebody asks already. */
  Join,
  /** The service does not have them. */
  Refuse,
  /** The service can't be asked. */
  FallBack,
}

/**
 * Buckets that a rate limit service counts for all proxies. Hits come in leases that the workers of an Envoy share,
 * asked for ahead of need; a request that finds none may wait for the call. Why and how much: RATIONALE.md.
 */
@final
export class MeshScope extends Scope {
  /** What could not be taken may be had when a call is answered. */
  isPending: bool = false;
  /** That call's token, or `NO_CALL`: another worker made it, and nobody tells. */
  token: u32 = 0;
  /** The request has waited long enough: who knows now decides. */
  isLast: bool = false;
  /** The count was not the service's: it failed, and the limit says what holds then. */
  isUncounted: bool = false;
  private limit: Limit | null = null;
  private service: RateLimitService;
  private timeoutNs: u64;
  private store: LeaseStore = new LeaseStore();
  private calls: Calls = new Calls();
  private breaker: Breaker = new Breaker();

  constructor(image: usize) {
    super();
    const service = new RateLimitService(image);
    this.service = service;
    this.timeoutNs = service.timeoutNs;
  }

  /** Makes ready; false when the host gives no shared data. */
  open(): bool {
    return this.store.open();
  }

  /** How long a request may wait altogether: as long as one call. */
  get patienceNs(): u64 {
    return this.timeoutNs;
  }

  /** What is asked next is for this limit. */
  about(limit: Limit): void {
    this.limit = limit;
    this.counts = limit.counts;
    this.isPending = false;
    this.isUncounted = false;
  }

  isExhausted(tag: u64, hits: u32, rate: Rate, now: u64): bool {
    const known = leaseOf(tag, now);
    if (until(known) <= now || left(known) >= hits) return false;
    this.waitNs = until(known) - now;
    return true;
  }

  take(tag: u64, hits: u32, rate: Rate, now: u64): bool {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const lease = this.read(tag, rate, now);
      if (!lease) break;
      const step = this.nextStep(lease, hits, rate, now);
      if (step == Step.Refuse) return this.refuse(lease.until - now, lease, now);
      if (step == Step.Join) return this.wait(this.calls.tokenOf(tag), lease, now);
      if (step == Step.FallBack && !this.fallsBack(lease, hits, rate, now)) return false;
      if (step == Step.Use) lease.use(hits);
      const asked = this.toAsk(lease, step, hits, rate, now);
      if (!this.store.write()) continue;
      this.note(lease, now);
      const token = asked > 0 ? this.call(tag, asked, false, rate, now) : NO_CALL;
      if (step != Step.Ask) return true;
      if (token != NO_CALL) return this.wait(token, lease, now);
    }
    return this.failHost(rate.charge(hits));
  }

  giveBack(tag: u64, hits: u32, rate: Rate, now: u64): void {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const lease = this.read(tag, rate, now);
      if (!lease) break;
      lease.left += hits;
      lease.drawn -= min(lease.drawn, hits);
      if (this.store.write()) return this.note(lease, now);
    }
    this.counts.errors++;
  }

  /** Of a limit that is paid when the response comes: whether it is not known to be reached. */
  has(tag: u64, rate: Rate, now: u64): bool {
    const lease = this.read(tag, rate, now);
    if (!lease) return this.failHost(rate.charge(1));
    this.note(lease, now);
    return lease.most > 0 || this.refuse(lease.until - now, lease, now);
  }

  /** Hits that come while a call is under way are told with the next one. */
  pay(tag: u64, hits: u32, rate: Rate, now: u64): void {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const lease = this.read(tag, rate, now);
      if (!lease) break;
      const debt = u32(min<u64>(u32.MAX_VALUE, u64(lease.debt) + hits));
      const isBusy = lease.isAsking(this.timeoutNs, now) || !this.breaker.allows(now);
      lease.debt = isBusy ? debt : 0;
      if (!isBusy) lease.askedAt = now;
      if (!this.store.write()) continue;
      if (!isBusy) this.call(tag, debt, true, rate, now);
      return;
    }
    this.counts.errors++;
  }

  remaining(tag: u64, rate: Rate, now: u64): u32 {
    const known = leaseOf(tag, now);
    return until(known) > now ? left(known) : 0;
  }

  fullIn(tag: u64, now: u64): u64 {
    return max(until(leaseOf(tag, now)), now) - now;
  }

  /** The answer to a call has come; `size`: bytes. False when the call was not for a lease. */
  receive(token: u32, size: u32): bool {
    const call = this.calls.take(token);
    if (!call) return false;
    const now = elapsed();
    if (this.service.read(size)) this.settle(call, now);
    else this.fail(call, "it does not know the limit, or answers what is no answer", now);
    return true;
  }

  /** A call failed; `status`: of gRPC. */
  close(token: u32, status: u32): bool {
    const call = this.calls.take(token);
    if (!call) return false;
    this.fail(call, "gRPC status " + status.toString(), elapsed());
    return true;
  }

  private nextStep(lease: Lease, hits: u32, rate: Rate, now: u64): Step {
    if (lease.left >= hits) return Step.Use;
    if (lease.most < hits) return Step.Refuse;
    if (this.isLast || lease.failedUntil > now || !this.mayCall(now)) return Step.FallBack;
    return isLeased(rate) && lease.isAsking(this.timeoutNs, now) ? Step.Join : Step.Ask;
  }

  /** How many hits to ask for: what is needed now, or soon; 0: none. */
  private toAsk(lease: Lease, step: Step, hits: u32, rate: Rate, now: u64): u32 {
    if (step == Step.Ask) return isLeased(rate) ? lease.ask(hits - lease.left, rate.leaseHits, now) : hits;
    if (step != Step.Use || !isLeased(rate) || !lease.isLow) return 0;
    const isEarly = lease.isAsking(this.timeoutNs, now) || lease.failedUntil > now || !this.mayCall(now);
    return isEarly ? 0 : lease.ask(1, rate.leaseHits, now);
  }

  private mayCall(now: u64): bool {
    return this.breaker.allows(now) && !this.calls.isFull;
  }

  /** What holds when the service does not count. */
  private fallsBack(lease: Lease, hits: u32, rate: Rate, now: u64): bool {
    this.isUncounted = true;
    this.counts.errors++;
    const limit = this.limit;
    const mode = limit ? limit.onFailure : ON_FAILURE.CLOSED;
    if (mode == ON_FAILURE.OPEN) return true;
    if (mode == ON_FAILURE.CLOSED) return this.refuse(CLOSED_WAIT, lease, now);
    const wait = lease.takeLocally(hits, rate.count, rate.periodNs, now);
    return wait == 0 || this.refuse(wait, lease, now);
  }

  private call(tag: u64, hits: u32, isPaying: bool, rate: Rate, now: u64): u32 {
    const limit = this.limit;
    const token = limit ? this.service.ask(limit, hits) : NO_CALL;
    const call = this.calls.add(token, tag);
    call.hits = hits;
    call.at = now;
    call.endOfWindow = endOfWindow(now, wallClock(), rate.periodNs);
    call.count = rate.count;
    call.periodNs = rate.periodNs;
    call.isPaying = isPaying;
    call.counts = this.counts;
    this.breaker.begin();
    if (token == NO_CALL) this.close(token, UNAVAILABLE);
    else this.counts.leases++;
    return token;
  }

  /** Puts what was granted where all workers find it. */
  private settle(call: Call, now: u64): void {
    const answer = this.service.answer;
    this.breaker.succeed();
    const end = endAsTold(call.at, call.endOfWindow, answer.resetNs);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const lease = this.store.read(call.tag, now);
      if (!lease) break;
      if (lease.askedAt == call.at) lease.askedAt = 0;
      if (end > now) {
        lease.renew(call.count, call.periodNs, end, now);
        lease.until = end;
        lease.remaining = min(lease.remaining, answer.remaining);
        if (answer.isGranted && !call.isPaying) lease.add(call.hits);
      }
      if (this.store.write()) return this.note(lease, now);
    }
    call.counts.errors++;
  }

  private fail(call: Call, why: string, now: u64): void {
    call.counts.errors++;
    if (this.breaker.fail(now, random64()))
      log(LogLevel.Warn, "cellwall: the rate limit service is left alone for a while: " + why);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const lease = this.store.read(call.tag, now);
      if (!lease) return;
      if (lease.askedAt == call.at) lease.askedAt = 0;
      lease.fail(now);
      if (this.store.write()) return;
    }
  }

  /** A key's lease, in the window that is open. */
  private read(tag: u64, rate: Rate, now: u64): Lease | null {
    const lease = this.store.read(tag, now);
    if (lease && lease.until <= now) {
      lease.renew(rate.count, rate.periodNs, endOfWindow(now, wallClock(), rate.periodNs), now);
    }
    return lease;
  }

  private wait(token: u32, lease: Lease, now: u64): bool {
    this.note(lease, now);
    this.isPending = true;
    this.token = token;
    return false;
  }

  private refuse(waitNs: u64, lease: Lease, now: u64): bool {
    this.note(lease, now);
    this.waitNs = waitNs;
    return false;
  }

  /** Remembers in this worker what may still be had, so that it need not look when that is not enough. */
  private note(lease: Lease, now: u64): void {
    setLease(leaseOf(lease.tag, now), lease.until, 0, lease.most, 0);
  }

  private failHost(waitNs: u64): bool {
    this.counts.errors++;
    this.waitNs = waitNs;
    return false;
  }
}

/** Small limits are exact: each request asks for itself. */
@inline
function isLeased(rate: Rate): bool {
  return rate.leaseHits > 1;
}
