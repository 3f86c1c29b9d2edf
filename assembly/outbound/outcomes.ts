import { Counter, Slice } from "../sdk/index";
import { Verdict } from "../engine/verdict";
import * as Reason from "./reasons";

/** What became of the calls and their tokens: `wasmcustom.cellwall.outbound.<what>`. Refusals count in shadow mode too. */
@final
export class Outcomes {
  private none: Counter = new Counter("cellwall.outbound.none");
  private same: Counter = new Counter("cellwall.outbound.same");
  private attached: Counter = new Counter("cellwall.outbound.attached");
  private ambiguous: Counter = new Counter("cellwall.outbound.ambiguous");
  private refused: Counter = new Counter("cellwall.outbound.refused");

  count(token: Slice, verdict: Verdict): void {
    if (verdict != Verdict.Allow) this.refused.add();
    else if (token == Reason.SAME) this.same.add();
    else if (token == Reason.ATTACHED) this.attached.add();
    else if (token == Reason.AMBIGUOUS) this.ambiguous.add();
    else this.none.add();
  }
}
