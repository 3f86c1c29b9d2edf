import { expectOperand, expectString, firstOf, flawWith, lastOf } from "../testing/forge";
import { MESH, USERS } from "../testing/images";
import { Flaw } from "./flaw";
import { sectionCount } from "./image";
import { API_KEY, CLAIM_HEADER, HEADER, IDENTITY_MAX, ISSUER, PLACE, RING, TEXT } from "./layout";
import { validate } from "./validate";

const users = changetype<usize>(USERS);
const places = firstOf(users, HEADER.PLACES);
const issuer = firstOf(users, HEADER.ISSUERS);
const claimHeader = firstOf(users, HEADER.CLAIM_HEADERS);
const apiKey = firstOf(users, HEADER.API_KEYS);

function changed<T>(field: usize, value: T): Flaw {
  return flawWith<T>(users, field, value);
}

/** Expects that a run of texts is checked: it lies among those of the image. */
function expectTexts(first: usize, count: usize): void {
  const all = sectionCount(users, HEADER.TEXTS);
  expect(changed<u32>(first, all + 1)).toBe(Flaw.Identity);
  expect(changed<u32>(first, 0xffffffff)).toBe(Flaw.Identity);
  expect(changed<u32>(count, all + 1)).toBe(Flaw.Identity);
  expect(changed<u32>(count, 0xffffffff)).toBe(Flaw.Identity);
  expect(changed<u32>(count, 0)).toBe(Flaw.Sound);
}

describe("what an image says of users", () => {
  it("is sound as the compiler makes it, and when there is nothing", () => {
    expect(validate(users, USERS.length)).toBe(Flaw.Sound);
    expect(validate(changetype<usize>(MESH), MESH.length)).toBe(Flaw.Sound);
  });

  it("has the name of the mesh, and a bound for what is remembered", () => {
    expectString(users, users + HEADER.MESH, Flaw.Identity);
    expect(changed<u32>(users + HEADER.TOKEN_CACHE, 0)).toBe(Flaw.Sound);
    expect(changed<u32>(users + HEADER.TOKEN_CACHE, IDENTITY_MAX.TOKEN_CACHE + 1)).toBe(Flaw.Identity);
  });

  it("has texts", () => {
    expect(sectionCount(users, HEADER.TEXTS)).toBe(4);
    expectString(users, lastOf(users, HEADER.TEXTS, TEXT.SIZE), Flaw.Identity);
  });
});

describe("a place", () => {
  it("is a header, a cookie or a query parameter that the image knows", () => {
    expect(sectionCount(users, HEADER.PLACES)).toBe(4);
    for (let i: u32 = 0; i < 4; i++) {
      const place = places + i * PLACE.SIZE;
      expect(changed<u8>(place + PLACE.KIND, 0)).toBe(Flaw.Identity);
      expect(changed<u8>(place + PLACE.KIND, 4)).toBe(Flaw.Identity);
      expect(changed<u16>(place + PLACE.KEY, 0xffff)).toBe(Flaw.Identity);
      expectString(users, place + PLACE.NAME, Flaw.Identity);
    }
  });

  it("is for tokens or for API keys", () => {
    expect(changed<u8>(places + PLACE.USE, 0)).toBe(Flaw.Identity);
    expect(changed<u8>(places + PLACE.USE, 3)).toBe(Flaw.Identity);
  });

  it("may have a scheme", () => {
    expectString(users, places + PLACE.SCHEME, Flaw.Identity, true);
  });
});

describe("an issuer", () => {
  it("has a name, and another for tokens", () => {
    expectString(users, issuer + ISSUER.NAME, Flaw.Identity);
    expectString(users, issuer + ISSUER.ISSUER, Flaw.Identity);
  });

  it("has audiences", () => {
    expectTexts(issuer + ISSUER.AUDIENCE, issuer + ISSUER.AUDIENCES);
  });

  it("has a leeway of at most ten minutes", () => {
    expect(changed<f64>(issuer + ISSUER.LEEWAY, 600)).toBe(Flaw.Sound);
    const bad: StaticArray<f64> = [600.5, -1, NaN, Infinity];
    for (let i = 0; i < bad.length; i++) {
      expect(changed<f64>(issuer + ISSUER.LEEWAY, bad[i])).toBe(Flaw.Identity, bad[i].toString());
    }
  });

  it("has keys within the image, or none", () => {
    const size = load<u32>(issuer, ISSUER.KEYS_SIZE);
    expect(changed<u32>(issuer + ISSUER.KEYS, 0)).toBe(Flaw.Identity);
    expectOperand(users, issuer + ISSUER.KEYS, size, Flaw.Identity);
    expect(changed<u32>(issuer + ISSUER.KEYS_SIZE, 0xffffffff)).toBe(Flaw.Identity);
  });
});

describe("a header made of claims", () => {
  it("is one that the image knows, and an issuer's", () => {
    expect(changed<u16>(claimHeader + CLAIM_HEADER.HEADER, 0xffff)).toBe(Flaw.Identity);
    expect(changed<u16>(claimHeader + CLAIM_HEADER.ISSUER, 1)).toBe(Flaw.Identity);
    expectString(users, claimHeader + CLAIM_HEADER.NAME, Flaw.Identity);
  });

  it("has names that lead to the claim", () => {
    expectTexts(claimHeader + CLAIM_HEADER.CLAIM, claimHeader + CLAIM_HEADER.CLAIMS);
  });
});

describe("an API key", () => {
  it("is on a ring, which has a name", () => {
    expect(changed<u16>(apiKey + API_KEY.RING, 1)).toBe(Flaw.Identity);
    expectString(users, firstOf(users, HEADER.RINGS) + RING.NAME, Flaw.Identity);
  });

  it("has a subject, and claims within the image", () => {
    expectString(users, apiKey + API_KEY.SUBJECT, Flaw.Identity);
    expectOperand(users, apiKey + API_KEY.CLAIMS, load<u32>(apiKey, API_KEY.CLAIMS_SIZE), Flaw.Identity);
    expect(changed<u32>(apiKey + API_KEY.CLAIMS_SIZE, 0xffffffff)).toBe(Flaw.Identity);
  });
});
