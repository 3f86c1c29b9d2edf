import { expect, test } from "vitest";
import { found, MESH, policy, setOf } from "./testing/policies.js";

const KEY = '{ kty: OKP, crv: Ed25519, x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }';
const ISSUER = `name: login, issuer: a, jwks: { inline: { keys: [${KEY}] } }`;
const meshWith = (identity: string) => MESH.replace("  workloads:", `  ${identity}\n  workloads:`);
const asks = policy("p", "{ target: {}, authorize: [{ name: r, effect: deny, when: '!has(user.sub)' }] }");

test.each([
  [
    "no issuers, a rule that asks for the user",
    MESH,
    asks,
    ["no-users: `p/r` asks who the user is, and no request has one"],
  ],
  ["no issuers, no such rule", MESH, "", []],
  ["an issuer", meshWith(`issuers: [{ ${ISSUER}, audiences: [shop] }]`), asks, []],
  [
    "an issuer without audiences",
    meshWith(`issuers: [{ ${ISSUER} }]`),
    asks,
    ["any-audience: tokens that `login` made for other services are believed, too"],
  ],
])("%s", (_, mesh, rule, findings) => {
  expect(found(setOf(mesh, rule))).toEqual(findings);
});
