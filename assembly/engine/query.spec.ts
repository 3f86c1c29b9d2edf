import { addressOf, isPresent, lengthOf, literal } from "../bytes/slice";
import { HEADER } from "../image/layout";
import { CONDITIONS } from "../testing/images";
import { text } from "../testing/text";
import { NamedValues } from "./named-values";
import { readQuery } from "./query";

/** For the one parameter that the rules in tests/images/conditions.yaml ask for: `item`. */
const parameters = new NamedValues(changetype<usize>(CONDITIONS), HEADER.QUERY_NAMES, HEADER.QUERY_LENGTHS);
const item = parameters.idOf(literal("item"));
const GUARD: u64 = 0x5a5a5a5a5a5a5a5a;

/** The values of `item`, each in brackets. */
function valuesIn(query: string): string {
  const bytes = literal(query);
  const buffer = heap.alloc(lengthOf(bytes) + 8);
  store<u64>(buffer + lengthOf(bytes), GUARD);
  readQuery(bytes, buffer, parameters);
  expect(load<u64>(buffer + lengthOf(bytes))).toBe(GUARD, `behind the buffer of ${query}`);
  let values = "";
  for (let index = parameters.first(item); index >= 0; index = parameters.next(index)) {
    const value = parameters.value(index);
    values += isPresent(value) ? `(${text(value)})` : "(failed)";
  }
  return values;
}

describe("the values of a parameter", () => {
  it("stand behind its name, in the order sent", () => {
    expect(valuesIn("?item=1&other=2&item=3")).toBe("(1)(3)");
    expect(valuesIn("?item=a=b")).toBe("(a=b)");
    expect(valuesIn("?item=1;item=2")).toBe("(1;item=2)");
  });

  it("may be empty, and are none without the name", () => {
    expect(valuesIn("?item")).toBe("()");
    expect(valuesIn("?item=&item")).toBe("()()");
    expect(valuesIn("?items=1&ite=2&=3&&Item=4")).toBe("");
    expect(valuesIn("?")).toBe("");
    expect(valuesIn("")).toBe("");
  });

  it("are decoded, and so are names", () => {
    expect(valuesIn("?item=a+b%2B%20&%69te%6D=%C3%A9")).toBe("(a b+ )(é)");
    expect(valuesIn("?item=%26item%3d1")).toBe("(&item=1)");
    expect(valuesIn("?%69tem=%61&other=%62&item=%63%63")).toBe("(a)(cc)");
  });

  it("fail when an escape is none, or when they are no UTF-8", () => {
    const bad = ["%", "%4", "%zz", "1%", "%FF", "%C0%AF", "%ED%A0%80", "%C3"];
    for (let i = 0; i < bad.length; i++) {
      expect(valuesIn(`?item=${bad[i]}`)).toBe("(failed)", bad[i]);
      expect(valuesIn(`?item=${bad[i]}&item=1`)).toBe("(failed)(1)", bad[i]);
    }
    expect(valuesIn("?item%=1&it%65m%zz=2")).toBe("");
  });

  it("are those of the last query read", () => {
    valuesIn("?item=1");
    expect(valuesIn("?other=1")).toBe("");
  });

  it("do not agree when there are more than can be looked at", () => {
    valuesIn("?item=1" + "&item=1".repeat(511));
    expect(text(parameters.single(item))).toBe("1");
    valuesIn("?item=1" + "&item=1".repeat(512));
    expect(parameters.isFull).toBe(true);
    expect(isPresent(parameters.single(item))).toBe(false);
  });
});

describe("a value that needs no decoding", () => {
  it("stays where it is", () => {
    const query = literal("?item=plain");
    readQuery(query, 0, parameters);
    expect(addressOf(parameters.value(parameters.first(item)))).toBe(addressOf(query) + 6);
  });
});
