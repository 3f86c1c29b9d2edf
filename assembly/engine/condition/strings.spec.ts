import { FUNCTION, TAG } from "../../image/layout";
import { bytesOf, here, int, list, result, text } from "../../testing/values";

const NO_NUMBER: i64 = i64.MIN_VALUE;

/** What a function makes of a text and one more. */
function ofTexts(number: u32, a: string, b: string): string {
  text(a);
  text(b);
  return result(number);
}

/** What a function makes of a text and one or two numbers. */
function at(number: u32, a: string, from: i64, to: i64 = NO_NUMBER): string {
  text(a);
  int(from);
  if (to != NO_NUMBER) int(to);
  return result(number);
}

/** Where a part is in a text, looked for from some place. */
function from(number: u32, a: string, part: string, place: i64): string {
  text(a);
  text(part);
  int(place);
  return result(number);
}

function ofOne(number: u32, a: string): string {
  text(a);
  return result(number);
}

describe("a string", () => {
  it("has the size of its code points, and they are its places", () => {
    expect(ofOne(FUNCTION.SIZE, "😀é")).toBe("2");
    expect(at(FUNCTION.CHAR_AT, "😀é", 1)).toBe("é");
    expect(at(FUNCTION.CHAR_AT, "😀é", 2)).toBe("");
    expect(at(FUNCTION.CHAR_AT, "😀é", 3)).toBe("error");
    expect(at(FUNCTION.CHAR_AT, "😀é", -1)).toBe("error");
    expect(at(FUNCTION.SUBSTRING, "😀éa", 1)).toBe("éa");
    expect(at(FUNCTION.SUBSTRING_TO, "😀éa", 0, 2)).toBe("😀é");
    expect(ofTexts(FUNCTION.INDEX_OF, "😀abab", "ab")).toBe("1");
    expect(ofTexts(FUNCTION.LAST_INDEX_OF, "😀abab", "ab")).toBe("3");
  });

  it("is turned round by its code points", () => {
    expect(ofOne(FUNCTION.REVERSE, "a😀é")).toBe("é😀a");
    expect(ofOne(FUNCTION.REVERSE, "")).toBe("");
    bytesOf(TAG.STRING, [0x61, 0xff]);
    expect(result(FUNCTION.REVERSE)).toBe("error");
  });

  it("has no part outside of it", () => {
    expect(at(FUNCTION.SUBSTRING, "abc", 3)).toBe("");
    expect(at(FUNCTION.SUBSTRING, "abc", 4)).toBe("error");
    expect(at(FUNCTION.SUBSTRING, "abc", i64.MIN_VALUE)).toBe("error");
    expect(at(FUNCTION.SUBSTRING_TO, "abc", 2, 1)).toBe("error");
    expect(at(FUNCTION.SUBSTRING_TO, "abc", 0, 4)).toBe("error");
    expect(from(FUNCTION.INDEX_OF_FROM, "abc", "", 3)).toBe("3");
    expect(from(FUNCTION.INDEX_OF_FROM, "abc", "a", 4)).toBe("error");
    expect(from(FUNCTION.LAST_INDEX_OF_FROM, "abc", "a", -1)).toBe("error");
  });

  it("is searched from a place on, or back from it", () => {
    expect(from(FUNCTION.INDEX_OF_FROM, "abab", "ab", 1)).toBe("2");
    expect(from(FUNCTION.INDEX_OF_FROM, "abab", "ab", 3)).toBe("-1");
    expect(from(FUNCTION.LAST_INDEX_OF_FROM, "abab", "ab", 2)).toBe("2");
    expect(from(FUNCTION.LAST_INDEX_OF_FROM, "abab", "ab", 1)).toBe("0");
    expect(ofTexts(FUNCTION.LAST_INDEX_OF, "abc", "abcd")).toBe("-1");
    expect(ofTexts(FUNCTION.CONTAINS, "abc", "")).toBe("true");
    expect(ofTexts(FUNCTION.CONTAINS, "abc", "ac")).toBe("false");
  });

  it("changes the case of ASCII only", () => {
    expect(ofOne(FUNCTION.LOWER_ASCII, "@AZ[ÉÀ")).toBe("@az[ÉÀ");
    expect(ofOne(FUNCTION.UPPER_ASCII, "`az{éà")).toBe("`AZ{éà");
  });

  it("is trimmed of Unicode's white space", () => {
    expect(ofOne(FUNCTION.TRIM, " \t\r\n\v\f\u0085\u00a0\u1680\u2003\u202f\u3000 a b \u2028\u205f")).toBe(
      "a b",
    );
    expect(ofOne(FUNCTION.TRIM, "\u200ba\ufeff")).toBe("\u200ba\ufeff");
    expect(ofOne(FUNCTION.TRIM, " \u3000")).toBe("");
  });
});

describe("strings put together", () => {
  it("are split, joined and replaced in", () => {
    expect(ofTexts(FUNCTION.SPLIT, "a,b,", ",")).toBe("['a' 'b' '']");
    expect(ofTexts(FUNCTION.SPLIT, "", ",")).toBe("['']");
    expect(ofTexts(FUNCTION.SPLIT, "😀é", "")).toBe("['😀' 'é']");
    expect(from(FUNCTION.SPLIT_AT_MOST, "a,b,c", ",", 2)).toBe("['a' 'b,c']");
    expect(from(FUNCTION.SPLIT_AT_MOST, "a,b,c", ",", 0)).toBe("[]");
    text("aaa");
    text("aa");
    text("b");
    expect(result(FUNCTION.REPLACE)).toBe("ba");
    text("é");
    text("");
    text("_");
    expect(result(FUNCTION.REPLACE)).toBe("_é_");
    text("aaa");
    text("a");
    text("bc");
    int(2);
    expect(result(FUNCTION.REPLACE_AT_MOST)).toBe("bcbca");
    const first = here();
    text("a");
    text("b");
    list(first);
    text(", ");
    expect(result(FUNCTION.JOIN_WITH)).toBe("a, b");
  });

  it("are no longer than 64 KiB, and no more than 256", () => {
    const most = "a".repeat(1 << 16);
    expect(ofTexts(FUNCTION.ADD, most, "").length).toBe(1 << 16);
    expect(ofTexts(FUNCTION.ADD, most, "b")).toBe("error");
    expect(ofTexts(FUNCTION.SPLIT, ",".repeat(255), ",")).not.toBe("error");
    expect(ofTexts(FUNCTION.SPLIT, ",".repeat(256), ",")).toBe("error");
    text("ab");
    text("b");
    text(most);
    expect(result(FUNCTION.REPLACE)).toBe("error");
  });
});

const CODE_POINTS: StaticArray<u32> = [FUNCTION.SIZE, FUNCTION.TRIM];
const BAD: StaticArray<u8> = [0x61, 0xff];

describe("a string that is no UTF-8", () => {
  it("has no code points", () => {
    for (let i = 0; i < CODE_POINTS.length; i++) {
      bytesOf(TAG.STRING, BAD);
      expect(result(CODE_POINTS[i])).toBe("error", `${i}`);
    }
    bytesOf(TAG.STRING, BAD);
    int(0);
    expect(result(FUNCTION.SUBSTRING)).toBe("error");
    bytesOf(TAG.STRING, BAD);
    text("a");
    expect(result(FUNCTION.INDEX_OF)).toBe("error");
    bytesOf(TAG.BYTES, BAD);
    expect(result(FUNCTION.STRING)).toBe("error");
  });

  it("is compared and searched by its bytes", () => {
    bytesOf(TAG.STRING, BAD);
    text("a");
    expect(result(FUNCTION.STARTS_WITH)).toBe("true");
    bytesOf(TAG.STRING, BAD);
    text("b");
    expect(result(FUNCTION.CONTAINS)).toBe("false");
    bytesOf(TAG.STRING, BAD);
    bytesOf(TAG.STRING, BAD);
    expect(result(FUNCTION.EQUALS)).toBe("true");
  });
});

describe("a function of strings", () => {
  it("fails for other types", () => {
    const numbers: StaticArray<u32> = [
      FUNCTION.STARTS_WITH,
      FUNCTION.CONTAINS,
      FUNCTION.SPLIT,
      FUNCTION.INDEX_OF,
    ];
    for (let i = 0; i < numbers.length; i++) {
      text("a");
      int(1);
      expect(result(numbers[i])).toBe("error", `${i}`);
      bytesOf(TAG.BYTES, BAD);
      text("a");
      expect(result(numbers[i])).toBe("error", `${i}`);
    }
    const first = here();
    text("a");
    int(1);
    list(first);
    expect(result(FUNCTION.JOIN)).toBe("error");
  });
});
