import { ABSENT, EMPTY, FAILED, Slice, addressOf, lengthOf, literal, slice } from "../bytes/slice";
import { text } from "../testing/text";
import { HeaderMapType, HeaderView } from "./headers";
import { PairList } from "./pairs";

const view = new HeaderView();
const list = new PairList();

/** Three headers, as the host encodes them. */
function encoded(): Slice {
  list.clear();
  list.add(literal(":path"), literal("/"));
  list.add(literal("x-tenant"), EMPTY);
  list.add(literal("x-tenant"), literal("acme"));
  return list.finish();
}

/** What is read of a list, or why nothing is. */
function read(pairs: Slice): string {
  if (!view.open(pairs)) return "refused";
  let all = "";
  while (view.next()) all += `${text(view.name)}=${text(view.value)};`;
  return all;
}

describe("HeaderView", () => {
  it("reads headers in their order, repeated ones too", () => {
    expect(read(encoded())).toBe(":path=/;x-tenant=;x-tenant=acme;");
    expect(view.count).toBe(3);
  });

  it("stops at the end, and begins again when rewound", () => {
    read(encoded());
    expect(view.next()).toBe(false);
    expect(view.next()).toBe(false);
    view.rewind();
    expect(view.next()).toBe(true);
    expect(text(view.name)).toBe(":path");
  });

  it("finds the first value of a header, be it empty", () => {
    view.open(encoded());
    expect(text(view.first(literal("x-tenant")))).toBe("");
    expect(text(view.first(literal(":path")))).toBe("/");
    expect(view.first(literal("x-tenan"))).toBe(ABSENT);
    expect(view.first(literal("X-Tenant"))).toBe(ABSENT);
  });

  it("reads an empty list as none", () => {
    list.clear();
    expect(read(list.finish())).toBe("");
    expect(read(EMPTY)).toBe("");
  });

  it("keeps nothing of the list before", () => {
    read(encoded());
    expect(read(EMPTY)).toBe("");
    expect(view.count).toBe(0);
    expect(view.first(literal(":path"))).toBe(ABSENT);
  });

  it("refuses what the host would not say", () => {
    expect(read(ABSENT)).toBe("refused");
    expect(read(FAILED)).toBe("refused");
    expect(view.next()).toBe(false);
    expect(view.read(HeaderMapType.RequestHeaders)).toBe(false); // no host stands behind a spec
  });

  it("refuses a list without room for its sizes", () => {
    const address = addressOf(encoded());
    for (let size = 1; size < 4 + 3 * 8; size++)
      expect(read(slice(address, size))).toBe("refused", `${size}`);
    store<u32>(address, 0x20000000);
    expect(read(slice(address, 64))).toBe("refused");
    store<u32>(address, u32.MAX_VALUE);
    expect(read(slice(address, 64))).toBe("refused");
  });

  it("ends before a header that the list has no room for, and counts those before it", () => {
    const whole = encoded();
    expect(read(slice(addressOf(whole), lengthOf(whole) - 1))).toBe(":path=/;x-tenant=;");
    expect(view.count).toBe(2);
    expect(read(slice(addressOf(whole), 4 + 3 * 8))).toBe("");
    expect(view.count).toBe(0);
  });

  it("ends before a header whose sizes do not add up", () => {
    const sizes: StaticArray<u32> = [100, 0x7fffffff, 0x80000000, 0xfffffffe, u32.MAX_VALUE];
    for (let i = 0; i < sizes.length; i++) {
      for (let field = 0; field < 2; field++) {
        const whole = encoded();
        store<u32>(addressOf(whole) + 4 + 8 + 4 * field, sizes[i]);
        expect(read(whole)).toBe(":path=/;", `${sizes[i]}`);
        expect(view.count).toBe(1);
      }
    }
  });
});
