import { fromHex, toHex } from "../../testing/hex";
import { DerReader } from "./der";

const reader = new DerReader();

/** Each element as `tag:content`; `+` when all is read, `!` where something is malformed. */
function elements(der: string): string {
  let found = "";
  reader.open(fromHex(der));
  while (reader.next()) found += reader.tag.toString(16) + ":" + toHex(reader.content) + " ";
  return found + (reader.isDone ? "+" : "!");
}

describe("DER", () => {
  it("is read element by element", () => {
    expect(elements("")).toBe("+");
    expect(elements("0500")).toBe("5: +");
    expect(elements("020105 3003020107")).toBe("2:05 30:020107 +");
    expect(elements("8180" + "8180" + "ab".repeat(128))).toBe("!", "no indefinite length");
    expect(elements("868180" + "ab".repeat(128))).toBe("86:" + "ab".repeat(128) + " +");
    expect(elements("86820100" + "ab".repeat(256))).toBe("86:" + "ab".repeat(256) + " +");
  });

  it("ends at what is cut short", () => {
    const cut: string[] = ["05", "0201", "0201", "3003 0201", "8681", "868180", "868201", "8682 0100 ab"];
    for (let i = 0; i < cut.length; i++) expect(elements(cut[i])).toBe("!", cut[i]);
    expect(elements("0500 0201")).toBe("5: !");
  });

  it("has one spelling of a length, and of none above 65,535", () => {
    expect(elements("86817f" + "ab".repeat(127))).toBe("!", "a byte too many");
    expect(elements("868200ff" + "ab".repeat(255))).toBe("!", "a byte too many");
    expect(elements("8683010000" + "ab".repeat(65536))).toBe("!", "three bytes");
    expect(elements("86ff" + "ab".repeat(16))).toBe("!", "127 bytes");
    expect(elements("3080 0500 0000")).toBe("!", "none");
  });

  it("has tags of one byte", () => {
    expect(elements("1f8100 00")).toBe("!");
    expect(elements("bf2100")).toBe("!");
  });
});
