import { Engine } from "../engine/decide";
import { HEADER, LIMIT, LIMIT_FLAG, SIZE } from "../image/layout";
import { copyOf, firstOf } from "../testing/forge";
import { LIMITS, MESH, SHADOW_DEFAULT } from "../testing/images";
import { text } from "../testing/text";
import { Limiter, NO_LIMIT } from "./limiter";

const image = changetype<usize>(LIMITS);
const limiter = new Limiter(image);
const engine = new Engine(image);

/** Asks about a request of which nothing is known. */
function admits(limiter: Limiter, now: u64 = 1_000_000_000): bool {
  engine.clear();
  return limiter.admit(engine.evaluator, engine.facts, limiter.newHeld(), now);
}

// With a host: tests/cases/limit*. Here there is none, so that no count can be had.
describe("a limiter without shared data", () => {
  it("does not open", () => {
    expect(limiter.isIdle).toBe(false);
    expect(limiter.open()).toBe(false);
  });

  it("refuses rather than let everything pass, for an interval of the first limit", () => {
    expect(admits(limiter)).toBe(false);
    expect(text(limiter.at(limiter.refusedBy).policy)).toBe("limits");
    expect(text(limiter.at(limiter.refusedBy).name)).toBe("all");
    expect(limiter.waitNs).toBe(100_000_000);
    expect(limiter.at(limiter.refusedBy).remaining).toBe(0);
    expect(limiter.at(limiter.refusedBy).counts.errors).toBe(1);
  });
});

/** Puts a limit of a copied image into shadow mode, or out of it. */
function setShadow(image: usize, limit: u32, isShadow: bool): void {
  store<u32>(
    firstOf(image, HEADER.LIMITS) + limit * SIZE.LIMIT,
    isShadow ? LIMIT_FLAG.SHADOW : 0,
    LIMIT.FLAGS,
  );
}

describe("a limit in shadow mode", () => {
  it("refuses nothing, and is named when it would have: the first of them", () => {
    const shadow = new Limiter(changetype<usize>(SHADOW_DEFAULT));
    expect(shadow.shadowRefusedBy).toBe(NO_LIMIT);
    expect(admits(shadow)).toBe(true);
    expect(shadow.refusedBy).toBe(NO_LIMIT);
    expect(text(shadow.at(shadow.shadowRefusedBy).policy)).toBe("closing");
    expect(text(shadow.at(shadow.shadowRefusedBy).name)).toBe("first");
  });

  it("does not count what another limit refuses", () => {
    const mixed = copyOf(image);
    for (let limit: u32 = 0; limit < 3; limit++) setShadow(mixed, limit, true);
    const limiter = new Limiter(mixed);
    expect(admits(limiter)).toBe(true);
    expect(limiter.shadowRefusedBy).toBe(0);
    setShadow(mixed, 2, false);
    const enforcing = new Limiter(mixed);
    expect(admits(enforcing)).toBe(false);
    expect(enforcing.refusedBy).toBe(2);
    expect(enforcing.shadowRefusedBy).toBe(NO_LIMIT);
  });
});

describe("a limiter without limits", () => {
  it("needs no shared data and admits everything", () => {
    const idle = new Limiter(changetype<usize>(MESH));
    expect(idle.isIdle).toBe(true);
    expect(idle.open()).toBe(true);
    expect(admits(idle)).toBe(true);
  });
});
