import { isEscapedSequence } from "./escapes";
import { addressOf, lengthOf, literal } from "./slice";
import { mayFollow, sequenceLength } from "./utf8";

describe("a UTF-8 sequence (Unicode §3.9, table 3-7)", () => {
  it("has the length that its first byte says", () => {
    for (let first: u32 = 0; first < 256; first++) {
      let length = 0;
      if (first < 0x80) length = 1;
      else if (first >= 0xc2 && first <= 0xdf) length = 2;
      else if (first >= 0xe0 && first <= 0xef) length = 3;
      else if (first >= 0xf0 && first <= 0xf4) length = 4;
      expect(sequenceLength(first)).toBe(length, `${first}`);
    }
  });

  it("has a second byte within the bounds of the first", () => {
    const firsts: StaticArray<u32> = [0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4];
    const lowest: StaticArray<u32> = [0x80, 0x80, 0xa0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x90, 0x80, 0x80, 0x80];
    const highest: StaticArray<u32> = [
      0xbf, 0xbf, 0xbf, 0xbf, 0xbf, 0x9f, 0xbf, 0xbf, 0xbf, 0xbf, 0xbf, 0x8f,
    ];
    for (let i = 0; i < firsts.length; i++) {
      for (let second: u32 = 0; second < 256; second++) {
        const within = second >= lowest[i] && second <= highest[i];
        expect(mayFollow(firsts[i], second)).toBe(within, `${firsts[i]} ${second}`);
      }
    }
  });
});

function begins(escapes: string): bool {
  const bytes = literal(escapes);
  return isEscapedSequence(addressOf(bytes), addressOf(bytes) + lengthOf(bytes));
}

describe("isEscapedSequence", () => {
  it("takes whole sequences in any case", () => {
    expect(begins("%41")).toBe(true);
    expect(begins("%c3%A9")).toBe(true);
    expect(begins("%E2%82%ACrest")).toBe(true);
    expect(begins("%f4%8f%bf%bf")).toBe(true);
  });

  it("takes nothing cut short, overlong, alone, or beyond Unicode", () => {
    const broken = [
      "",
      "%",
      "%c",
      "%c3",
      "%c3%4",
      "%c3%41",
      "%e2%82",
      "%e2%82a",
      "%82",
      "%c0%ae",
      "%e0%80%ae",
    ];
    broken.push("%ed%a0%80");
    broken.push("%f0%80%80%ae");
    broken.push("%f4%90%80%80");
    broken.push("%f5%80%80%80");
    for (let i = 0; i < broken.length; i++) expect(begins(broken[i])).toBe(false, broken[i]);
  });
});
