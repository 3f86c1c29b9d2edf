import { leaseOf, left, setLease, setLeft, size, until } from "./leases";

const NOW: u64 = 1_000_000;

/** Tags of one set. */
function tag(index: u64): u64 {
  return (index << 32) | 7;
}

describe("what a worker knows", () => {
  it("is kept by tag", () => {
    setLease(leaseOf(tag(1), NOW), NOW + 10, 5, 3, 8);
    setLeft(leaseOf(tag(1), NOW), 2);
    expect(left(leaseOf(tag(1), NOW))).toBe(2);
    expect(size(leaseOf(tag(1), NOW))).toBe(8);
    expect(until(leaseOf(tag(1), NOW))).toBe(NOW + 10);
  });

  it("is nothing of a new tag", () => {
    const entry = leaseOf(tag(2), NOW);
    expect(until(entry)).toBe(0);
    expect(left(entry)).toBe(0);
    expect(size(entry)).toBe(0);
  });

  it("leaves when it is worth least: first what is over, then what holds least", () => {
    for (let i: u64 = 10; i < 14; i++) setLease(leaseOf(tag(i), NOW), NOW + 10, 0, u32(i), 1);
    setLease(leaseOf(tag(12), NOW), NOW, 0, 99, 1);
    leaseOf(tag(20), NOW);
    setLease(leaseOf(tag(20), NOW), NOW + 10, 0, 50, 1);
    expect(left(leaseOf(tag(10), NOW))).toBe(10);
    expect(left(leaseOf(tag(20), NOW))).toBe(50);
    setLease(leaseOf(tag(21), NOW), NOW + 10, 0, 60, 1);
    expect(left(leaseOf(tag(11), NOW))).toBe(11);
    expect(left(leaseOf(tag(13), NOW))).toBe(13);
    expect(left(leaseOf(tag(21), NOW))).toBe(60);
    expect(left(leaseOf(tag(10), NOW))).toBe(0);
  });
});
