import { fromHex, toHex } from "../testing/hex";
import { text } from "../testing/text";
import { decodeBase64Url, encodeBase64Url } from "./base64url";
import { ABSENT, FAILED, literal, slice } from "./slice";

const OUTPUT: usize = memory.data(1024);

/** RFC 4648 §10 without its padding, RFC 7515 A.1 (the first header) and C, and both characters of §5. */
const PAIRS: StaticArray<StaticArray<string>> = [
  ["", ""],
  ["66", "Zg"],
  ["666f", "Zm8"],
  ["666f6f", "Zm9v"],
  ["666f6f62", "Zm9vYg"],
  ["666f6f6261", "Zm9vYmE"],
  ["666f6f626172", "Zm9vYmFy"],
  [
    "7b22747970223a224a5754222c0d0a2022616c67223a224853323536227d",
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9",
  ],
  ["03ecffe0c1", "A-z_4ME"],
  ["fbffbf", "-_-_"],
];

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The bytes in hexadecimal, or "refused". */
function decode(characters: string): string {
  const length = decodeBase64Url(literal(characters), OUTPUT);
  return length < 0 ? "refused" : toHex(slice(OUTPUT, length));
}

describe("decodeBase64Url", () => {
  it("gives the published bytes", () => {
    for (let i = 0; i < PAIRS.length; i++) expect(decode(PAIRS[i][1])).toBe(PAIRS[i][0], PAIRS[i][1]);
  });

  it("takes the 64 characters and no other byte", () => {
    for (let byte = 0; byte < 256; byte++) {
      const character = String.fromCharCode(byte);
      const input = memory.data(4);
      memory.fill(input, 0x41, 4);
      store<u8>(input, byte, 1);
      const isOfAlphabet = byte < 128 && ALPHABET.includes(character);
      expect(decodeBase64Url(slice(input, 4), OUTPUT)).toBe(isOfAlphabet ? 3 : -1, `byte ${byte}`);
    }
  });

  it("refuses padding, spaces, and a single character left over", () => {
    const refused = ["Zg==", "Zm8=", "=", "Z", "Zm9vY", " Zg", "Zg\n", "Zm 8", "Zm9v\0"];
    for (let i = 0; i < refused.length; i++) expect(decode(refused[i])).toBe("refused", refused[i]);
  });

  it("refuses a second spelling of the same bytes", () => {
    const refused = ["Zh", "Zv", "Zm9", "Zm-", "Zm9vYh", "Zm9vYmF"];
    for (let i = 0; i < refused.length; i++) expect(decode(refused[i])).toBe("refused", refused[i]);
  });

  it("refuses what is not there", () => {
    expect(decodeBase64Url(ABSENT, OUTPUT)).toBe(-1);
    expect(decodeBase64Url(FAILED, OUTPUT)).toBe(-1);
  });
});

describe("encodeBase64Url", () => {
  it("gives the published characters", () => {
    for (let i = 0; i < PAIRS.length; i++) {
      const length = encodeBase64Url(fromHex(PAIRS[i][0]), OUTPUT);
      expect(text(slice(OUTPUT, length))).toBe(PAIRS[i][1]);
    }
  });
});
