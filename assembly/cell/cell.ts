import { EMPTY, NO_CALL, Slice, allocate, elapsed, literal, setProperty } from "../sdk/index";
import { Engine } from "../engine/decide";
import { NO_RULE } from "../engine/evaluate";
import { Verdict } from "../engine/verdict";
import { ruleName, rulePolicy } from "../image/image";
import { Held } from "../limit/held";
import { Limiter, NO_LIMIT } from "../limit/limiter";
import { challenge } from "./challenge";
import { FetchedKeys } from "./fetched-keys";
import { Gatherer } from "./gather";
import { Identity } from "./identity";
import { Outcomes } from "./outcomes";
import { PeerReader } from "./peer";
import { HEADERS_NOT_FORWARDED, PATH_NOT_FORWARDED, SEVERAL_CREDENTIALS } from "./reasons";
import { RECORD_CAPACITY, Record } from "./record";
import { HostRequest } from "./request-source";
import { addLimitHeaders } from "./limit-headers";
import { LimitMetrics } from "./limit-metrics";
import { recordLimit } from "./record-limit";
import { respond } from "./respond";
import { respondLimited } from "./respond-limited";
import { responseSize, responseStatus } from "./response";
import { NO_CASE, SelfTest } from "./self-test";
import { Topic, Waiter, Waiting } from "./waiting";
import { NO_ISSUER } from "./authenticate";

/** Filter state `wasm.cellwall`. */
const FILTER_STATE = literal("cellwall");

/** How soon a request looks again for a lease that another worker has asked for, nanoseconds. */
const GLANCE_NS: u64 = 1_000_000;

/** A request, as far as what is decided of it depends on what came before. */
export abstract class CellRequest extends Waiter {
  /** A body follows. */
  hasBody: bool = false;
  hasWaitedForKey: bool = false;
  /** Until when it may wait for leases, in nanoseconds of `elapsed`; 0 when it has not waited. */
  leaseDeadline: u64 = 0;

  /** `held`: what it owes its limits once they have admitted it. */
  constructor(readonly held: Held) {
    super();
  }
}

/** An image at work: facts in, verdict out, recorded, counted, answered. One for each root; requests take turns. */
@final
export class Cell {
  private engine: Engine;
  private gatherer: Gatherer;
  private peer: PeerReader;
  private identity: Identity;
  /** The keys of issuers that publish them. */
  readonly keys: FetchedKeys;
  private limiter: Limiter;
  private record: Record;
  private outcomes: Outcomes = new Outcomes();
  private limitMetrics: Array<LimitMetrics> = new Array<LimitMetrics>();

  constructor(
    private image: usize,
    private waiting: Waiting,
  ) {
    const engine = new Engine(image);
    this.engine = engine;
    const source = new HostRequest();
    const gatherer = new Gatherer(image, engine.facts, source);
    this.gatherer = gatherer;
    this.peer = new PeerReader(image, engine.facts, source);
    const identity = new Identity(image, engine, source, gatherer.claimHeaders);
    this.identity = identity;
    this.keys = new FetchedKeys(image, identity.authenticator, waiting);
    this.limiter = new Limiter(image);
    this.record = new Record(image);
  }

  /** Makes ready; false when the host lacks what the image needs. */
  open(): bool {
    const limiter = this.limiter;
    for (let i: u32 = 0; i < limiter.count; i++) this.limitMetrics.push(new LimitMetrics(limiter.at(i)));
    return limiter.open() && this.identity.transactions.open();
  }

  /** What each request takes along. */
  newHeld(): Held {
    return this.limiter.newHeld();
  }

  /** What is done each second. */
  tick(): void {
    this.limiter.refresh();
    this.flush();
  }

  /** Tells what was counted meanwhile. */
  private flush(): void {
    this.outcomes.flush();
    for (let i = 0; i < this.limitMetrics.length; i++) this.limitMetrics[i].flush();
  }

  /** Takes the keys that the image has; false when a set of them is not sound. */
  openKeys(): bool {
    return this.identity.authenticator.open() && this.identity.transactions.openKeys();
  }

  /** The image's first test case that comes out wrong, by its name; `EMPTY` when all pass. */
  firstWrongCase(): Slice {
    const selfTest = new SelfTest(this.image, this.engine);
    const wrong = selfTest.firstWrong();
    const name = wrong == NO_CASE ? EMPTY : selfTest.name(wrong);
    selfTest.dispose();
    return name;
  }

  /**
   * Decides the current request and, unless it is allowed, answers it; `hasBody`: a body follows. Or lets it wait, when
   * it has not yet waited for the same: then the verdict does not count.
   */
  decide(request: CellRequest): Verdict {
    const engine = this.engine;
    engine.clear();
    const flaw = this.gatherer.gather(request.hasBody);
    if (flaw != EMPTY) return this.invalid(flaw);
    const peerFlaw = this.peer.read();
    if (peerFlaw != EMPTY) return this.refuse(Verdict.Deny, peerFlaw);
    const refusal = this.identity.establish();
    if (refusal == SEVERAL_CREDENTIALS) return this.invalid(refusal);
    if (refusal != EMPTY && this.waitsForKey(request)) return Verdict.Unauthenticated;
    if (refusal != EMPTY) return this.refuse(Verdict.Unauthenticated, refusal);
    const verdict = engine.decide();
    if (verdict == Verdict.Allow && !this.limiter.isIdle && !this.isAdmitted(request)) {
      return this.limiter.isPending ? Verdict.Limited : this.limited();
    }
    if (verdict == Verdict.Allow && !this.gatherer.forwardPath()) return this.invalid(PATH_NOT_FORWARDED);
    if (verdict == Verdict.Allow && !this.identity.forward()) return this.invalid(HEADERS_NOT_FORWARDED);
    const refused = verdict == Verdict.Allow ? this.identity.forwardTransaction() : EMPTY;
    return refused == EMPTY ? this.conclude(verdict) : this.refuse(Verdict.Deny, refused);
  }

  /** The response of a request that was allowed begins. */
  respond(held: Held): void {
    addLimitHeaders(this.limiter, held, elapsed());
  }

  /** A request that was allowed is over. */
  end(held: Held): void {
    this.limiter.end(held, responseStatus(), responseSize(), elapsed());
  }

  dispose(): void {
    this.flush();
    this.engine.dispose();
    this.gatherer.dispose();
    this.peer.dispose();
    this.identity.dispose();
    this.keys.dispose();
  }

  private waitsForKey(request: CellRequest): bool {
    const issuer = this.identity.authenticator.keyMissingOf;
    if (issuer == NO_ISSUER || request.hasWaitedForKey) return false;
    request.hasWaitedForKey = true;
    return this.keys.wait(request, issuer);
  }

  /** The answer to a question for a lease has come; `size`: bytes. Empties the arena. */
  grpcReceive(token: u32, size: u32): void {
    const mesh = this.limiter.mesh;
    if (mesh && mesh.receive(token, size)) this.waiting.wake(Topic.Lease | token);
  }

  /** Such a question failed, with a status of gRPC. Empties the arena. */
  grpcClose(token: u32, status: u32): void {
    const mesh = this.limiter.mesh;
    if (mesh && mesh.close(token, status)) this.waiting.wake(Topic.Lease | token);
  }

  private conclude(verdict: Verdict): Verdict {
    const rule = this.engine.rule;
    this.record.begin(allocate(RECORD_CAPACITY), verdict, this.policyOf(rule), this.nameOf(rule));
    return this.close(verdict);
  }

  private limited(): Verdict {
    const limit = this.limiter.at(this.limiter.refusedBy);
    this.record.begin(allocate(RECORD_CAPACITY), Verdict.Limited, limit.policy, limit.name);
    return this.close(Verdict.Limited);
  }

  /** Or neither admitted nor refused, as `isPending` of the limiter tells, and waiting. */
  private isAdmitted(request: CellRequest): bool {
    const now = elapsed();
    const mayWait = request.leaseDeadline == 0 || now < request.leaseDeadline;
    if (this.admit(request, now, mayWait)) return true;
    return this.limiter.isPending && !this.waitsForLease(request, now) && this.admit(request, now, false);
  }

  private admit(request: CellRequest, now: u64, mayWait: bool): bool {
    return this.limiter.admit(this.engine.evaluator, this.engine.facts, request.held, now, mayWait);
  }

  private waitsForLease(request: CellRequest, now: u64): bool {
    const mesh = this.limiter.mesh;
    if (!mesh) return false;
    const token = this.limiter.token;
    if (request.leaseDeadline == 0) request.leaseDeadline = now + mesh.patienceNs;
    const deadline = token == NO_CALL ? min(request.leaseDeadline, now + GLANCE_NS) : request.leaseDeadline;
    return this.waiting.add(request, Topic.Lease | token, deadline);
  }

  private invalid(reason: Slice): Verdict {
    return this.refuse(Verdict.Invalid, reason);
  }

  /** Refuses a request that no rule was asked about. */
  private refuse(verdict: Verdict, reason: Slice): Verdict {
    this.record.begin(allocate(RECORD_CAPACITY), verdict, EMPTY, EMPTY);
    this.record.reason(reason);
    return this.send(verdict, reason);
  }

  /** Adds what goes into every record of a judged request. */
  private close(verdict: Verdict): Verdict {
    this.record.user(this.engine.facts.user);
    this.record.transaction(this.identity.transactions.txn);
    this.record.details(this.engine);
    if (verdict == Verdict.Allow || verdict == Verdict.Limited) recordLimit(this.record, this.limiter);
    this.recordShadow(verdict);
    return this.send(verdict, EMPTY);
  }

  private recordShadow(verdict: Verdict): void {
    const engine = this.engine;
    const shadowLimit = this.limiter.shadowRefusedBy;
    const isRefused = engine.hasShadow && engine.shadowVerdict == Verdict.Deny;
    if (verdict == Verdict.Allow && shadowLimit != NO_LIMIT && !isRefused) {
      const limit = this.limiter.at(shadowLimit);
      this.record.shadow(Verdict.Limited, limit.policy, limit.name);
    } else if (engine.hasShadow) {
      const rule = engine.shadowRule;
      this.record.shadow(engine.shadowVerdict, this.policyOf(rule), this.nameOf(rule));
    }
  }

  private policyOf(rule: u32): Slice {
    return rule == NO_RULE ? EMPTY : rulePolicy(this.image, rule);
  }

  private nameOf(rule: u32): Slice {
    return rule == NO_RULE ? EMPTY : ruleName(this.image, rule);
  }

  private send(verdict: Verdict, reason: Slice): Verdict {
    setProperty(FILTER_STATE, this.record.finish());
    this.outcomes.count(verdict);
    if (verdict == Verdict.Allow) return verdict;
    const isChallenged = verdict == Verdict.Unauthenticated || reason == SEVERAL_CREDENTIALS;
    if (verdict == Verdict.Limited) respondLimited(this.limiter);
    else respond(verdict, isChallenged ? challenge(this.image, reason) : EMPTY);
    return verdict;
  }
}
