import { Action, EMPTY, literal, reply } from "../sdk/index";
import { Verdict } from "../engine/verdict";
import { Cell, CellRequest } from "./cell";
import { Held } from "../limit/held";

const UNCONFIGURED = literal("cellwall_unconfigured");

/** One request. */
@final
export class CellHttp extends CellRequest {
  private cell: Cell | null = null;

  constructor(held: Held) {
    super(held);
  }

  /** Stands for another request from now on. */
  begin(cell: Cell | null): void {
    this.cell = cell;
    this.hasWaitedForKey = false;
    this.leaseDeadline = 0;
  }

  requestHeaders(count: u32, endOfStream: bool): u32 {
    const cell = this.cell;
    if (!cell) {
      reply(503, UNCONFIGURED, EMPTY, EMPTY);
      return Action.Pause;
    }
    this.hasBody = !endOfStream;
    const verdict = cell.decide(this);
    if (this.isWaiting) return Action.PauseAll;
    return verdict == Verdict.Allow ? Action.Continue : Action.Pause;
  }

  decideAgain(): void {
    const cell = this.cell;
    if (cell && cell.decide(this) == Verdict.Allow && !this.isWaiting) this.resumeRequest();
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
