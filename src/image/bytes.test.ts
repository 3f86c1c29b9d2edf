import { expect, test } from "vitest";
import { ByteWriter } from "./bytes.js";

const WRITES: readonly [string, number, (writer: ByteWriter) => void][] = [
  ["u8", 1, (writer) => writer.u8(0xaa)],
  ["u16", 2, (writer) => writer.u16(0xaaaa)],
  ["u32", 4, (writer) => writer.u32(0xaaaaaaaa)],
  ["u64", 8, (writer) => writer.u64(0xaaaaaaaaaaaaaaaan)],
  ["append", 100, (writer) => writer.append(new Uint8Array(100).fill(0xaa))],
];

test.each(WRITES)("what %s writes is there when the buffer grew for it", (_, size, write) => {
  const writer = new ByteWriter(0);
  writer.append(new Uint8Array(64));
  write(writer);
  expect([...writer.finish().subarray(64)]).toEqual(new Array(size).fill(0xaa));
});
