import { EMPTY, Slice, elapsed, equals } from "../sdk/index";
import { Engine } from "../engine/decide";
import { NO_RULE } from "../engine/evaluate";
import { Verdict } from "../engine/verdict";
import { ruleName, rulePolicy, sectionCount, sectionOffset, stringAt } from "../image/image";
import { CASE, HEADER, NONE, SIZE } from "../image/layout";
import { Gatherer } from "./gather";
import { PeerReader } from "./peer";
import { CaseRequest } from "./request-source";
import { writtenUser } from "./written-user";

/** How long the cases may keep a worker, nanoseconds; what is left then is not run. */
const BUDGET_NS: u64 = 10_000_000;

/** Cases between two looks at the clock. */
const CASES_PER_LOOK: u32 = 16;

/** No case. */
export const NO_CASE: u32 = NONE;

/** Runs the test cases of an image, on the very engine that will decide its requests. */
@final
export class SelfTest {
  private source: CaseRequest;
  private gatherer: Gatherer;
  private peer: PeerReader;

  constructor(
    private image: usize,
    private engine: Engine,
  ) {
    const source = new CaseRequest(image);
    this.source = source;
    this.gatherer = new Gatherer(image, engine.facts, source);
    this.peer = new PeerReader(image, engine.facts, source);
  }

  /** The first case that comes out otherwise than its author expects, or `NO_CASE`. */
  firstWrong(): u32 {
    const end = sectionCount(this.image, HEADER.CASES);
    const start = end == 0 ? 0 : elapsed();
    for (let i: u32 = 0; i < end; i++) {
      if (i % CASES_PER_LOOK == 0 && elapsed() - start > BUDGET_NS) break;
      if (!this.passes(this.record(i))) return i;
    }
    return NO_CASE;
  }

  /** What a case is called. */
  name(index: u32): Slice {
    return stringAt(this.image, load<u32>(this.record(index), CASE.NAME));
  }

  dispose(): void {
    this.gatherer.dispose();
    this.peer.dispose();
  }

  private record(index: u32): usize {
    return this.image + sectionOffset(this.image, HEADER.CASES) + index * SIZE.CASE;
  }

  private passes(record: usize): bool {
    this.source.open(record);
    this.engine.clear();
    const verdict = this.decide(load<u8>(record, CASE.HAS_BODY) != 0);
    return u32(load<u8>(record, CASE.VERDICT)) == <u32>verdict && this.isBy(record);
  }

  private decide(hasBody: bool): Verdict {
    if (this.gatherer.gather(hasBody) != EMPTY) return Verdict.Invalid;
    if (this.peer.read() != EMPTY) return Verdict.Deny;
    this.engine.facts.user = writtenUser(this.source);
    return this.engine.decide();
  }

  /** Whether the rule that decided is the one expected. */
  private isBy(record: usize): bool {
    const policy = load<u32>(record, CASE.POLICY);
    if (policy == 0) return true;
    const rule = this.engine.rule;
    if (policy == NONE || rule == NO_RULE) return policy == NONE && rule == NO_RULE;
    return (
      equals(rulePolicy(this.image, rule), stringAt(this.image, policy)) &&
      equals(ruleName(this.image, rule), stringAt(this.image, load<u32>(record, CASE.RULE)))
    );
  }
}
