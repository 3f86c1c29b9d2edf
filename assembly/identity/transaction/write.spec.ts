import { decodeBase64Url } from "../../bytes/base64url";
import { isJson } from "../../bytes/json/check";
import { ABSENT, EMPTY, Slice, addressOf, isPresent, lengthOf, literal, slice } from "../../bytes/slice";
import { TRANSACTION_MAX } from "../../image/layout";
import { text } from "../../testing/text";
import { HmacSigner, Signer } from "./signer";
import { Principal, Travelling, TransactionWriter } from "./write";

const MAX_TOKEN = i32(TRANSACTION_MAX.TOKEN);
const NONE = new StaticArray<Slice>(0);
const BEGINNING = '{"aud":"shop.example","req_wl":"spiffe://shop.example/gateway"';

/** A signature of the size that it is told. */
class TestSigner extends Signer {
  constructor(private size: i32) {
    super();
  }

  sign(signed: Slice, to: usize): i32 {
    memory.fill(to, 0xff, this.size);
    return this.size;
  }
}

function principal(sub: string, claims: string, isToken: bool = true): Principal {
  const user = new Principal();
  user.sub = literal(sub);
  user.iss = literal("https://login.example");
  user.claims = literal(claims);
  user.isToken = isToken;
  return user;
}

function write(user: Principal, travelling: Travelling, signer: Signer = new TestSigner(1)): Slice {
  const writer = new TransactionWriter(literal("aGVhZGVy."), literal(BEGINNING), travelling, signer);
  const token = writer.write(writer.describe(user), literal('t"1'), 1000, 1060);
  writer.dispose();
  return token;
}

/** The payload of a token whose signature has one byte. */
function payloadOf(token: Slice): string {
  const start = addressOf(token) + 9;
  const part = slice(start, lengthOf(token) - 9 - 3);
  const memory = heap.alloc(MAX_TOKEN);
  const payload = slice(memory, decodeBase64Url(part, memory));
  expect(isJson(payload)).toBe(true);
  return text(payload);
}

function payload(
  user: Principal,
  aud: bool,
  scopes: bool,
  all: bool,
  claims: StaticArray<Slice> = NONE,
): string {
  return payloadOf(write(user, new Travelling(aud, scopes, all, claims)));
}

/** What the payload of each token here begins with. */
function whole(rest: string): string {
  return `${BEGINNING},"iat":1000,"exp":1060,"txn":"t\\"1",${rest}}`;
}

describe("a transaction token", () => {
  it("has what the draft requires, even of a user without claims", () => {
    expect(payload(principal('a"b', "{}"), true, true, false)).toBe(
      whole('"sub":"a\\"b","scope":"","tctx":{"iss":"https://login.example","claims":{}}'),
    );
  });

  it("tells the claims that travel, as they were written", () => {
    const claims: StaticArray<Slice> = [literal("groups"), literal("level"), literal("none")];
    const user = principal("u", '{ "sub":"u", "secret":1, "gr\\u006fups": [ "a", {"b":1.0} ], "level":1e2 }');
    expect(payload(user, false, false, false, claims)).toBe(
      whole(
        '"sub":"u","scope":"","tctx":{"iss":"https://login.example","claims":{"gr\\u006fups":[ "a", {"b":1.0} ],"level":1e2}}',
      ),
    );
    expect(payload(user, false, false, true)).toBe(
      whole(`"sub":"u","scope":"","tctx":{"iss":"https://login.example","claims":${text(user.claims)}}`),
    );
  });

  it("tells audience and scopes where policies ask for them", () => {
    const user = principal("u", '{"aud":["x"],"scope":"r w","scp":["no"]}');
    expect(payload(user, true, true, false)).toBe(
      whole(
        '"sub":"u","scope":"r w","tctx":{"iss":"https://login.example","aud":["x"],"scope":"r w","claims":{}}',
      ),
    );
    expect(payload(user, false, false, false)).toBe(
      whole('"sub":"u","scope":"r w","tctx":{"iss":"https://login.example","claims":{}}'),
    );
  });

  it("joins scopes that came as a list, but tells policies the list", () => {
    const user = principal("u", '{"scope":7,"scp":["r","a\\nb",8,"w"]}');
    expect(payload(user, false, true, false)).toBe(
      whole(
        '"sub":"u","scope":"r a\\nb w","tctx":{"iss":"https://login.example","scp":["r","a\\nb",8,"w"],"claims":{}}',
      ),
    );
    expect(payload(principal("u", '{"scp":"r w"}'), false, true, false)).toBe(
      whole('"sub":"u","scope":"r w","tctx":{"iss":"https://login.example","scp":"r w","claims":{}}'),
    );
  });

  it("takes nothing but claims from an API key", () => {
    const user = principal("u", '{"aud":"x","scope":"r","plan":"gold"}', false);
    const claims: StaticArray<Slice> = [literal("plan"), literal("aud")];
    expect(payload(user, true, true, false, claims)).toBe(
      whole('"sub":"u","scope":"","tctx":{"iss":"https://login.example","claims":{"aud":"x","plan":"gold"}}'),
    );
  });

  it("is signed whole", () => {
    const secret = literal("01234567890123456789012345678901");
    const token = write(
      principal("u", "{}"),
      new Travelling(false, false, false, NONE),
      new HmacSigner(secret),
    );
    const dot = addressOf(token) + lengthOf(token) - 44;
    expect(load<u8>(dot)).toBe(0x2e);
    const expected = heap.alloc(32);
    new HmacSigner(secret).sign(slice(addressOf(token), i32(dot - addressOf(token))), expected);
    const signature = heap.alloc(33);
    expect(decodeBase64Url(slice(dot + 1, 43), signature)).toBe(32);
    expect(memory.compare(signature, expected, 32)).toBe(0);
  });

  it("is none when it would be too long, or nobody signs it", () => {
    const travelling = new Travelling(false, false, true, NONE);
    expect(write(principal("u", "{}"), travelling, new TestSigner(0))).toBe(ABSENT);
    let longest = 0;
    for (let size = 4000; size < MAX_TOKEN; size += 100) {
      const token = write(principal("u", `{"a":"${"x".repeat(size)}"}`), travelling, new TestSigner(1024));
      if (isPresent(token)) longest = lengthOf(token);
      expect(isPresent(token)).toBe(size < 4950, `${size}`);
    }
    expect(longest).toBeGreaterThan(MAX_TOKEN - 200);
    expect(longest).toBeLessThanOrEqual(MAX_TOKEN);
  });
});
