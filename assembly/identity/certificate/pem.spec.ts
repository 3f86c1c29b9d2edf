import { literal } from "../../bytes/slice";
import { toHex } from "../../testing/hex";
import { decodePem } from "./pem";

const buffer = heap.alloc(1024);

function der(pem: string): string {
  return toHex(decodePem(literal(pem), buffer));
}

const BEGIN = "-----BEGIN CERTIFICATE-----";
const END = "-----END CERTIFICATE-----";

describe("a PEM certificate", () => {
  it("is base64 between its lines, however that is broken", () => {
    expect(der(BEGIN + "\n+/+/AA==\n" + END + "\n")).toBe("fbffbf00");
    expect(der(BEGIN + "\r\n+/\r\n+/AA\r\n==\r\n" + END)).toBe("fbffbf00");
    expect(der(BEGIN + "AAAA" + END)).toBe("000000");
  });

  it("is the first of several", () => {
    expect(der(BEGIN + "\nAAAA\n" + END + "\n" + BEGIN + "\n////\n" + END)).toBe("000000");
  });

  it("is nothing when it is no such text", () => {
    const others: string[] = [
      "",
      "AAAA",
      " " + BEGIN + "AAAA" + END,
      "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----",
      BEGIN,
      BEGIN + "AAAA",
      BEGIN + END,
      BEGIN + "A" + END,
      BEGIN + "AAAA AAAA" + END,
      BEGIN + "AA_A" + END,
      BEGIN + "AA*A" + END,
      "-----BEGIN%20CERTIFICATE-----%0AAAAA%0A-----END%20CERTIFICATE-----",
    ];
    for (let i = 0; i < others.length; i++) expect(der(others[i])).toBe("", others[i]);
  });
});
