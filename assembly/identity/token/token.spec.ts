import { decodeBase64Url } from "../../bytes/base64url";
import { ABSENT, FAILED, Slice, addressOf, lengthOf, literal, slice } from "../../bytes/slice";
import { ALGORITHM, KEY_TYPE } from "../../image/layout";
import { toHex } from "../../testing/hex";
import { KeySetBuilder } from "../../testing/keys";
import { text } from "../../testing/text";
import { KeySet } from "../key-set";
import { SignatureHost } from "../signature-host";
import { TokenFlaw, reasonOf } from "./flaw";
import { TokenType } from "./header";
import { Requirements, Token } from "./token";

// RFC 7515 §A.1.
const HS256 =
  "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." +
  "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ." +
  "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const SECRET = decoded(
  "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
);

// RFC 7515 §A.3.
const ES256 =
  "eyJhbGciOiJFUzI1NiJ9." +
  "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ." +
  "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
const ES256_DER =
  "3045" +
  "02200ed1215379636c483c2f7f155807d402a3b228033af97c7e17819ac3169ea665" +
  "022100c50a07d38c3c70e5d8f12daf084a5480a66590c5f293509a8f3f7f8a83a354d5";

/** When both expire. */
const EXPIRY: f64 = 1300819380;

/** Keeps what it is asked, and answers as it is told. */
@final
class TestHost extends SignatureHost {
  answer: bool = false;
  calls: i32 = 0;
  bits: i32 = 0;
  publicKey: Slice = 0;
  signature: string = "";
  signed: string = "";

  verify(bits: i32, publicKey: Slice, signature: Slice, signed: Slice): bool {
    this.calls++;
    this.bits = bits;
    this.publicKey = publicKey;
    this.signature = toHex(signature);
    this.signed = text(signed);
    return this.answer;
  }
}

const host = new TestHost();
const token = new Token();
const keys = new KeySet();
const nobody = new StaticArray<Slice>(0);

function decoded(characters: string): Slice {
  const address = heap.alloc(characters.length);
  return slice(address, decodeBase64Url(literal(characters), address));
}

function open(type: u32, algorithm: u32, kid: Slice, material: Slice): void {
  const set = new KeySetBuilder(1).add(type, 1 << algorithm, kid, material).finish();
  expect(keys.open(addressOf(set), lengthOf(set))).toBe(true);
}

function check(characters: string, algorithms: u32 = 0x1fff, now: f64 = EXPIRY - 1, leeway: f64 = 0): string {
  host.calls = 0;
  let flaw = token.parse(literal(characters), TokenType.User);
  if (flaw == TokenFlaw.None)
    flaw = token.check(new Requirements(keys, algorithms, nobody, leeway), now, host);
  return text(reasonOf(flaw));
}

// Each check in its order, and every algorithm: tests/conformance/token-checks.test.ts, token-signatures.test.ts.
describe("Token", () => {
  it("takes the token of RFC 7515 §A.1 until it expires", () => {
    open(KEY_TYPE.SECRET, ALGORITHM.HS256, ABSENT, SECRET);
    expect(check(HS256)).toBe("");
    expect(token.isIssuedBy(literal("joe"))).toBe(true);
    expect(token.isIssuedBy(literal("jo"))).toBe(false);
    expect(token.isIssuedBy(ABSENT)).toBe(false);
    expect(text(token.payload)).toBe(
      '{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}',
    );
    expect(token.claims.expiry).toBe(EXPIRY);
    expect(check(HS256, 0x1fff, EXPIRY)).toBe("token-expired");
    expect(check(HS256, 0x1fff, EXPIRY + 59, 60)).toBe("");
    expect(check(HS256, 0x1fff, EXPIRY + 60, 60)).toBe("token-expired");
    expect(host.calls).toBe(0);
  });

  it("asks the host for the token of RFC 7515 §A.3, with the signature in DER", () => {
    const key = slice(heap.alloc(91), 91);
    open(KEY_TYPE.P256, ALGORITHM.ES256, literal("a"), key);
    host.answer = true;
    expect(check(ES256)).toBe("");
    expect(host.calls).toBe(1);
    expect(host.bits).toBe(256);
    expect(host.publicKey).toBe(keys.materialOf(0));
    expect(host.signature).toBe(ES256_DER);
    expect(host.signed).toBe(ES256.slice(0, ES256.lastIndexOf(".")));
    host.answer = false;
    expect(check(ES256)).toBe("token-signature");
  });

  it("asks nobody when something else is wrong", () => {
    open(KEY_TYPE.P256, ALGORITHM.ES256, literal("a"), slice(heap.alloc(91), 91));
    host.answer = true;
    expect(check(ES256, 0x1fff & ~(1 << ALGORITHM.ES256))).toBe("token-key");
    expect(check(ES256.slice(0, -2))).toBe("token-signature");
    expect(check(ES256.slice(0, ES256.lastIndexOf(".") + 1))).toBe("token-signature");
    expect(check(ES256 + "A")).toBe("token-signature");
    expect(check(ES256 + "=")).toBe("token-form");
    expect(check(HS256)).toBe("token-key");
    expect(host.calls).toBe(0);
  });

  it("takes nothing that is not there", () => {
    expect(token.parse(ABSENT, TokenType.User)).toBe(TokenFlaw.Form);
    expect(token.parse(FAILED, TokenType.User)).toBe(TokenFlaw.Form);
    expect(token.parse(0, TokenType.User)).toBe(TokenFlaw.Form);
    expect(lengthOf(token.payload)).toBe(0);
  });
});
