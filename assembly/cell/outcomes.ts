import { Counter } from "../sdk/index";
import { Verdict } from "../engine/verdict";

/** How many requests met which verdict: `wasmcustom.cellwall.<verdict>`. */
@final
export class Outcomes {
  private allowed: Counter = new Counter("cellwall.allow");
  private denied: Counter = new Counter("cellwall.deny");
  private unauthenticated: Counter = new Counter("cellwall.unauthenticated");
  private limited: Counter = new Counter("cellwall.limited");
  private invalid: Counter = new Counter("cellwall.invalid");

  count(verdict: Verdict): void {
    if (verdict == Verdict.Allow) this.allowed.add();
    else if (verdict == Verdict.Deny) this.denied.add();
    else if (verdict == Verdict.Unauthenticated) this.unauthenticated.add();
    else if (verdict == Verdict.Limited) this.limited.add();
    else this.invalid.add();
  }
}
