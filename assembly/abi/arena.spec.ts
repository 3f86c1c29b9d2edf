import { allocate, reset } from "./arena";

const BLOCK: usize = 64 * 1024;

describe("allocate", () => {
  beforeEach(() => {
    reset();
  });

  it("gives runs of bytes that don't overlap, aligned to 8", () => {
    let end: usize = 0;
    for (let size: usize = 1; size < 100; size++) {
      const address = allocate(size);
      expect(address % 8).toBe(0);
      expect(address).toBeGreaterThanOrEqual(end);
      end = address + size;
    }
  });

  it("gives the same memory again after a reset", () => {
    const first = allocate(100);
    allocate(100);
    reset();
    expect(allocate(200)).toBe(first);
  });

  it("gives a block of its own to what does not fit, and goes on in the first", () => {
    const first = allocate(8);
    const large = allocate(BLOCK);
    memory.fill(large, 0x5a, BLOCK);
    expect(allocate(8)).toBe(first + 8);
    const another = allocate(3 * BLOCK);
    memory.fill(another, 0xa5, 3 * BLOCK);
    expect(load<u8>(large)).toBe(0x5a);
    expect(load<u8>(large + BLOCK - 1)).toBe(0x5a);
  });

  it("fills its block to the last byte", () => {
    const first = allocate(BLOCK - 8);
    expect(allocate(8)).toBe(first + BLOCK - 8);
    const next = allocate(1);
    expect(next < first || next >= first + BLOCK).toBe(true);
  });

  it("gives large blocks back: a thousand resets take no more memory than two", () => {
    allocate(16 * BLOCK);
    reset();
    allocate(16 * BLOCK);
    const pages = memory.size();
    for (let i = 0; i < 1000; i++) {
      reset();
      allocate(16 * BLOCK);
    }
    expect(memory.size()).toBe(pages);
  });
});
