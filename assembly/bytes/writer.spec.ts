import { text } from "../testing/text";
import { ABSENT, EMPTY, FAILED, literal } from "./slice";
import { Writer } from "./writer";

/** Room for 16 bytes, and one behind them that stays as it is. */
const room = memory.data(17);

const writer = new Writer();

function open(capacity: i32): void {
  memory.fill(room, 0x5a, 17);
  writer.open(room, capacity);
}

describe("Writer", () => {
  it("puts one after the other", () => {
    open(16);
    writer.bytes(literal("wait "));
    writer.bytes(EMPTY);
    writer.number(42);
    writer.bytes(literal("s"));
    expect(text(writer.finish())).toBe("wait 42s");
    expect(writer.full).toBe(false);
  });

  it("writes numbers without leading zeros", () => {
    const numbers: StaticArray<u64> = [0, 9, 10, 99, 100, 1_000_000_007, 999_999_999_999_999_999];
    for (let i = 0; i < numbers.length; i++) {
      writer.open(heap.alloc(20), 20);
      writer.number(numbers[i]);
      expect(text(writer.finish())).toBe(numbers[i].toString());
    }
    writer.open(heap.alloc(20), 20);
    writer.number(u64.MAX_VALUE);
    expect(text(writer.finish())).toBe("18446744073709551615");
  });

  it("takes what just fits", () => {
    open(16);
    writer.bytes(literal("0123456789"));
    writer.number(123_456);
    expect(text(writer.finish())).toBe("0123456789123456");
    expect(writer.full).toBe(false);
  });

  it("leaves out what does not fit, whole, and says so", () => {
    open(16);
    writer.bytes(literal("0123456789"));
    writer.number(1_234_567);
    expect(writer.full).toBe(true);
    writer.bytes(literal("abcdefg"));
    expect(text(writer.finish())).toBe("0123456789");
    writer.bytes(literal("abcdef"));
    expect(text(writer.finish())).toBe("0123456789abcdef");
    expect(load<u8>(room, 16)).toBe(0x5a);
  });

  it("leaves out what is not there, and says so", () => {
    open(16);
    writer.bytes(ABSENT);
    expect(writer.full).toBe(true);
    open(16);
    writer.bytes(FAILED);
    expect(writer.full).toBe(true);
    expect(text(writer.finish())).toBe("");
  });

  it("is not full when opened anew", () => {
    open(0);
    writer.bytes(literal("a"));
    expect(writer.full).toBe(true);
    open(1);
    expect(writer.full).toBe(false);
    expect(text(writer.finish())).toBe("");
  });
});
