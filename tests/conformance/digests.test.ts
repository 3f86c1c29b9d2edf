/** SHA-2, HMAC and base64url against Node's. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it, test } from "vitest";
import { type Bits, Crypto } from "./crypto.js";

let crypto: Crypto;
beforeAll(() => {
  crypto = Crypto.load();
}, 60_000);

const BITS: readonly Bits[] = [256, 384, 512];

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Past two blocks of the longest. */
const LENGTHS = Array.from({ length: 300 }, (_, length) => length);

describe.each(BITS)("SHA-%i", (bits) => {
  const expected = (message: Uint8Array) => createHash(`sha${bits}`).update(message).digest("hex");

  it("is Node's for messages of every length", () => {
    for (const length of [...LENGTHS, 8_191, 100_000]) {
      const message = randomBytes(length);
      expect(crypto.hash(bits, message).toString("hex"), `${length} bytes`).toBe(expected(message));
    }
  });
});

describe.each(BITS)("HMAC with SHA-%i", (bits) => {
  const expected = (key: Uint8Array, message: Uint8Array) =>
    createHmac(`sha${bits}`, key).update(message).digest();

  it("is Node's for keys and messages of every length", () => {
    for (const length of LENGTHS) {
      const key = randomBytes(length);
      const message = randomBytes((7 * length) % 300);
      const tag = expected(key, message);
      expect(crypto.hmac(bits, key, message).toString("hex"), `${length} bytes`).toBe(tag.toString("hex"));
      expect(crypto.verifyHmac(bits, key, message, tag)).toBe(true);
    }
  });

  it("takes no tag that is cut, as far as it goes", () => {
    const key = randomBytes(32);
    const message = randomBytes(100);
    const tag = expected(key, message);
    for (let length = 0; length < tag.length; length++) {
      expect(crypto.verifyHmac(bits, key, message, tag.subarray(0, length)), `${length} bytes`).toBe(false);
    }
  });
});

describe("tokens of the RFCs", () => {
  test.each([
    {
      of: "RFC 7515 A.1",
      key: "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
      signed:
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." +
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
      tag: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    },
    {
      of: "RFC 7520 §4.4",
      key: "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg",
      signed:
        "eyJhbGciOiJIUzI1NiIsImtpZCI6IjAxOGMwYWU1LTRkOWItNDcxYi1iZmQ2LWVlZjMxNGJjNzAzNyJ9." +
        "SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0" +
        "aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91" +
        "IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4",
      tag: "s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0",
    },
  ])("$of", ({ key, signed, tag }) => {
    const secret = crypto.decodeBase64Url(key) ?? expect.fail("no key");
    const bytes = crypto.decodeBase64Url(tag) ?? expect.fail("no tag");
    const message = Buffer.from(signed);
    expect(crypto.verifyHmac(256, secret, message, bytes)).toBe(true);
  });
});

describe("base64url", () => {
  it("is Node's for bytes of every length", () => {
    for (const length of LENGTHS) {
      const bytes = randomBytes(length);
      const text = bytes.toString("base64url");
      expect(crypto.encodeBase64Url(bytes)).toBe(text);
      expect(crypto.decodeBase64Url(text)?.toString("hex")).toBe(bytes.toString("hex"));
    }
  });

  it("has one text for each byte string", () => {
    for (const first of ALPHABET) {
      for (const last of ALPHABET) {
        for (const text of [`${first}${last}`, `A${first}${last}`]) {
          const isCanonical = Buffer.from(text, "base64url").toString("base64url") === text;
          expect(crypto.decodeBase64Url(text) !== undefined, text).toBe(isCanonical);
        }
      }
    }
  });
});
