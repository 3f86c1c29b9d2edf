import { endAsTold, endOfWindow } from "./window";

const S: u64 = 1_000_000_000;
const MINUTE: u64 = 60 * S;

describe("a window", () => {
  it("ends when the next begins by the wall clock", () => {
    expect(endOfWindow(5 * S, 1_000_000_042 * S, MINUTE)).toBe(5 * S + 38 * S);
    expect(endOfWindow(5 * S, 960_000_000 * S, MINUTE)).toBe(65 * S);
  });

  it("ends by this clock where that fits what the service says in whole seconds", () => {
    expect(endAsTold(10 * S, 10 * S + S / 4, S)).toBe(10 * S + S / 4);
    expect(endAsTold(10 * S, 28 * S, 18 * S)).toBe(28 * S);
  });

  it("ends as the service says where that does not fit, as with a clock that is wrong", () => {
    expect(endAsTold(10 * S, 28 * S, 40 * S)).toBe(50 * S);
    expect(endAsTold(10 * S, 28 * S, 3 * S)).toBe(13 * S);
  });

  it("ends by this clock when the service says nothing", () => {
    expect(endAsTold(10 * S, 28 * S, 0)).toBe(28 * S);
  });
});
