import { addressOf, lengthOf, slice } from "../../bytes/slice";
import { fromHex, toHex } from "../../testing/hex";
import { SCALAR_SIZE, isBelowOrder, reduce } from "./scalar";

const OUTPUT: usize = memory.data(SCALAR_SIZE, 8);

const ZERO = "00".repeat(32);
const ORDER = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
const BELOW = "ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
const ABOVE = "eed3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";

function reduced(number: string): string {
  const bytes = fromHex(number);
  reduce(OUTPUT, addressOf(bytes), lengthOf(bytes));
  return toHex(slice(OUTPUT, SCALAR_SIZE));
}

function isBelow(number: string): bool {
  return isBelowOrder(addressOf(fromHex(number)));
}

describe("isBelowOrder", () => {
  it("tells L from the number before", () => {
    expect(isBelow(ZERO)).toBe(true);
    expect(isBelow(BELOW)).toBe(true);
    expect(isBelow(ORDER)).toBe(false);
    expect(isBelow(ABOVE)).toBe(false);
    expect(isBelow("ff".repeat(32))).toBe(false);
  });
});

describe("reduce", () => {
  it("leaves what a division by L leaves", () => {
    expect(reduced(BELOW)).toBe(BELOW);
    expect(reduced(ORDER)).toBe(ZERO);
    expect(reduced(ABOVE)).toBe("01" + "00".repeat(31));
    expect(reduced("00".repeat(32) + ORDER)).toBe(ZERO);
    expect(reduced(BELOW + ORDER)).toBe(BELOW);
    expect(reduced("ff".repeat(64))).toBe("000f9c44e31106a447938568a71b0ed065bef517d273ecce3d9a307c1b419903");
  });
});
