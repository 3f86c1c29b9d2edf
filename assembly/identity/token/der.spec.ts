import { lengthOf } from "../../bytes/slice";
import { fromHex, toHex } from "../../testing/hex";
import { ecdsaDer } from "./der";

function der(r: string, s: string): string {
  return toHex(ecdsaDer(fromHex(r + s)));
}

describe("ecdsaDer", () => {
  it("writes two integers without zeros before them", () => {
    expect(der("01020304", "05060708")).toBe("300c" + "020401020304" + "020405060708");
    expect(der("00020304", "00000008")).toBe("3008" + "0203020304" + "020108");
    expect(der("0000007f", "00000001")).toBe("3006" + "02017f" + "020101");
  });

  it("writes a zero before what would be negative", () => {
    expect(der("80000000", "ff000000")).toBe("300e" + "02050080000000" + "020500ff000000");
    expect(der("000000ff", "00008000")).toBe("3009" + "020200ff" + "0203008000");
  });

  it("writes long lengths in two bytes, as P-521 needs", () => {
    const half = "01" + "ff".repeat(65);
    expect(der(half, half)).toBe("308188" + "0242" + half + "0242" + half);
    const short = "00".repeat(5) + "7f" + "11".repeat(60);
    expect(der(short, short)).toBe("307e" + ("023d7f" + "11".repeat(60)).repeat(2));
    const edge = "00".repeat(4) + "7f" + "22".repeat(61);
    expect(der(edge, edge)).toBe("308180" + ("023e7f" + "22".repeat(61)).repeat(2));
  });

  it("writes nothing when a number is 0, which no signature has", () => {
    expect(lengthOf(ecdsaDer(fromHex("0000000000000001")))).toBe(0);
    expect(lengthOf(ecdsaDer(fromHex("0000000100000000")))).toBe(0);
    expect(lengthOf(ecdsaDer(fromHex("00".repeat(64))))).toBe(0);
  });
});
