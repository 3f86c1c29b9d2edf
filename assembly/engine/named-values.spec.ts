import { isPresent, literal } from "../bytes/slice";
import { HEADER } from "../image/layout";
import { EFFECTS, LIMITS, MESH } from "../testing/images";
import { text } from "../testing/text";
import { NamedValues, UNKNOWN } from "./named-values";

/** For the headers that an image asks for. */
function headersOf(image: StaticArray<u8>): NamedValues {
  return new NamedValues(changetype<usize>(image), HEADER.HEADER_NAMES, HEADER.NAME_LENGTHS);
}

/** Its rules ask for `x-tenant` and `x-debug`. */
const headers = headersOf(EFFECTS);

function idOf(name: string): i32 {
  return headers.idOf(literal(name));
}

function add(name: string, value: string): bool {
  return headers.add(idOf(name), literal(value));
}

/** The values of a header, joined. */
function valuesOf(name: string): string {
  let values = "";
  for (let index = headers.first(idOf(name)); index >= 0; index = headers.next(index)) {
    values += `${text(headers.value(index))};`;
  }
  return values;
}

describe("the id of a header", () => {
  it("tells apart those that the image asks for", () => {
    expect(idOf("x-tenant")).not.toBe(UNKNOWN);
    expect(idOf("x-debug")).not.toBe(UNKNOWN);
    expect(idOf("x-tenant")).not.toBe(idOf("x-debug"));
  });

  it("is found when another name has its place", () => {
    const many = headersOf(LIMITS);
    let ids: u32 = 0;
    for (let letter = 0x61; letter <= 0x67; letter++) {
      const id = many.idOf(literal("x-" + String.fromCharCode(letter)));
      expect(id).not.toBe(UNKNOWN);
      ids |= 1 << id;
    }
    expect(popcnt(ids)).toBe(7);
    expect(many.idOf(literal("x-h"))).toBe(UNKNOWN);
  });

  it("is unknown for any other, wherever its hash falls", () => {
    for (let i = 0; i < 26; i++) {
      const letter = String.fromCharCode(0x61 + i);
      expect(idOf(`y-tenan${letter}`)).toBe(UNKNOWN, letter);
      expect(idOf(`y-debu${letter}`)).toBe(UNKNOWN, letter);
    }
    const others = ["", "x", "X-Tenant", "x-tenan", "x-tenants"];
    for (let i = 0; i < others.length; i++) expect(idOf(others[i])).toBe(UNKNOWN, others[i]);
  });

  it("is told by the whole name, when the length is the same but for a multiple of 64", () => {
    expect(idOf("x-tenant" + "t".repeat(64))).toBe(UNKNOWN);
  });

  it("is unknown when the image asks for none", () => {
    const none = headersOf(MESH);
    expect(none.idOf(literal("x-tenant"))).toBe(UNKNOWN);
    expect(none.idOf(literal(""))).toBe(UNKNOWN);
  });
});

describe("the values of a header", () => {
  beforeEach(() => {
    headers.clear();
  });

  it("are none at first", () => {
    expect(valuesOf("x-tenant")).toBe("");
    expect(headersOf(EFFECTS).first(idOf("x-tenant"))).toBe(-1);
  });

  it("come in the order sent, apart from those of others", () => {
    add("x-tenant", "acme");
    add("x-debug", "1");
    add("x-tenant", "");
    add("x-tenant", "umbrella");
    expect(valuesOf("x-tenant")).toBe("acme;;umbrella;");
    expect(valuesOf("x-debug")).toBe("1;");
  });

  it("are forgotten when cleared", () => {
    add("x-tenant", "acme");
    headers.clear();
    expect(valuesOf("x-tenant")).toBe("");
    add("x-tenant", "umbrella");
    expect(valuesOf("x-tenant")).toBe("umbrella;");
  });

  it("agree when all are the same bytes", () => {
    add("x-tenant", "acme");
    expect(headers.agree(headers.first(idOf("x-tenant")))).toBe(true);
    add("x-tenant", "acme");
    expect(headers.agree(headers.first(idOf("x-tenant")))).toBe(true);
    add("x-tenant", "Acme");
    expect(headers.agree(headers.first(idOf("x-tenant")))).toBe(false);
  });

  it("are one when they agree, else none", () => {
    expect(isPresent(headers.single(idOf("x-tenant")))).toBe(false);
    add("x-tenant", "acme");
    add("x-tenant", "acme");
    expect(text(headers.single(idOf("x-tenant")))).toBe("acme");
    add("x-tenant", "umbrella");
    expect(isPresent(headers.single(idOf("x-tenant")))).toBe(false);
  });

  it("are refused when there are more than can be looked at", () => {
    for (let i = 0; i < 512; i++) expect(add("x-tenant", "acme")).toBe(true);
    expect(headers.isFull).toBe(false);
    expect(add("x-tenant", "umbrella")).toBe(false);
    expect(headers.isFull).toBe(true);
    expect(isPresent(headers.single(idOf("x-tenant")))).toBe(false);
    expect(add("x-debug", "1")).toBe(false);
    expect(headers.agree(headers.first(idOf("x-tenant")))).toBe(true);
    expect(valuesOf("x-debug")).toBe("");
    headers.clear();
    expect(headers.isFull).toBe(false);
  });
});
