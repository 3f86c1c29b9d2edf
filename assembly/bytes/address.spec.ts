import { parseAddress, parseIp } from "./address";
import { EMPTY, literal } from "./slice";

const OUT = memory.data(17);

/** The family, and the bytes that it has, in hex: `4 01020304`. */
function parsed(text: string): string {
  const family = parseAddress(literal(text), OUT);
  let bytes = `${family} `;
  for (let i = 0; i < (family == 4 ? 4 : family == 6 ? 16 : 0); i++) {
    const byte = load<u8>(OUT + i);
    bytes += (byte < 16 ? "0" : "") + u32(byte).toString(16);
  }
  return bytes;
}

describe("parseAddress", () => {
  it("reads IPv4, with or without a port", () => {
    expect(parsed("1.2.3.4:5")).toBe("4 01020304");
    expect(parsed("1.2.3.4")).toBe("4 01020304");
    expect(parsed("255.255.255.255:65535")).toBe("4 ffffffff");
    expect(parsed("0.0.0.0:0")).toBe("4 00000000");
  });

  it("reads IPv6, with groups left out anywhere", () => {
    expect(parsed("[2001:db8::1]:5")).toBe("6 20010db8000000000000000000000001");
    expect(parsed("[::]:5")).toBe("6 00000000000000000000000000000000");
    expect(parsed("[::1]")).toBe("6 00000000000000000000000000000001");
    expect(parsed("[1::]:5")).toBe("6 00010000000000000000000000000000");
    expect(parsed("[1:2:3:4:5:6:7:8]:5")).toBe("6 00010002000300040005000600070008");
    expect(parsed("[1:2:3:4:5:6:7::]:5")).toBe("6 00010002000300040005000600070000");
    expect(parsed("[ABCD:ef01::]:5")).toBe("6 abcdef01000000000000000000000000");
    expect(parsed("[64:ff9b::1.2.3.4]:5")).toBe("6 0064ff9b000000000000000001020304");
  });

  it("takes an IPv4-mapped address for the IPv4 address", () => {
    expect(parsed("[::ffff:1.2.3.4]:5")).toBe("4 01020304");
    expect(parsed("[::ffff:102:304]:5")).toBe("4 01020304");
    expect(parsed("[::fffe:102:304]:5")).toBe("6 00000000000000000000fffe01020304");
  });

  it("refuses what is no address", () => {
    const wrong = [
      "a",
      "1.2.3",
      "1.2.3.4.5",
      "1.2.3.256",
      "01.2.3.4",
      "1.2.3.",
      ".1.2.3",
      "1..2.3",
      " 1.2.3.4",
    ];
    for (let i = 0; i < wrong.length; i++) expect(parsed(wrong[i])).toBe("0 ", wrong[i]);
    expect(parseAddress(EMPTY, OUT)).toBe(0);
  });

  it("refuses what is no IPv6 address", () => {
    const wrong = [
      "",
      ":",
      ":::",
      "1",
      "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:8:9",
      "1::2::3",
      "1:",
      ":1",
      "12345::",
      "g::",
    ];
    wrong.push("fe80::1%eth0");
    wrong.push("1.2.3.4");
    wrong.push("::1.2.3");
    wrong.push("::1.2.3.4:5");
    wrong.push("1:2:3:4:5:6:7:1.2.3.4");
    wrong.push("1:2:3:4:5:6:7:8::");
    for (let i = 0; i < wrong.length; i++) expect(parsed(`[${wrong[i]}]:5`)).toBe("0 ", wrong[i]);
    expect(parsed("[::1")).toBe("0 ");
    expect(parsed("::1")).toBe("0 ");
  });

  it("writes 16 bytes at most", () => {
    store<u8>(OUT + 16, 0x5a);
    parsed("[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:5");
    expect(load<u8>(OUT + 16)).toBe(0x5a);
  });
});

describe("parseIp", () => {
  it("reads an address alone", () => {
    expect(parseIp(literal("1.2.3.4"), OUT)).toBe(4);
    expect(parseIp(literal("::ffff:102:304"), OUT)).toBe(4);
    expect(parseIp(literal("::1.2.3.4"), OUT)).toBe(6);
    expect(parseIp(literal("1.2.3.4:5"), OUT)).toBe(0);
    expect(parseIp(literal("[::1]"), OUT)).toBe(0);
  });

  it("refuses an IPv4-mapped address with dots", () => {
    expect(parseIp(literal("::ffff:1.2.3.4"), OUT)).toBe(0);
  });
});
