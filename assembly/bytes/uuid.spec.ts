import { text } from "../testing/text";
import { UUID_LENGTH, writeUuid } from "./uuid";

const TO = memory.data(40, 8);

describe("a random UUID", () => {
  it("says its version and variant, whatever is random", () => {
    expect(text(writeUuid(0, 0, TO))).toBe("00000000-0000-4000-8000-000000000000");
    expect(text(writeUuid(u64.MAX_VALUE, u64.MAX_VALUE, TO))).toBe("ffffffff-ffff-4fff-bfff-ffffffffffff");
    expect(text(writeUuid(0x0123456789abcdef, 0x0123456789abcdef, TO))).toBe(
      "01234567-89ab-4def-8123-456789abcdef",
    );
  });

  it("stays within its bytes", () => {
    store<u32>(TO + UUID_LENGTH, 0x5a5a5a5a);
    writeUuid(1, 2, TO);
    expect(load<u32>(TO + UUID_LENGTH)).toBe(0x5a5a5a5a);
  });
});
