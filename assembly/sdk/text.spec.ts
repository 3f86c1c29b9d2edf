import { reset } from "../abi/arena";
import { ABSENT, EMPTY, FAILED, addressOf, free, lengthOf, literal, slice } from "../bytes/slice";
import { equals } from "../bytes/view";
import { decode, encode } from "./text";

describe("text", () => {
  it("is the same after the way to bytes and back", () => {
    const texts = ["", "x-served-by: edge-1", "zwölf", "日本語", "🔒 \0 end"];
    for (let i = 0; i < texts.length; i++) expect(decode(encode(texts[i]))).toBe(texts[i]);
  });

  it("is encoded as UTF-8", () => {
    const bytes = encode("é");
    expect(lengthOf(bytes)).toBe(2);
    expect(load<u16>(addressOf(bytes))).toBe(0xa9c3);
  });

  it("is empty where there are no bytes", () => {
    expect(decode(EMPTY)).toBe("");
    expect(decode(ABSENT)).toBe("");
    expect(decode(FAILED)).toBe("");
  });

  it("reads no further than the bytes, cut sequences too", () => {
    const whole = literal("a\u{1f512}b");
    expect(decode(slice(addressOf(whole), 3))).toBe("a");
  });

  it("is given back when the next callback begins", () => {
    reset();
    const first = encode("first");
    reset();
    expect(encode("other")).toBe(first);
  });
});

describe("free", () => {
  it("gives back a literal, whose memory is used again", () => {
    const text = literal("configuration");
    free(text);
    const again = literal("configuration");
    expect(addressOf(again)).toBe(addressOf(text));
    expect(equals(again, literal("configuration"))).toBe(true);
  });

  it("has nothing to do for no bytes", () => {
    free(EMPTY);
    expect(lengthOf(EMPTY)).toBe(0);
  });
});
