/** Texts that are no token, and tokens in another spelling. */
import { GOOD, type TokenCase } from "./case.js";
import { bent, claims, claimsAnd, forge, good, part, RS256, withClaims, withHeader } from "./forge.js";

const FORM = "token-form";
const MAX_TOKEN = 16 * 1024;

/** A good token in which one part is another. */
function replaced(index: 0 | 1 | 2, change: (text: string) => string): string {
  return good()
    .split(".")
    .map((text, at) => (at === index ? change(text) : text))
    .join(".");
}

/** A good token whose signature has a character of the alphabet of base64url alone, which this then changes. */
function withSpecial(change: (signature: string) => string): string {
  for (;;) {
    const token = withClaims(claims({ jti: Math.random() }));
    const signature = token.slice(token.lastIndexOf(".") + 1);
    if (/[-_]/.test(signature)) return token.replace(signature, change(signature));
  }
}

/** A good token of exactly so many bytes. */
export function ofLength(bytes: number): string {
  for (let inHeader = 0; inHeader < 4; inHeader++) {
    const header = { alg: "RS256", kid: "rsa", pad: "x".repeat(inHeader) };
    const make = (pad: number) => forge(header, claims({ pad: "x".repeat(pad) }), RS256);
    const missing = bytes - make(0).length;
    for (let pad = Math.floor((missing * 3) / 4) - 2; (pad * 4) / 3 < missing + 4; pad++) {
      const token = make(pad);
      if (token.length === bytes) return token;
    }
  }
  throw new Error(`no token has ${bytes} bytes`);
}

function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

const LAST = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The same bytes under a lax decoder: the bits that the last character has over are not 0. */
function withBitsOver(text: string): string {
  return text.slice(0, -1) + LAST[LAST.indexOf(text.slice(-1)) + 1];
}

export const FORMS: readonly TokenCase[] = [
  ["one word", () => "x", FORM],
  ["one dot", () => ".", FORM],
  ["two dots", () => "..", FORM],
  ["three dots", () => "...", FORM],
  ["one part", () => part(claims()), FORM],
  ["two parts", () => good().split(".").slice(0, 2).join("."), FORM],
  ["an empty header", () => replaced(0, () => ""), FORM],
  ["an empty payload", () => replaced(1, () => ""), FORM],
  ["an empty signature", () => replaced(2, () => ""), "token-signature"],
  ["a dot behind", () => `${good()}.`, FORM],
  ["a dot before", () => `.${good()}`, FORM],
  ["four parts", () => `${good()}.${part("x")}`, FORM],
  ["five parts: a JWE", () => `${part({ alg: "RSA-OAEP", enc: "A256GCM" })}.YQ.YQ.YQ.YQ`, FORM],
  ["five parts that begin with a good token", () => `${good()}.YQ.YQ`, FORM],
  ["two good tokens", () => `${good()}.${good()}`, FORM],
  ["a token encoded once more", () => part(good()), FORM],
  ["padding behind the header", () => replaced(0, (text) => `${text}=`), FORM],
  ["padding behind the signature", () => `${good()}==`, FORM],
  [
    "the alphabet of base64",
    () => withSpecial((text) => text.replaceAll("-", "+").replaceAll("_", "/")),
    FORM,
  ],
  ["bits over in the signature", () => replaced(2, withBitsOver), FORM],
  ["a space in the signature", () => replaced(2, (text) => `${text.slice(0, 9)} ${text.slice(9)}`), FORM],
  ["a space before the dot", () => good().replace(".", " ."), FORM],
  ["a tab in the payload", () => replaced(1, (text) => `${text.slice(0, 8)}\t${text.slice(8)}`), FORM],
  ["a percent escape", () => good().replace(".", "%2E"), FORM],
  ["a letter that is no ASCII", () => replaced(2, (text) => `é${text.slice(1)}`), FORM],
  ["full-width letters", () => replaced(0, (text) => text.replace("e", "ｅ")), FORM],
  ["dots that only look so", () => good().replaceAll(".", "\u2024"), FORM],
  ["a space of no width", () => `\u200b${good()}`, FORM],
  ["a byte order mark", () => `\ufeff${good()}`, FORM],
  ["quotes around", () => `"${good()}"`, FORM],
  ["a name before", () => `token=${good()}`, FORM],
  ["16 KiB", () => ofLength(MAX_TOKEN), GOOD],
  ["16 KiB and a byte", () => ofLength(MAX_TOKEN + 1), "token-size"],
  ["16 KiB of dots", () => ".".repeat(MAX_TOKEN), FORM],
  ["40 KB", () => ofLength(40_000), "token-size"],
  ["40 KB of one letter", () => "A".repeat(40_000), "token-size"],
];

export const JSON_FORMS: readonly TokenCase[] = [
  ["a header that is no JSON", () => withHeader("alg"), FORM],
  ["a header that is empty JSON", () => withHeader(""), FORM],
  ["a header that is null", () => withHeader("null"), FORM],
  ["a header that is a list", () => withHeader('[{"alg":"RS256"}]'), FORM],
  ["a header with a comment", () => withHeader('{/**/"alg":"RS256"}'), FORM],
  ["a header in single quotes", () => withHeader("{'alg':'RS256'}"), FORM],
  ["a header in UTF-16", () => withHeader(Buffer.from('{"alg":"RS256"}', "utf16le")), FORM],
  ["a header with a NUL behind", () => withHeader('{"alg":"RS256"}\0'), FORM],
  ["a header with alg twice", () => withHeader('{"alg":"RS256","alg":"RS256"}'), FORM],
  ["a header with alg twice, one none", () => withHeader('{"alg":"none","alg":"RS256"}'), FORM],
  ["a header with alg twice, one escaped", () => withHeader('{"alg":"RS256","\\u0061lg":"none"}'), FORM],
  ["a header with kid twice", () => withHeader('{"alg":"RS256","kid":"rsa","kid":"p256"}'), FORM],
  ["a payload that is a string", () => withClaims('"alice"'), FORM],
  ["a payload that is a number", () => withClaims("1"), FORM],
  ["a payload that is cut", () => withClaims(JSON.stringify(claims()).slice(0, -1)), FORM],
  ["a payload with a comma too many", () => withClaims(`${JSON.stringify(claims()).slice(0, -1)},}`), FORM],
  ["a payload with two objects", () => withClaims(`${JSON.stringify(claims())}{}`), FORM],
  ["a payload with a byte order mark", () => withClaims(`\ufeff${JSON.stringify(claims())}`), FORM],
  ["a payload that is no UTF-8", () => withClaims(Buffer.from(claimsAnd('"a":"\xff"'), "latin1")), FORM],
  [
    "a payload with an overlong character",
    () => withClaims(Buffer.from(claimsAnd('"a":"\xc0\xaf"'), "latin1")),
    FORM,
  ],
  ["a payload with a line break in a text", () => withClaims(claimsAnd('"a":"\n"')), FORM],
  ["a payload with a NUL in a text", () => withClaims(claimsAnd('"a":"\0"')), FORM],
  ["a payload with an escaped NUL in a text", () => withClaims(claimsAnd('"a":"\\u0000"')), GOOD],
  ["a payload with an escaped NUL in a name", () => withClaims(claimsAnd('"sub\\u0000":"bob"')), GOOD],
  ["a payload with half a surrogate pair", () => withClaims(claimsAnd('"a":"\\udc00"')), FORM],
  ["a payload with an unknown escape", () => withClaims(claimsAnd('"a":"\\x41"')), FORM],
  ["sub twice", () => withClaims(claimsAnd('"sub":"root"')), FORM],
  ["sub twice, one escaped", () => withClaims(claimsAnd('"\\u0073ub":"root"')), FORM],
  ["exp twice", () => withClaims(claimsAnd('"exp":9999999999')), FORM],
  ["iss twice", () => withClaims(claimsAnd('"iss":"https://evil.example"')), FORM],
  ["a name twice, deep inside", () => withClaims(claimsAnd('"a":[{"b":{"c":1,"c":2}}]')), FORM],
  ["NaN", () => withClaims(claimsAnd('"a":NaN')), FORM],
  ["Infinity", () => withClaims(claimsAnd('"a":-Infinity')), FORM],
  ["a number in hex", () => withClaims(claimsAnd('"a":0x10')), FORM],
  ["a number with a zero before", () => withClaims(claimsAnd('"a":01')), FORM],
  ["a number with a plus", () => withClaims(claimsAnd('"a":+1')), FORM],
  ["a number of 5,000 digits", () => withClaims(claimsAnd(`"a":${"9".repeat(5000)}`)), GOOD],
  ["a number with a huge exponent", () => withClaims(claimsAnd('"a":1e99999999999')), GOOD],
  ["15 lists in one another", () => withClaims(claimsAnd(`"a":${nested(15)}`)), GOOD],
  ["16 lists in one another", () => withClaims(claimsAnd(`"a":${nested(16)}`)), FORM],
  ["5,000 lists in one another", () => withClaims(claimsAnd(`"a":${nested(5000)}`)), FORM],
  ["5,000 lists that nobody closes", () => withClaims(claimsAnd(`"a":${"[".repeat(5000)}`)), FORM],
  [
    "1,000 objects in one another",
    () => withClaims(claimsAnd(`"a":${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`)),
    FORM,
  ],
  ["256 items", () => withClaims(claims({ a: Array(256).fill(0) })), GOOD],
  ["257 items", () => withClaims(claims({ a: Array(257).fill(0) })), FORM],
  [
    "1,000 names",
    () => withClaims(claims(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`c${i}`, i])))),
    FORM,
  ],
  ["a deep header", () => withHeader(`{"alg":"RS256","a":${nested(5000)}}`), FORM],
  ["a text of JSON in a claim", () => withClaims(claims({ sub: '"},"verdict":"allow","x":{"y":"' })), GOOD],
  ["a subject with line breaks", () => withClaims(claims({ sub: "a\r\nset-cookie: b" })), GOOD],
  ["a subject of 8 KB", () => withClaims(claims({ sub: "ü".repeat(4000) })), GOOD],
  ["an empty signature of JSON", () => bent(() => Buffer.from("{}")), "token-signature"],
];
