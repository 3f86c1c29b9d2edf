import { deniesByDefault } from "../image/image";
import { Evaluator, NO_RULE } from "./evaluate";
import { Facts } from "./facts";
import { Verdict } from "./verdict";

/** Decides requests by one image: a matching deny wins, else a matching allow, else the default. */
@final
export class Engine {
  /** The rule that gave the verdict, or `NO_RULE`. */
  rule: u32 = NO_RULE;
  /** The `OP` of the test that made a deny rule match because it could not be decided, or 0. */
  undecided: u32 = 0;
  facts: Facts;
  evaluator: Evaluator;

  constructor(private image: usize) {
    this.facts = new Facts(image);
    this.evaluator = new Evaluator(image);
  }

  /** Makes ready for the next request. */
  clear(): void {
    this.facts.clear();
    this.evaluator.clear();
    this.rule = NO_RULE;
    this.undecided = 0;
  }

  /** The verdict on the facts: `Allow` or `Deny`. */
  decide(): Verdict {
    const evaluator = this.evaluator;
    evaluator.audit(this.facts);
    this.rule = evaluator.deny(this.facts);
    if (this.rule != NO_RULE) {
      this.undecided = evaluator.undecided;
      return Verdict.Deny;
    }
    this.rule = evaluator.allow(this.facts);
    if (this.rule != NO_RULE || !deniesByDefault(this.image)) return Verdict.Allow;
    return Verdict.Deny;
  }

  dispose(): void {
    this.facts.dispose();
  }
}
