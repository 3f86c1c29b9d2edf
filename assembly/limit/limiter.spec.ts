import { Facts } from "../engine/facts";
import { LIMITS, MESH } from "../testing/images";
import { text } from "../testing/text";
import { Limiter } from "./limiter";

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

describe("a limiter without limits", () => {
  it("needs no shared data and admits everything", () => {
    const idle = new Limiter(changetype<usize>(MESH));
    expect(idle.isIdle).toBe(true);
    expect(idle.open()).toBe(true);
    expect(idle.admit(facts, 0)).toBe(true);
  });
});
