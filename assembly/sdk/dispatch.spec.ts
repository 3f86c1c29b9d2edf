import { callbacks } from "../abi/callbacks";
import { Slice, lengthOf } from "../bytes/slice";
import { Action, Http, Root } from "./context";
import { filter } from "./dispatch";

/** What was called, in order. */
let calls = "";

function called(what: string, id: u32): void {
  calls += `${what} ${id};`;
}

class Stream extends Http {
  requestHeaders(count: u32, endOfStream: bool): u32 {
    called("requestHeaders", this.id);
    return Action.Continue;
  }

  requestBody(size: u32, endOfStream: bool): u32 {
    called("requestBody", this.id);
    return Action.Pause;
  }

  responseHeaders(count: u32, endOfStream: bool): u32 {
    called("responseHeaders", this.id);
    return Action.Pause;
  }

  responseBody(size: u32, endOfStream: bool): u32 {
    called("responseBody", this.id);
    return Action.Pause;
  }

  log(): void {
    called("log", this.id);
  }
}

class Configuration extends Root {
  configure(configuration: Slice): bool {
    calls += `configure ${this.id} with ${lengthOf(configuration)} bytes;`;
    return true;
  }

  createHttp(): Http {
    called("createHttp", this.id);
    return new Stream();
  }

  release(http: Http): void {
    called("release", http.id);
  }

  tick(): void {
    called("tick", this.id);
  }

  httpCallResponse(token: u32, headers: u32, bodySize: u32): void {
    calls += `httpCallResponse ${this.id} ${token} ${headers} ${bodySize};`;
  }

  grpcReceive(token: u32, size: u32): void {
    calls += `grpcReceive ${this.id} ${token} ${size};`;
  }

  grpcClose(token: u32, status: u32): void {
    calls += `grpcClose ${this.id} ${token} ${status};`;
  }

  dispose(): void {
    called("dispose", this.id);
  }
}

filter(() => new Configuration());

/** Calls since the last time that it was asked. */
function seen(): string {
  const all = calls;
  calls = "";
  return all;
}

describe("a callback", () => {
  it("reaches the context that its id names", () => {
    callbacks().contextCreate(1, 0);
    callbacks().contextCreate(2, 0);
    callbacks().contextCreate(11, 1);
    callbacks().contextCreate(12, 2);
    expect(seen()).toBe("createHttp 1;createHttp 2;");
    callbacks().tick(2);
    expect(callbacks().requestHeaders(12, 3, true)).toBe(Action.Continue);
    expect(callbacks().requestBody(11, 3, true)).toBe(Action.Pause);
    expect(callbacks().responseHeaders(12, 3, true)).toBe(Action.Pause);
    expect(callbacks().responseBody(11, 3, true)).toBe(Action.Pause);
    callbacks().log(12);
    expect(seen()).toBe("tick 2;requestHeaders 12;requestBody 11;responseHeaders 12;responseBody 11;log 12;");
  });

  it("brings the answer of a call to the root that made it", () => {
    callbacks().httpCallResponse(2, 4, 3, 100);
    callbacks().grpcReceive(1, 5, 20);
    callbacks().grpcClose(2, 7, 14);
    expect(seen()).toBe("httpCallResponse 2 4 3 100;grpcReceive 1 5 20;grpcClose 2 7 14;");
  });

  it("gives a stream back to the root that it began on, and a root its end", () => {
    callbacks().delete(11);
    callbacks().delete(12);
    callbacks().delete(1);
    callbacks().delete(2);
    expect(seen()).toBe("release 11;release 12;dispose 1;dispose 2;");
    callbacks().delete(11);
    callbacks().delete(1);
    expect(seen()).toBe("");
  });
});

describe("a callback for an unknown id", () => {
  it("holds a request, so that none passes unseen", () => {
    expect(callbacks().requestHeaders(99, 3, true)).toBe(Action.Pause);
    callbacks().contextCreate(100, 99);
    expect(callbacks().requestHeaders(100, 3, true)).toBe(Action.Pause);
    callbacks().contextCreate(3, 0);
    expect(callbacks().requestHeaders(3, 3, true)).toBe(Action.Pause);
    callbacks().delete(3);
    expect(seen()).toBe("dispose 3;");
  });

  it("does nothing else", () => {
    expect(callbacks().requestBody(99, 3, true)).toBe(Action.Continue);
    expect(callbacks().responseHeaders(99, 3, true)).toBe(Action.Continue);
    expect(callbacks().responseBody(99, 3, true)).toBe(Action.Continue);
    callbacks().log(99);
    callbacks().tick(99);
    callbacks().httpCallResponse(99, 4, 3, 100);
    callbacks().grpcReceive(99, 5, 20);
    callbacks().grpcClose(99, 7, 14);
    callbacks().delete(99);
    expect(seen()).toBe("");
  });
});

describe("a configuration", () => {
  it("is given to its root", () => {
    callbacks().contextCreate(4, 0);
    expect(callbacks().configure(4, 0)).toBe(true);
    expect(seen()).toBe("configure 4 with 0 bytes;");
  });

  it("is refused when the host does not give its bytes, or the root is unknown", () => {
    expect(callbacks().configure(4, 100)).toBe(false);
    expect(callbacks().configure(99, 0)).toBe(false);
    expect(seen()).toBe("");
  });
});
