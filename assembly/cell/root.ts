import { EMPTY, Http, LogLevel, Root, Slice, addressOf, elapsed, lengthOf, log } from "../sdk/index";
import { describe, Flaw } from "../image/flaw";
import { validate } from "../image/validate";
import { Held } from "../limit/held";
import { Cell } from "./cell";
import { CellHttp } from "./http";
import { Waiting } from "./waiting";

/** How often it is looked for fresh keys, and what was counted is told; milliseconds. */
const TICK_MS: u32 = 1000;

/** One image in one VM. Streams keep the root that they began with, so a new image never changes a request halfway. */
@final
export class CellRoot extends Root {
  private image: usize = 0;
  private cell: Cell | null = null;
  private waiting: Waiting | null = null;
  private free: Array<CellHttp> = new Array<CellHttp>();

  /** Takes an image; one that is not sound in every byte is refused, and Envoy goes on with the one before. */
  configure(configuration: Slice): bool {
    const size = lengthOf(configuration);
    const image = heap.alloc(size);
    memory.copy(image, addressOf(configuration), size);
    const flaw = validate(image, size);
    if (flaw != Flaw.Sound) {
      return refuse(image, "the image " + describe(flaw) + "; compile it again with `cellwall compile`");
    }
    const waiting = new Waiting(this);
    const cell = new Cell(image, waiting);
    if (!cell.openKeys()) {
      cell.dispose();
      return refuse(image, "the image has a bad set of keys; compile it again with `cellwall compile`");
    }
    if (!cell.open()) {
      cell.dispose();
      return refuse(
        image,
        "the host gives no shared data, which limits need; allow it in capability_restriction_config",
      );
    }
    const wrong = cell.firstWrongCase();
    if (wrong != EMPTY) {
      cell.dispose();
      return refuse(
        image,
        "the image's test case `" + textOf(wrong) + "` comes out wrong; see `cellwall test`",
      );
    }
    cell.keys.read();
    waiting.idle(TICK_MS);
    this.image = image;
    this.cell = cell;
    this.waiting = waiting;
    return true;
  }

  createHttp(): Http {
    const cell = this.cell;
    const http = this.free.length > 0 ? this.free.pop() : new CellHttp(cell ? cell.newHeld() : new Held(0));
    http.begin(cell);
    return http;
  }

  grpcReceive(token: u32, size: u32): void {
    const cell = this.cell;
    if (cell) cell.grpcReceive(token, size);
  }

  grpcClose(token: u32, status: u32): void {
    const cell = this.cell;
    if (cell) cell.grpcClose(token, status);
  }

  release(http: Http): void {
    const request = changetype<CellHttp>(http);
    const waiting = this.waiting;
    if (waiting) waiting.forget(request);
    this.free.push(request);
  }

  tick(): void {
    const cell = this.cell;
    const waiting = this.waiting;
    if (!cell || !waiting) return;
    cell.keys.read();
    cell.tick();
    waiting.expire(elapsed());
  }

  dispose(): void {
    const cell = this.cell;
    if (cell) cell.dispose();
    this.cell = null;
    if (this.image != 0) heap.free(this.image);
    this.image = 0;
  }
}

function refuse(image: usize, why: string): bool {
  heap.free(image);
  log(LogLevel.Error, "cellwall: " + why);
  return false;
}

function textOf(bytes: Slice): string {
  return String.UTF8.decodeUnsafe(addressOf(bytes), lengthOf(bytes));
}
