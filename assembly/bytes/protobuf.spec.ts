import { literal, slice } from "./slice";
import { fromHex, toHex } from "../testing/hex";
import { MessageReader, Wire, fieldSize, varintSize, writeField, writeVarint } from "./protobuf";

/** The fields of a message, `field:wire:value`, and `!` when it is broken. */
function read(hex: string): string {
  const reader = new MessageReader();
  reader.open(fromHex(hex));
  let text = "";
  while (reader.next()) {
    const value = reader.wire == Wire.Varint ? reader.number.toString() : toHex(reader.bytes);
    text += reader.field.toString() + ":" + reader.wire.toString() + ":" + value + " ";
  }
  return reader.isBroken ? text + "!" : text;
}

describe("reading a protobuf message", () => {
  it("gives fields in their order, whoever knows them", () => {
    expect(read("08011202abcd25010203042901020304050607089a0100")).toBe(
      "1:0:1 2:2:abcd 4:5:01020304 5:1:0102030405060708 19:2: ",
    );
  });

  it("reads numbers of up to 64 bits", () => {
    expect(read("08ffffffffffffffffff01")).toBe("1:0:18446744073709551615 ");
    expect(read("0880808080808080808000")).toBe("1:0:0 ");
  });

  it("is broken by what ends too early, by groups, by field 0 and by numbers that go on", () => {
    expect(read("08")).toBe("!");
    expect(read("0880")).toBe("!");
    expect(read("1203ab")).toBe("!");
    expect(read("12ffffffffffffffff7f00")).toBe("!");
    expect(read("25010203")).toBe("!");
    expect(read("0b0c")).toBe("!");
    expect(read("0001")).toBe("!");
    expect(read("080108808080808080808080808000")).toBe("1:0:1 !");
    expect(read("808080808080018001")).toBe("!");
  });
});

describe("writing a protobuf message", () => {
  it("puts a length before bytes", () => {
    const at = heap.alloc(200);
    const end = writeField(at, 2, literal("ab"));
    expect(toHex(slice(at, i32(end - at)))).toBe("12026162");
    expect(i32(end - at)).toBe(fieldSize(2));
  });

  it("takes as many bytes for a number as it says", () => {
    const at = heap.alloc(16);
    const numbers: u64[] = [0, 127, 128, 300, 16383, 16384, 4294967295, u64.MAX_VALUE];
    for (let i = 0; i < numbers.length; i++) {
      expect(i32(writeVarint(at, numbers[i]) - at)).toBe(varintSize(numbers[i]));
    }
    expect(toHex(slice(at, i32(writeVarint(at, 300) - at)))).toBe("ac02");
  });
});
