import { describe, expect, test } from "vitest";
import { TAG } from "./layout.js";
import type { PlannedValue } from "./plan.js";
import { ValuePool } from "./values.js";

const int = (value: number): PlannedValue => ({ tag: TAG.INT, bits: String(value) });
const text = (value: string): PlannedValue => ({ tag: TAG.STRING, text: value });
const list = (...items: PlannedValue[]): PlannedValue => ({ tag: TAG.LIST, items });

function recordsOf(value: PlannedValue) {
  const pool = new ValuePool();
  pool.indexOf(value);
  return pool.records;
}

test("a value is there once", () => {
  const pool = new ValuePool();
  expect([pool.indexOf(int(1)), pool.indexOf(text("a")), pool.indexOf(int(1))]).toEqual([0, 1, 0]);
  expect(pool.records).toHaveLength(2);
});

test("items stand together, before their list, which is deeper", () => {
  expect(recordsOf(list(int(1), list(int(2), int(3)), int(4)))).toMatchObject([
    { tag: TAG.INT, depth: 0, payload: { bits: 2n } },
    { tag: TAG.INT, depth: 0, payload: { bits: 3n } },
    { tag: TAG.INT, depth: 0, payload: { bits: 1n } },
    { tag: TAG.LIST, depth: 1, payload: { first: 0, count: 2 } },
    { tag: TAG.INT, depth: 0, payload: { bits: 4n } },
    { tag: TAG.LIST, depth: 2, payload: { first: 2, count: 3 } },
  ]);
});

test("a map counts entries", () => {
  const map: PlannedValue = { tag: TAG.MAP, items: [text("a"), int(1), text("b"), int(2)] };
  expect(recordsOf(map).at(-1)).toMatchObject({ tag: TAG.MAP, payload: { first: 0, count: 2 } });
});

test("lists within each other are bounded", () => {
  const nested = (levels: number) =>
    Array.from({ length: levels }).reduce<PlannedValue>((inner) => list(inner), int(1));
  expect(recordsOf(nested(64)).at(-1)?.depth).toBe(64);
  expect(() => recordsOf(nested(65))).toThrow("a list of 65 levels");
});

describe("a hash table", () => {
  const tableOf = (...items: PlannedValue[]) => recordsOf(list(...items)).at(-1)?.table;
  const texts = (count: number) => Array.from({ length: count }, (_, index) => text(`text ${index}`));

  test("belongs to lists of nine and more", () => {
    expect(tableOf(...texts(8))).toBeUndefined();
    expect(tableOf(...texts(9))).toHaveLength(32);
  });

  test("has each item, and as many empty slots", () => {
    const table = tableOf(...texts(20)) ?? [];
    expect(table.filter((slot) => slot !== 0).sort((a, b) => a - b)).toEqual(
      texts(20).map((_, index) => index + 1),
    );
    expect(table.filter((slot) => slot === 0).length).toBeGreaterThanOrEqual(20);
  });

  test("is for scalars only", () => {
    expect(tableOf(...texts(9), list())).toBeUndefined();
  });

  test.each<[string, PlannedValue, PlannedValue]>([
    ["an int and a uint", int(7), { tag: TAG.UINT, bits: "7" }],
    ["an int and a double", int(-7), doubleOf(-7)],
    ["zeros of both signs", doubleOf(0), doubleOf(-0)],
    [
      "a large int and the double nearest to it",
      { tag: TAG.INT, bits: "9007199254740993" },
      doubleOf(2 ** 53),
    ],
  ])("puts %s, which are equal, where the same search finds them", (_, a, b) => {
    expect(tableOf(a, ...texts(9))).toEqual(tableOf(b, ...texts(9)));
  });
});

function doubleOf(value: number): PlannedValue {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return { tag: TAG.DOUBLE, bits: view.getBigUint64(0).toString() };
}
