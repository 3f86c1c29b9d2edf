import { Action, EMPTY, Http, literal, reply } from "../sdk/index";
import { Verdict } from "../engine/verdict";
import { Held } from "../limit/held";
import { Cell } from "./cell";

const UNCONFIGURED = literal("cellwall_unconfigured");

/** One request. */
@final
export class CellHttp extends Http {
  cell: Cell | null = null;

  constructor(private held: Held) {
    super();
  }

  requestHeaders(count: u32, endOfStream: bool): u32 {
    const cell = this.cell;
    if (cell) return cell.decide(!endOfStream, this.held) == Verdict.Allow ? Action.Continue : Action.Pause;
    reply(503, UNCONFIGURED, EMPTY, EMPTY);
    return Action.Pause;
  }

  responseHeaders(count: u32, endOfStream: bool): u32 {
    const cell = this.cell;
    if (cell && this.held.count > 0) cell.respond(this.held);
    return Action.Continue;
  }

  log(): void {
    const cell = this.cell;
    if (cell && this.held.count > 0) cell.end(this.held);
  }
}
