import { expect, test } from "vitest";
import type { Ranges } from "./program.js";
import { COMPLETE, NONE, Utf8Nodes } from "./utf8.js";

/** Every byte sequence that a class takes, as hexadecimal. */
function spell(ranges: Ranges): string[] {
  const nodes = new Utf8Nodes();
  const sequences: string[] = [];
  const pending = [{ node: nodes.add(ranges), bytes: "" }];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    const { node, bytes } = one;
    nodes.rows[node]?.forEach((next, byte) => {
      const longer = bytes + byte.toString(16).padStart(2, "0");
      if (next === COMPLETE) sequences.push(longer);
      else if (next !== NONE) pending.push({ node: next, bytes: longer });
    });
  }
  return sequences.sort();
}

function encode(ranges: Ranges): string[] {
  const sequences: string[] = [];
  for (let i = 0; i < ranges.length; i += 2) {
    for (let point = ranges[i] ?? 0; point <= (ranges[i + 1] ?? -1); point++) {
      const isSurrogate = point >= 0xd800 && point <= 0xdfff;
      if (!isSurrogate) sequences.push(Buffer.from(String.fromCodePoint(point)).toString("hex"));
    }
  }
  return sequences.sort();
}

test.each<[string, Ranges]>([
  ["none", []],
  ["ASCII", [0, 0x7f]],
  ["both sides of two bytes", [0x7e, 0x82]],
  ["both sides of three bytes", [0x7fe, 0x802]],
  ["both sides of the surrogates", [0xd7fe, 0xe001]],
  ["surrogates alone", [0xd800, 0xdfff]],
  ["both sides of four bytes", [0xfffe, 0x10002]],
  ["the last code points", [0x10fffe, 0x10ffff]],
  ["a hole in each length", [0, 0x60, 0x62, 0x3ff, 0x401, 0x8000, 0x8002, 0x10400, 0x10402, 0x1ffff]],
  ["all", [0, 0x10ffff]],
])("a class takes the UTF-8 of its characters and nothing else: %s", (_, ranges) => {
  const spelt = spell(ranges);
  const encoded = encode(ranges);
  expect(spelt.length).toBe(encoded.length);
  expect(spelt.findIndex((sequence, index) => sequence !== encoded[index])).toBe(-1);
});

test("what classes have in common is there once", () => {
  const nodes = new Utf8Nodes();
  nodes.add([0x80, 0x10ffff]);
  const count = nodes.rows.length;
  nodes.add([0, 0x10ffff]);
  expect(nodes.rows.length).toBe(count + 1);
  nodes.add([0x80, 0x10ffff]);
  expect(nodes.rows.length).toBe(count + 1);
});
