import { decodeBase64Url } from "../bytes/base64url";
import { sha256 } from "../bytes/sha256";
import { sha384 } from "../bytes/sha512";
import { ABSENT, Slice, addressOf, lengthOf, literal, slice } from "../bytes/slice";
import { flip } from "../testing/flip";
import { fromHex } from "../testing/hex";
import { verifyRsaPss } from "./rsa-pss";

// RFC 7520 §3.3 and §4.2.
const MODULUS = decoded(
  "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRB" +
    "SFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD" +
    "1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_" +
    "qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw",
);
const SIGNATURE = decoded(
  "cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2IpN6-tPid6VrklHkqsGqDqHCdP6O8TTB5dDDItl" +
    "lVo6_1OLPpcbUrhiUSMxbbXUvdvWXzg-UD8biiReQFlfz28zGWVsdiNAUf8ZnyPEgVFn442ZdNqiVJRmBqrYRXe8P_ijQ7p8Vdz0" +
    "TTrxUeT3lm8d9shnr2lfJT8ImUjvAA2Xez2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_jLAeQTlqRHtfa64QQSUmFAAjVKPbByi7xho0" +
    "uTOcbH510a6GYmJUAfmWjwZ6oD4ifKo8DYM-X72Eaw",
);
const SIGNED = literal(
  "eyJhbGciOiJQUzM4NCIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9." +
    "SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUg" +
    "cm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0" +
    "IGJlIHN3ZXB0IG9mZiB0by4",
);
const EXPONENT = fromHex("010001");

function decoded(characters: string): Slice {
  const address = heap.alloc(characters.length);
  return slice(address, decodeBase64Url(literal(characters), address));
}

/** In memory of its own, with bytes before and behind. */
function between(before: string, bytes: Slice, behind: string): Slice {
  const front = fromHex(before);
  const back = fromHex(behind);
  const length = lengthOf(front) + lengthOf(bytes) + lengthOf(back);
  const address = heap.alloc(length);
  memory.copy(address, addressOf(front), lengthOf(front));
  memory.copy(address + lengthOf(front), addressOf(bytes), lengthOf(bytes));
  memory.copy(address + lengthOf(front) + lengthOf(bytes), addressOf(back), lengthOf(back));
  return slice(address, length);
}

function verify(modulus: Slice, exponent: Slice, signature: Slice): bool {
  return verifyRsaPss(sha384, modulus, exponent, SIGNED, signature);
}

// Every flaw of an encoding: tests/conformance/rsa-pss.test.ts.
describe("verifyRsaPss", () => {
  it("accepts the token of RFC 7520 §4.2, again and again", () => {
    expect(verify(MODULUS, EXPONENT, SIGNATURE)).toBe(true);
    expect(verify(MODULUS, EXPONENT, SIGNATURE)).toBe(true);
  });

  it("refuses any other bit of the signature", () => {
    for (let bit = 0; bit < 2048; bit += 41) {
      flip(SIGNATURE, bit);
      expect(verify(MODULUS, EXPONENT, SIGNATURE)).toBe(false, `bit ${bit}`);
      flip(SIGNATURE, bit);
    }
  });

  it("refuses another message, another digest, another exponent, and what is not there", () => {
    const cut = slice(addressOf(SIGNED), lengthOf(SIGNED) - 1);
    expect(verifyRsaPss(sha384, MODULUS, EXPONENT, cut, SIGNATURE)).toBe(false);
    expect(verifyRsaPss(sha256, MODULUS, EXPONENT, SIGNED, SIGNATURE)).toBe(false);
    expect(verifyRsaPss(sha384, MODULUS, EXPONENT, ABSENT, SIGNATURE)).toBe(false);
    expect(verify(MODULUS, fromHex("03"), SIGNATURE)).toBe(false);
    expect(verify(ABSENT, EXPONENT, SIGNATURE)).toBe(false);
    expect(verify(MODULUS, ABSENT, SIGNATURE)).toBe(false);
    expect(verify(MODULUS, EXPONENT, ABSENT)).toBe(false);
  });

  it("refuses a signature of another length, or that is the modulus or more", () => {
    expect(verify(MODULUS, EXPONENT, slice(addressOf(SIGNATURE), 255))).toBe(false);
    expect(verify(MODULUS, EXPONENT, between("00", SIGNATURE, ""))).toBe(false);
    expect(verify(MODULUS, EXPONENT, between("", SIGNATURE, "00"))).toBe(false);
    expect(verify(MODULUS, EXPONENT, MODULUS)).toBe(false);
    expect(verify(MODULUS, EXPONENT, fromHex("ff".repeat(256)))).toBe(false);
    expect(verify(MODULUS, EXPONENT, fromHex("00".repeat(256)))).toBe(false);
  });

  it("refuses a modulus with zeros before it, of another size, or even", () => {
    expect(verify(between("00", MODULUS, ""), EXPONENT, between("00", SIGNATURE, ""))).toBe(false);
    expect(verify(fromHex("7f" + "ff".repeat(255)), EXPONENT, SIGNATURE)).toBe(false);
    expect(verify(fromHex("ff".repeat(255)), EXPONENT, fromHex("01".repeat(255)))).toBe(false);
    expect(verify(fromHex("ff".repeat(513)), EXPONENT, fromHex("01".repeat(513)))).toBe(false);
    expect(verify(between("", slice(addressOf(MODULUS), 255), "fe"), EXPONENT, SIGNATURE)).toBe(false);
  });

  it("refuses an exponent that is even, 1, over 32 bits, empty, or has zeros before it", () => {
    const exponents = ["010000", "01", "00", "0100000001", "", "00010001"];
    for (let i = 0; i < exponents.length; i++) {
      expect(verify(MODULUS, fromHex(exponents[i]), SIGNATURE)).toBe(false, exponents[i]);
    }
  });
});
