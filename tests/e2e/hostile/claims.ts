/** Times, issuers, audiences and subjects that are not as they should be. */
import { GOOD, type TokenCase } from "./case.js";
import { claims, claimsAnd, now, withClaims } from "./forge.js";
import { AUDIENCE, ISSUER, MIXED, PARTNER } from "./issuers.js";

const FORM = "token-form";
const EXPIRED = "token-expired";
const EARLY = "token-early";
const AUDIENCE_FLAW = "token-audience";
const ISSUER_FLAW = "token-issuer";

const YEAR = 365 * 24 * 3600;

/** A good token in which one claim is written by hand. */
function written(name: string, json: string): string {
  const rest = JSON.stringify(claims({ [name]: undefined })).slice(1);
  return withClaims(`{${JSON.stringify(name)}:${json},${rest}`);
}

function having(name: string, value: (now: number) => unknown): () => string {
  return () => withClaims(claims({ [name]: value(now()) }));
}

export const TIMES: readonly TokenCase[] = [
  ["no exp", having("exp", () => undefined), FORM],
  ["exp as text", having("exp", (time) => String(time + 60)), FORM],
  ["exp as a date", having("exp", () => "2099-01-01T00:00:00Z"), FORM],
  ["exp null", having("exp", () => null), FORM],
  ["exp true", having("exp", () => true), FORM],
  ["exp in a list", having("exp", (time) => [time + 60]), FORM],
  ["exp in an object", having("exp", (time) => ({ exp: time + 60 })), FORM],
  ["exp 1e400", () => written("exp", "1e400"), FORM],
  ["exp of 400 digits", () => written("exp", "9".repeat(400)), FORM],
  ["exp -1e400", () => written("exp", "-1e400"), EXPIRED],
  ["exp NaN", () => written("exp", "NaN"), FORM],
  ["exp 0", having("exp", () => 0), EXPIRED],
  ["exp -0", () => written("exp", "-0"), EXPIRED],
  ["exp negative", having("exp", (time) => -time), EXPIRED],
  ["exp 1e-400", () => written("exp", "1e-400"), EXPIRED],
  ["exp a year ago", having("exp", (time) => time - YEAR), EXPIRED],
  ["exp two minutes ago", having("exp", (time) => time - 120), EXPIRED],
  ["exp half a minute ago, within the leeway", having("exp", (time) => time - 30), GOOD],
  ["exp with a fraction", having("exp", (time) => time + 60.5), GOOD],
  ["exp with an exponent", () => written("exp", "4e9"), GOOD],
  ["exp 1e308", () => written("exp", "1e308"), GOOD],
  ["exp of 64 bits", () => written("exp", "18446744073709551616"), GOOD],
  ["exp in milliseconds", having("exp", (time) => time * 1000), GOOD],
  ["nbf in an hour", having("nbf", (time) => time + 3600), EARLY],
  ["nbf in half a minute, within the leeway", having("nbf", (time) => time + 30), GOOD],
  ["nbf 1e400", () => written("nbf", "1e400"), EARLY],
  ["nbf negative", having("nbf", () => -1), GOOD],
  ["nbf as text", having("nbf", (time) => String(time - 60)), FORM],
  ["nbf null", having("nbf", () => null), FORM],
  ["nbf -1e400", () => written("nbf", "-1e400"), FORM],
  ["iat in an hour", having("iat", (time) => time + 3600), EARLY],
  ["iat in milliseconds", having("iat", (time) => time * 1000), EARLY],
  ["iat in ten years, as by a clock far off", having("iat", (time) => time + 10 * YEAR), EARLY],
  ["iat as text", having("iat", (time) => String(time)), FORM],
  ["iat in a list", having("iat", (time) => [time]), FORM],
  ["no iat", having("iat", () => undefined), GOOD],
  ["exp before nbf", () => withClaims(claims({ exp: now() - 3600, nbf: now() + 3600 })), EXPIRED],
];

export const PARTIES: readonly TokenCase[] = [
  ["no iss", having("iss", () => undefined), ISSUER_FLAW],
  ["iss empty", having("iss", () => ""), ISSUER_FLAW],
  ["iss null", having("iss", () => null), ISSUER_FLAW],
  ["iss a number", having("iss", () => 1), ISSUER_FLAW],
  ["iss in a list", having("iss", () => [ISSUER]), ISSUER_FLAW],
  ["iss of a stranger", having("iss", () => "https://evil.example"), ISSUER_FLAW],
  ["iss with a slash behind", having("iss", () => `${ISSUER}/`), ISSUER_FLAW],
  ["iss with a NUL behind", having("iss", () => `${ISSUER}\0`), ISSUER_FLAW],
  ["iss cut", having("iss", () => ISSUER.slice(0, -1)), ISSUER_FLAW],
  ["iss of another case", having("iss", () => ISSUER.toUpperCase()), ISSUER_FLAW],
  ["iss with a letter that looks the same", having("iss", () => ISSUER.replace("o", "о")), ISSUER_FLAW],
  ["iss, escaped", () => written("iss", JSON.stringify(ISSUER).replaceAll("/", "\\/")), GOOD],
  ["iss of an issuer with another key", having("iss", () => PARTNER), "token-key"],
  ["iss of an issuer with the same key", having("iss", () => MIXED), GOOD],
  ["no aud", having("aud", () => undefined), AUDIENCE_FLAW],
  ["aud empty", having("aud", () => ""), AUDIENCE_FLAW],
  ["aud nobody", having("aud", () => []), AUDIENCE_FLAW],
  ["aud of somebody else", having("aud", () => ["bank", "post"]), AUDIENCE_FLAW],
  ["aud null", having("aud", () => null), AUDIENCE_FLAW],
  ["aud a number", having("aud", () => 7), AUDIENCE_FLAW],
  ["aud in an object", having("aud", () => ({ [AUDIENCE]: true })), AUDIENCE_FLAW],
  ["aud in a list in a list", having("aud", () => [[AUDIENCE]]), AUDIENCE_FLAW],
  ["aud cut", having("aud", () => AUDIENCE.slice(0, -1)), AUDIENCE_FLAW],
  ["aud with more behind", having("aud", () => `${AUDIENCE} x`), AUDIENCE_FLAW],
  ["aud of another case", having("aud", () => AUDIENCE.toUpperCase()), AUDIENCE_FLAW],
  ["aud among others", having("aud", () => [null, 1, {}, AUDIENCE]), GOOD],
  ["sub a number", having("sub", () => 0), FORM],
  ["sub null", having("sub", () => null), FORM],
  ["sub in a list", having("sub", () => ["alice"]), FORM],
  ["no sub", having("sub", () => undefined), GOOD],
  ["scope a number", having("scope", () => 1), GOOD],
  ["10,000 scopes", having("scope", () => "a ".repeat(5000)), GOOD],
  ["a name of 1,025 bytes", () => withClaims(claimsAnd(`"${"n".repeat(1025)}":1`)), FORM],
  ["a name of __proto__", () => withClaims(claimsAnd('"__proto__":{"iss":"x"}')), GOOD],
];
