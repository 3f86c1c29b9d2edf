import { Action, EMPTY, Http, literal, reply } from "../sdk/index";
import { Verdict } from "../engine/verdict";
import { Cell } from "./cell";

const UNCONFIGURED = literal("cellwall_unconfigured");

/** One request. */
@final
export class CellHttp extends Http {
  cell: Cell | null = null;

  requestHeaders(count: u32, endOfStream: bool): u32 {
    const cell = this.cell;
    if (cell) return cell.decide(!endOfStream) == Verdict.Allow ? Action.Continue : Action.Pause;
    reply(503, UNCONFIGURED, EMPTY, EMPTY);
    return Action.Pause;
  }
}
