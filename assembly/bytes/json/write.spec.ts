import { text } from "../../testing/text";
import { ABSENT, EMPTY, Slice, addressOf, literal, slice } from "../slice";
import { Writer } from "../writer";
import { isJson } from "./check";
import { textOf } from "./string";
import { writeJsonString } from "./write";

const CAPACITY: i32 = 2048;
const OUT = memory.data(2048, 8);
const TEXT = memory.data(2048, 8);
const writer = new Writer();

function written(value: Slice): Slice {
  writer.open(OUT, CAPACITY);
  writeJsonString(writer, value);
  expect(writer.full).toBe(false);
  return writer.finish();
}

describe("a JSON string", () => {
  it("escapes what must be and nothing else", () => {
    expect(text(written(literal('a"b\\c\n\u001f/\u007fé€😀')))).toBe('"a\\"b\\\\c\\u000a\\u001f/\u007fé€😀"');
    expect(text(written(EMPTY))).toBe('""');
    expect(text(written(ABSENT))).toBe("null");
  });

  it("says what it was made from, for each character of ASCII", () => {
    const all = heap.alloc(128);
    for (let i = 0; i < 128; i++) store<u8>(all + i, u8(i));
    for (let i = 0; i < 128; i++) {
      const part = slice(all + i, min(3, 128 - i));
      const string = written(part);
      expect(isJson(string)).toBe(true, `${i}`);
      expect(text(textOf(string, TEXT))).toBe(text(part), `${i}`);
    }
  });

  it("stays within the writer's memory", () => {
    const quotes = literal('""""""""');
    store<u64>(OUT + 12, 0x5a5a5a5a5a5a5a5a);
    writer.open(OUT, 12);
    writeJsonString(writer, quotes);
    expect(writer.full).toBe(true);
    expect(load<u64>(OUT + 12)).toBe(0x5a5a5a5a5a5a5a5a);
    expect(addressOf(writer.finish())).toBe(OUT);
  });
});
