import { Http, Root, Slice } from "../sdk/index";
import { MOST_WAITERS, Waiter, Waiting } from "./waiting";

/** Who was decided, in order; and the ticks that were asked for. */
let seen = "";

class Request extends Waiter {
  /** What it waits for next. */
  next: u64 = 0;
  isGone: bool = false;

  constructor(
    id: u32,
    private waiting: Waiting,
  ) {
    super();
    this.id = id;
  }

  makeEffective(): bool {
    return !this.isGone;
  }

  decideAgain(): void {
    seen += `${this.id};`;
    if (this.next != 0) this.waiting.add(this, this.next, 1000);
  }
}

class Ticking extends Root {
  configure(configuration: Slice): bool {
    return true;
  }

  createHttp(): Http {
    return new Request(0, new Waiting(this));
  }

  tickEvery(milliseconds: u32): void {
    seen += `tick ${milliseconds};`;
  }
}

function begin(idleTickMs: u32 = 0): Waiting {
  const waiting = new Waiting(new Ticking());
  if (idleTickMs != 0) waiting.idle(idleTickMs);
  seen = "";
  return waiting;
}

function add(waiting: Waiting, id: u32, topic: u64, deadline: u64): Request {
  const request = new Request(id, waiting);
  waiting.add(request, topic, deadline);
  return request;
}

describe("requests that wait", () => {
  it("are decided when what they wait for has come, first come first served", () => {
    const waiting = begin();
    add(waiting, 1, 7, 100);
    add(waiting, 2, 8, 100);
    add(waiting, 3, 7, 100);
    waiting.wake(9);
    waiting.wake(7);
    waiting.wake(7);
    expect(seen).toBe("tick 20;1;3;");
    waiting.wake(8);
    expect(seen).toBe("tick 20;1;3;2;tick 0;");
  });

  it("are decided when their time is up, and not before", () => {
    const waiting = begin();
    add(waiting, 1, 7, 100);
    add(waiting, 2, 7, 50);
    waiting.expire(49);
    expect(seen).toBe("tick 20;");
    waiting.expire(50);
    waiting.expire(99);
    expect(seen).toBe("tick 20;2;");
    waiting.expire(100);
    expect(seen).toBe("tick 20;2;1;tick 0;");
  });

  it("may wait for something else then", () => {
    const waiting = begin();
    const request = add(waiting, 1, 7, 100);
    request.next = 8;
    waiting.wake(7);
    waiting.expire(999);
    request.next = 0;
    waiting.wake(8);
    expect(seen).toBe("tick 20;1;tick 20;1;tick 0;");
  });

  it("are forgotten when they are over", () => {
    const waiting = begin(1000);
    const over = add(waiting, 1, 7, 100);
    add(waiting, 2, 7, 100);
    waiting.forget(over);
    waiting.forget(over);
    waiting.wake(7);
    expect(seen).toBe("tick 20;2;tick 1000;");
  });

  it("are not decided when the host has them no more", () => {
    const waiting = begin();
    add(waiting, 1, 7, 100).isGone = true;
    waiting.wake(7);
    waiting.expire(100);
    expect(seen).toBe("tick 20;tick 0;");
  });

  it("are only so many", () => {
    const waiting = begin();
    for (let i = 0; i < MOST_WAITERS; i++) add(waiting, i, 7, 100);
    const request = new Request(0, waiting);
    expect(waiting.add(request, 7, 100)).toBe(false);
    expect(request.isWaiting).toBe(false);
    waiting.wake(7);
    expect(waiting.add(request, 7, 100)).toBe(true);
  });
});
