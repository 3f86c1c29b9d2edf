import { Action, EMPTY, Http, Slice, allocate, literal, reply, setProperty } from "../sdk/index";
import { respond } from "../cell/respond";
import { Verdict } from "../engine/verdict";
import { OutboundRoot } from "./root";
import { RECORD_CAPACITY, Record } from "./record";
import * as Reason from "./reasons";

/** Filter state `wasm.cellwall`, of the outbound listener. */
const FILTER_STATE = literal("cellwall");
const UNCONFIGURED = literal("cellwall_unconfigured");

const record = new Record();

/** A call that the workload makes. */
@final
export class OutboundHttp extends Http {
  root: OutboundRoot | null = null;

  requestHeaders(count: u32, endOfStream: bool): u32 {
    const root = this.root;
    if (root) return this.decide(root);
    reply(503, UNCONFIGURED, EMPTY, EMPTY);
    return Action.Pause;
  }

  private decide(root: OutboundRoot): u32 {
    const call = root.call;
    let refusal = call.judge();
    if (refusal == EMPTY && !root.isShadow) refusal = call.attach();
    const verdict = verdictOf(refusal);
    const enforced = root.isShadow ? Verdict.Allow : verdict;
    record.begin(allocate(RECORD_CAPACITY), enforced);
    if (verdict == Verdict.Allow) record.token(call.token);
    else if (root.isShadow) record.shadow(verdict, refusal);
    else record.reason(refusal);
    setProperty(FILTER_STATE, record.finish());
    root.outcomes.count(call.token, verdict);
    if (enforced == Verdict.Allow) return Action.Continue;
    respond(enforced, EMPTY);
    return Action.Pause;
  }
}

function verdictOf(refusal: Slice): Verdict {
  if (refusal == EMPTY) return Verdict.Allow;
  return refusal == Reason.REPEATED_HEADER || refusal == Reason.HEADERS ? Verdict.Invalid : Verdict.Deny;
}
