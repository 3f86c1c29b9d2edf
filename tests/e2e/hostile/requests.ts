/** Credentials in wrong places, several of them, and headers that only look like one. */
import { claims, good, withClaims } from "./forge.js";
import { ofLength } from "./forms.js";

/** What a request comes to: `200`, or the status and the reason, or Envoy's own words. */
export type Outcome = string;

export interface RequestCase {
  readonly name: string;
  /** In place of the path of orders. */
  readonly path?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly outcome: Outcome;
}

type Make = () => RequestCase;

export const NOBODY: Outcome = "401";
const SEVERAL: Outcome = "400 several-credentials";
const REPEATED: Outcome = "400 repeated-header";
const TAKEN: Outcome = "200";

function authorization(value: string): readonly [string, string] {
  return ["authorization", value];
}

function withAuthorization(name: string, value: (token: string) => string, outcome: Outcome): Make {
  return () => ({ name, headers: [authorization(value(good()))], outcome });
}

function withHeaders(
  name: string,
  headers: () => readonly (readonly [string, string])[],
  outcome: Outcome,
): Make {
  return () => ({ name, headers: headers(), outcome });
}

function withQuery(name: string, query: (token: string) => string, outcome: Outcome): Make {
  return () => ({ name, path: `/orders?${query(good())}`, headers: [], outcome });
}

function other(): string {
  return withClaims(claims({ sub: "bob" }));
}

/** Made anew for each run, as tokens are. */
export const REQUESTS: readonly Make[] = [
  withHeaders("no credential", () => [], NOBODY),
  withAuthorization("Bearer alone", () => "Bearer", NOBODY),
  withAuthorization("another scheme", (token) => `Basic ${token}`, NOBODY),
  withAuthorization("a scheme that begins alike", (token) => `Bearers ${token}`, NOBODY),
  withAuthorization("no scheme", (token) => token, NOBODY),
  withAuthorization("no space behind the scheme", (token) => `Bearer${token}`, NOBODY),
  withAuthorization("a colon behind the scheme", (token) => `Bearer: ${token}`, NOBODY),
  withAuthorization("a tab behind the scheme", (token) => `Bearer\t${token}`, NOBODY),
  withAuthorization("a space that is no ASCII", (token) => `Bearer\u00a0${token}`, NOBODY),
  withAuthorization("a space and a tab", (token) => `Bearer \t${token}`, "401 token-form"),
  withAuthorization("three spaces", (token) => `Bearer   ${token}`, TAKEN),
  withAuthorization("a scheme in lower case", (token) => `bearer ${token}`, TAKEN),
  withAuthorization("a scheme in capitals", (token) => `BEARER ${token}`, TAKEN),
  withAuthorization("the scheme twice", (token) => `Bearer Bearer ${token}`, "401 token-form"),
  withAuthorization("a parameter behind", (token) => `Bearer ${token};a=b`, "401 token-form"),
  withAuthorization("two tokens with a space", (token) => `Bearer ${token} ${token}`, "401 token-form"),
  withAuthorization("a comma behind the token", (token) => `Bearer ${token},`, REPEATED),
  withAuthorization("the JSON of a JWS", () => `Bearer {"payload":"e30","signature":"YQ"}`, REPEATED),
  withAuthorization("two credentials in one header", (token) => `Bearer ${token}, Bearer ${token}`, REPEATED),
  withAuthorization("another scheme first", (token) => `Basic YTpi, Bearer ${token}`, REPEATED),
  withAuthorization("two tokens with a comma", (token) => `Bearer ${token},${token}`, REPEATED),
  withHeaders(
    "two headers",
    () => [authorization(`Bearer ${good()}`), authorization(`Bearer ${other()}`)],
    REPEATED,
  ),
  withHeaders("two headers with one token", () => Array(2).fill(authorization(`Bearer ${good()}`)), REPEATED),
  withHeaders(
    "two headers, one of another scheme",
    () => [authorization(`Bearer ${good()}`), authorization("Basic YTpi")],
    REPEATED,
  ),
  withHeaders("a cookie", () => [["cookie", `a=b; session=${good()}; c=d`]], TAKEN),
  withHeaders("a cookie in quotes", () => [["cookie", `session="${good()}"`]], "401 token-form"),
  withHeaders("an empty cookie", () => [["cookie", "session="]], NOBODY),
  withHeaders("a cookie of another case", () => [["cookie", `Session=${good()}`]], NOBODY),
  withHeaders("a cookie whose name ends alike", () => [["cookie", `xsession=${good()}`]], NOBODY),
  withHeaders("two cookies", () => [["cookie", `session=${good()}; session=${other()}`]], SEVERAL),
  withHeaders(
    "two cookies in two headers",
    () => [
      ["cookie", `session=${good()}`],
      ["cookie", `session=${other()}`],
    ],
    SEVERAL,
  ),
  withHeaders("a good cookie and a bad one", () => [["cookie", `session=${good()}; session=x`]], SEVERAL),
  withHeaders(
    "a cookie and a header",
    () => [authorization(`Bearer ${good()}`), ["cookie", `session=${other()}`]],
    SEVERAL,
  ),
  () => {
    const token = good();
    return {
      name: "one token in header, cookie and query",
      path: `/orders?access_token=${token}`,
      headers: [authorization(`Bearer ${token}`), ["cookie", `session=${token}`]],
      outcome: TAKEN,
    };
  },
  withQuery("a parameter", (token) => `a=b&access_token=${token}`, TAKEN),
  withQuery("a parameter, escaped", (token) => `access_token=${token.replaceAll(".", "%2e")}`, TAKEN),
  withQuery("a parameter with an escaped name", (token) => `%61ccess_token=${token}`, TAKEN),
  withQuery("an empty parameter", () => "access_token=", NOBODY),
  withQuery("a parameter with a plus", (token) => `access_token=+${token}`, "401 token-form"),
  withQuery("a parameter with a broken escape", (token) => `access_token=${token}%zz`, "401 token-form"),
  withQuery("a parameter with a NUL", (token) => `access_token=${token}%00`, "401 token-form"),
  withQuery("two parameters", (token) => `access_token=${token}&access_token=${other()}`, SEVERAL),
  () => ({
    name: "a header and a parameter",
    path: `/orders?access_token=${other()}`,
    headers: [authorization(`Bearer ${good()}`)],
    outcome: SEVERAL,
  }),
  () => ({
    name: "a good header and a bad parameter",
    path: "/orders?access_token=x",
    headers: [authorization(`Bearer ${good()}`)],
    outcome: SEVERAL,
  }),
  () => ({
    name: "a parameter of 40 KB",
    path: `/orders?access_token=${ofLength(40_000)}`,
    headers: [],
    outcome: "401 token-size",
  }),
  withHeaders("a cookie of 40 KB", () => [["cookie", `session=${ofLength(40_000)}`]], "401 token-size"),
  () => ({
    name: "a bad token where nobody asks for one",
    path: "/open",
    headers: [authorization("Bearer x")],
    outcome: "401 token-form",
  }),
  () => ({ name: "no token where nobody asks for one", path: "/open", headers: [], outcome: TAKEN }),
  () => ({
    name: "a good token where no rule allows it",
    path: "/other",
    headers: [authorization(`Bearer ${good()}`)],
    outcome: "403",
  }),
  () => ({ name: "no token where none would help", path: "/other", headers: [], outcome: "403" }),
];

/** What Envoy answers or changes before the cell sees it; as it is written on the wire. */
export const ON_THE_WIRE: readonly (readonly [name: string, header: () => string, outcome: Outcome])[] = [
  ["a token of 100 KB", () => `authorization: Bearer ${"A".repeat(100_000)}`, "431 http1.headers_too_large"],
  ["a NUL in a token", () => `authorization: Bearer \0${good()}`, "400 http1.invalid_characters"],
  ["a carriage return in a token", () => `authorization: Bearer ${good()}\rx`, "401 token-form"],
  ["a token on a second line", () => `authorization: Bearer\r\n ${good()}`, TAKEN],
  ["a space before the colon", () => `authorization : Bearer ${good()}`, "400 http1.codec_error"],
  ["a byte that is no UTF-8", () => `authorization: Bearer \xff${good()}`, "401 token-form"],
  ["a name in capitals", () => `AUTHORIZATION: Bearer ${good()}`, TAKEN],
  ["spaces around", () => `authorization: \t Bearer ${good()} \t`, TAKEN],
  ["Bearer and spaces", () => "authorization: Bearer   ", NOBODY],
];
