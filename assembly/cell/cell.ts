import { Slice, allocate, elapsed, setProperty, literal, EMPTY } from "../sdk/index";
import { Engine } from "../engine/decide";
import { NO_RULE } from "../engine/evaluate";
import { Verdict } from "../engine/verdict";
import { ruleName, rulePolicy } from "../image/image";
import { Limiter, NO_LIMIT } from "../limit/limiter";
import { Gatherer } from "./gather";
import { Outcomes } from "./outcomes";
import { PeerReader } from "./peer";
import { PATH_NOT_FORWARDED } from "./reasons";
import { RECORD_CAPACITY, Record } from "./record";
import { HostRequest } from "./request-source";
import { respond } from "./respond";
import { NO_CASE, SelfTest } from "./self-test";

/** Filter state `wasm.cellwall`. */
const FILTER_STATE = literal("cellwall");

/** An image at work: facts in, verdict out, recorded, counted, answered. One for each root; requests take turns. */
@final
export class Cell {
  private engine: Engine;
  private gatherer: Gatherer;
  private peer: PeerReader;
  private limiter: Limiter;
  private record: Record;
  private outcomes: Outcomes = new Outcomes();

  constructor(private image: usize) {
    const engine = new Engine(image);
    this.engine = engine;
    const request = new HostRequest();
    this.gatherer = new Gatherer(image, engine.facts, request);
    this.peer = new PeerReader(image, engine.facts, request);
    this.limiter = new Limiter(image);
    this.record = new Record(image);
  }

  /** Makes ready; false when the host lacks what the image needs. */
  open(): bool {
    return this.limiter.open();
  }

  /** The image's first test case that comes out wrong, by its name; `EMPTY` when all pass. */
  firstWrongCase(): Slice {
    const selfTest = new SelfTest(this.image, this.engine);
    const wrong = selfTest.firstWrong();
    const name = wrong == NO_CASE ? EMPTY : selfTest.name(wrong);
    selfTest.dispose();
    return name;
  }

  /** Decides the current request and, unless it is allowed, answers it. `hasBody`: a body follows. */
  decide(hasBody: bool): Verdict {
    const engine = this.engine;
    engine.clear();
    const flaw = this.gatherer.gather(hasBody);
    if (flaw != EMPTY) return this.refuse(Verdict.Invalid, flaw);
    const peerFlaw = this.peer.read();
    if (peerFlaw != EMPTY) return this.refuse(Verdict.Deny, peerFlaw);
    const verdict = engine.decide();
    if (verdict == Verdict.Allow && !this.limiter.isIdle && !this.limiter.admit(engine.facts, elapsed())) {
      return this.limited();
    }
    if (verdict == Verdict.Allow && !this.gatherer.forwardPath()) {
      return this.refuse(Verdict.Invalid, PATH_NOT_FORWARDED);
    }
    return this.conclude(verdict);
  }

  dispose(): void {
    this.engine.dispose();
    this.gatherer.dispose();
    this.peer.dispose();
  }

  private conclude(verdict: Verdict): Verdict {
    const rule = this.engine.rule;
    this.record.begin(allocate(RECORD_CAPACITY), verdict, this.policyOf(rule), this.nameOf(rule));
    return this.close(verdict, 0);
  }

  private limited(): Verdict {
    const limiter = this.limiter;
    const limit = limiter.refusedBy;
    this.record.begin(allocate(RECORD_CAPACITY), Verdict.Limited, limiter.policy(limit), limiter.name(limit));
    return this.close(Verdict.Limited, limiter.waitNs);
  }

  /** Of a request about which no rule was asked. */
  private refuse(verdict: Verdict, reason: Slice): Verdict {
    this.record.begin(allocate(RECORD_CAPACITY), verdict, EMPTY, EMPTY);
    this.record.reason(reason);
    return this.send(verdict, 0);
  }

  /** Adds what goes into every record of a judged request. */
  private close(verdict: Verdict, waitNs: u64): Verdict {
    this.record.details(this.engine);
    this.recordShadow(verdict);
    return this.send(verdict, waitNs);
  }

  private recordShadow(verdict: Verdict): void {
    const engine = this.engine;
    const limit = this.limiter.shadowRefusedBy;
    const isRefused = engine.hasShadow && engine.shadowVerdict == Verdict.Deny;
    if (verdict == Verdict.Allow && limit != NO_LIMIT && !isRefused) {
      this.record.shadow(Verdict.Limited, this.limiter.policy(limit), this.limiter.name(limit));
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

  private send(verdict: Verdict, waitNs: u64): Verdict {
    setProperty(FILTER_STATE, this.record.finish());
    this.outcomes.count(verdict);
    if (verdict != Verdict.Allow) respond(verdict, waitNs);
    return verdict;
  }
}
