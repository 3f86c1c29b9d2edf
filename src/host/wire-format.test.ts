import { describe, expect, test } from "vitest";
import { readMessage, writeMessage } from "./wire-format.js";

function read(hex: string) {
  const fields = readMessage(Buffer.from(hex.replaceAll(" ", ""), "hex"));
  return fields && Object.fromEntries([...fields].map(([number, value]) => [number, String(value)]));
}

describe("readMessage", () => {
  test.each([
    ["nothing", "", {}],
    ["a number and bytes", "08 96 01 12 03 61 62 63", { 1: "150", 2: "abc" }],
    ["fixed numbers", "09 0100000000000000 15 02000000", { 1: "1", 2: "2" }],
    ["the last of two", "0a 01 61 0a 01 62", { 1: "b" }],
    ["a number of 64 bits", "08 ff ff ff ff ff ff ff ff ff 01", { 1: "18446744073709551615" }],
    ["field 16", "82 01 01 61", { 16: "a" }],
  ])("reads %s", (_, hex, fields) => {
    expect(read(hex)).toEqual(fields);
  });

  test.each([
    ["a tag alone", "0a"],
    ["bytes that are cut", "0a 02 61"],
    ["a number that is cut", "08 80"],
    ["a number of more than ten bytes", "08 ff ff ff ff ff ff ff ff ff ff 01"],
    ["a length beyond all bounds", "0a ff ff ff ff ff ff ff ff ff 01"],
    ["a group", "0b 0c"],
    ["field 0", "00 00"],
  ])("refuses %s", (_, hex) => {
    expect(read(hex)).toBe(undefined);
  });
});

test("what is written is read again, and what is empty is not written", () => {
  const long = Buffer.alloc(20_000, "x");
  const message = writeMessage([
    [1, true],
    [2, long],
    [3, false],
    [4, Buffer.alloc(0)],
  ]);
  expect([...(readMessage(message) ?? [])]).toEqual([
    [1, 1n],
    [2, long],
  ]);
});
