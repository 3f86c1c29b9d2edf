import { Slice, allocate, elapsed, setProperty, literal, EMPTY } from "../sdk/index";
import { Engine } from "../engine/decide";
import { NO_RULE } from "../engine/evaluate";
import { Verdict } from "../engine/verdict";
import { ruleName, rulePolicy } from "../image/image";
import { Limiter } from "../limit/limiter";
import { Gatherer } from "./gather";
import { Outcomes } from "./outcomes";
import { RECORD_CAPACITY, Record } from "./record";
import { respond } from "./respond";

/** Filter state `wasm.cellwall`. */
const FILTER_STATE = literal("cellwall");

/** An image at work: facts in, verdict out, recorded, counted, answered. One for each root; requests take turns. */
@final
export class Cell {
  private engine: Engine;
  private gatherer: Gatherer;
  private limiter: Limiter;
  private record: Record;
  private outcomes: Outcomes = new Outcomes();

  constructor(private image: usize) {
    const engine = new Engine(image);
    this.engine = engine;
    this.gatherer = new Gatherer(image, engine.facts);
    this.limiter = new Limiter(image);
    this.record = new Record(image);
  }

  /** Makes ready; false when the host lacks what the image needs. */
  open(): bool {
    return this.limiter.open();
  }

  /** Decides the current request and, unless it is allowed, answers it. */
  decide(): Verdict {
    const engine = this.engine;
    engine.clear();
    const flaw = this.gatherer.gather();
    if (flaw != EMPTY) return this.invalid(flaw);
    const verdict = engine.decide();
    if (verdict == Verdict.Allow && !this.limiter.isIdle && !this.limiter.admit(engine.facts, elapsed())) {
      return this.limited();
    }
    if (verdict == Verdict.Allow) this.gatherer.forwardPath();
    return this.conclude(verdict);
  }

  dispose(): void {
    this.engine.dispose();
    this.gatherer.dispose();
  }

  private conclude(verdict: Verdict): Verdict {
    const rule = this.engine.rule;
    const decided = rule != NO_RULE;
    const policy = decided ? rulePolicy(this.image, rule) : EMPTY;
    this.record.begin(
      allocate(RECORD_CAPACITY),
      verdict,
      policy,
      decided ? ruleName(this.image, rule) : EMPTY,
    );
    this.record.details(this.engine);
    return this.close(verdict, 0);
  }

  private limited(): Verdict {
    const limiter = this.limiter;
    const limit = limiter.refusedBy;
    this.record.begin(allocate(RECORD_CAPACITY), Verdict.Limited, limiter.policy(limit), limiter.name(limit));
    this.record.details(this.engine);
    return this.close(Verdict.Limited, limiter.waitNs);
  }

  private invalid(reason: Slice): Verdict {
    this.record.begin(allocate(RECORD_CAPACITY), Verdict.Invalid, EMPTY, EMPTY);
    this.record.reason(reason);
    return this.close(Verdict.Invalid, 0);
  }

  private close(verdict: Verdict, waitNs: u64): Verdict {
    setProperty(FILTER_STATE, this.record.finish());
    this.outcomes.count(verdict);
    if (verdict != Verdict.Allow) respond(verdict, waitNs);
    return verdict;
  }
}
