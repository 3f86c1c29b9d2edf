import { Facts } from "../engine/facts";
import { HEADER, LIMIT, LIMIT_FLAG, SIZE } from "../image/layout";
import { copyOf, firstOf } from "../testing/forge";
import { LIMITS, MESH, SHADOW_DEFAULT } from "../testing/images";
import { text } from "../testing/text";
import { Limiter, NO_LIMIT } from "./limiter";

const image = changetype<usize>(LIMITS);
const limiter = new Limiter(image);
const facts = new Facts(image);

// With a host: tests/cases/limit*. Here there is none, so that no count can be had.
describe("a limiter without shared data", () => {
  it("does not open", () => {
    expect(limiter.isIdle).toBe(false);
    expect(limiter.open()).toBe(false);
  });

  it("refuses rather than let everything pass, for an interval of the first limit", () => {
    facts.clear();
    expect(limiter.admit(facts, 1_000_000_000)).toBe(false);
    expect(text(limiter.policy(limiter.refusedBy))).toBe("limits");
    expect(text(limiter.name(limiter.refusedBy))).toBe("all");
    expect(limiter.waitNs).toBe(100_000_000);
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
    expect(shadow.admit(facts, 1_000_000_000)).toBe(true);
    expect(shadow.refusedBy).toBe(NO_LIMIT);
    expect(text(shadow.policy(shadow.shadowRefusedBy))).toBe("closing");
    expect(text(shadow.name(shadow.shadowRefusedBy))).toBe("first");
  });

  it("does not count what another limit refuses", () => {
    const mixed = copyOf(image);
    for (let limit: u32 = 0; limit < 3; limit++) setShadow(mixed, limit, true);
    const limiter = new Limiter(mixed);
    expect(limiter.admit(facts, 1_000_000_000)).toBe(true);
    expect(limiter.shadowRefusedBy).toBe(0);
    setShadow(mixed, 2, false);
    expect(limiter.admit(facts, 1_000_000_000)).toBe(false);
    expect(limiter.refusedBy).toBe(2);
    expect(limiter.shadowRefusedBy).toBe(NO_LIMIT);
  });
});

describe("a limiter without limits", () => {
  it("needs no shared data and admits everything", () => {
    const idle = new Limiter(changetype<usize>(MESH));
    expect(idle.isIdle).toBe(true);
    expect(idle.open()).toBe(true);
    expect(idle.admit(facts, 0)).toBe(true);
  });
});
