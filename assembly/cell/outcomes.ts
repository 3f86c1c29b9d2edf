import { Verdict } from "../engine/verdict";
import { Tally } from "./tally";

/** How many requests met which verdict: `wasmcustom.cellwall.<verdict>`. */
@final
export class Outcomes {
  private allowed: Tally = new Tally("cellwall.allow");
  private denied: Tally = new Tally("cellwall.deny");
  private unauthenticated: Tally = new Tally("cellwall.unauthenticated");
  private limited: Tally = new Tally("cellwall.limited");
  private invalid: Tally = new Tally("cellwall.invalid");

  count(verdict: Verdict): void {
    if (verdict == Verdict.Allow) this.allowed.add();
    else if (verdict == Verdict.Deny) this.denied.add();
    else if (verdict == Verdict.Unauthenticated) this.unauthenticated.add();
    else if (verdict == Verdict.Limited) this.limited.add();
    else this.invalid.add();
  }

  /** Tells the host. */
  flush(): void {
    this.allowed.flush();
    this.denied.flush();
    this.unauthenticated.flush();
    this.limited.flush();
    this.invalid.flush();
  }
}
