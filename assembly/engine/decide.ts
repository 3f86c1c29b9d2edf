import {
  deniesByDefault,
  destinationDeniesByDefault,
  hasDestinations,
  hasFlag,
  wayDestination,
} from "../image/image";
import { EFFECT, FLAG, INSTRUCTION, TEST } from "../image/layout";
import { Evaluator, NO_RULE } from "./evaluate";
import { Facts } from "./facts";
import { Nearest } from "./nearest";
import { Verdict } from "./verdict";

/**
 * Decides requests by one image: a matching deny wins, else a matching allow, else the default. A gateway
 * then refuses what the destination would.
 */
@final
export class Engine {
  /** The rule that gave the verdict, or `NO_RULE`. */
  rule: u32 = NO_RULE;
  /** The instruction that made a deny rule match because it could not be decided, or 0. */
  doubt: usize = 0;
  /** The refusal is the destination's (`facts.destination`), and so is the rule. */
  isAhead: bool = false;
  /** Without shadow mode, it would have been `shadowVerdict` by `shadowRule`. */
  hasShadow: bool = false;
  shadowVerdict: Verdict = Verdict.Allow;
  shadowRule: u32 = NO_RULE;
  facts: Facts;
  evaluator: Evaluator;
  /** Of a refusal because nothing allowed the request. */
  nearest: Nearest;

  constructor(private image: usize) {
    this.facts = new Facts(image);
    const evaluator = new Evaluator(image);
    this.evaluator = evaluator;
    this.nearest = new Nearest(image, evaluator.tests);
  }

  /** Makes ready for the next request. */
  clear(): void {
    this.facts.clear();
    this.evaluator.clear();
    this.rule = NO_RULE;
    this.doubt = 0;
    this.isAhead = false;
    this.hasShadow = false;
    this.nearest.clear();
  }

  /** The verdict on the facts: `Allow`, `Deny` or `Unauthenticated`. */
  decide(): Verdict {
    this.evaluator.audit(this.facts);
    const verdict = this.authorize();
    if (hasFlag(this.image, FLAG.SHADOW)) this.compareShadow(verdict);
    if (verdict == Verdict.Deny) return this.wantsUser() ? Verdict.Unauthenticated : Verdict.Deny;
    return hasDestinations(this.image) && this.refusesAhead() ? Verdict.Deny : Verdict.Allow;
  }

  dispose(): void {
    this.facts.dispose();
  }

  private authorize(): Verdict {
    const evaluator = this.evaluator;
    this.rule = evaluator.lowest(EFFECT.DENY, this.facts);
    if (this.rule != NO_RULE) {
      this.doubt = evaluator.doubt;
      return Verdict.Deny;
    }
    this.rule = evaluator.lowest(EFFECT.ALLOW, this.facts);
    if (this.rule != NO_RULE || !deniesByDefault(this.image)) return Verdict.Allow;
    this.nearest.find(this.facts);
    return Verdict.Deny;
  }

  /** Whether a request without a user was refused for want of one: with one, it might be allowed. */
  private wantsUser(): bool {
    if (this.facts.user != 0) return false;
    if (this.rule == NO_RULE) return this.evaluator.lowest(EFFECT.USER_ALLOW, this.facts) != NO_RULE;
    return this.doubt != 0 && (load<u8>(this.doubt, INSTRUCTION.FLAGS) & TEST.USER) != 0;
  }

  /** Whether the destination would refuse the request, whatever the gateway can't know of it. */
  private refusesAhead(): bool {
    const facts = this.facts;
    const evaluator = this.evaluator;
    const way = evaluator.lowest(EFFECT.WAY, facts);
    if (way == NO_RULE || evaluator.doubt != 0) return false; // what may be the way tells nothing
    facts.destination = wayDestination(this.image, way);
    let rule = evaluator.lowest(EFFECT.AHEAD_DENY, facts);
    if (rule == NO_RULE) {
      if (!destinationDeniesByDefault(this.image, facts.destination)) return false;
      if (evaluator.lowest(EFFECT.AHEAD_ALLOW, facts) != NO_RULE) return false;
    }
    this.rule = rule;
    this.isAhead = true;
    return true;
  }

  /** Decides once more with what is in shadow mode, and notes what comes out differently. */
  private compareShadow(verdict: Verdict): void {
    const evaluator = this.evaluator;
    const deny = evaluator.lowest(EFFECT.SHADOW_DENY, this.facts);
    const enforcedDeny = verdict == Verdict.Deny ? this.rule : NO_RULE;
    let shadow = Verdict.Deny;
    let rule = min(deny, enforcedDeny);
    if (rule == NO_RULE) {
      const allow = evaluator.lowest(EFFECT.SHADOW_ALLOW, this.facts);
      rule = min(allow, verdict == Verdict.Allow ? this.rule : NO_RULE);
      if (rule != NO_RULE || !hasFlag(this.image, FLAG.SHADOW_DENY_BY_DEFAULT)) shadow = Verdict.Allow;
    }
    this.hasShadow = shadow != verdict || rule != this.rule;
    this.shadowVerdict = shadow;
    this.shadowRule = rule;
  }
}
