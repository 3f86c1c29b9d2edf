import { expect, test } from "vitest";
import type { Expression, PlainAttribute } from "./expression.js";
import { NO_IDENTITY } from "./identity.js";
import { type Mentioned, mentionedOfUsers } from "./mentioned-claims.js";
import type { PolicySet, Rule } from "./model.js";

const place = { file: "test", line: 1, column: 1, length: 1 };

function attribute(name: PlainAttribute): Expression {
  return { kind: "attribute", attribute: { name } };
}

function text(value: string): Expression {
  return { kind: "constant", value: { type: "string", value } };
}

const CLAIMS = attribute("user.claims");

function call(name: "index" | "has" | "in" | "size" | "equals", ...args: Expression[]): Expression {
  return { kind: "call", function: name, args };
}

function setOf(...rules: Partial<Rule>[]): PolicySet {
  const whole = rules.map((rule) => ({ name: "r", effect: "allow" as const, clauses: [], place, ...rule }));
  const policy = { name: "user.claims", target: { place }, rules: whole, limits: [], place };
  const mesh = { mesh: "m", trustDomain: "t", pathNormalization: "STRICT" as const };
  return { ...NO_IDENTITY, ...mesh, workloads: [], policies: [policy], tests: [] };
}

function ruleOf(expression: Expression): Partial<Rule> {
  return { clauses: [{ anyOf: [{ kind: "condition", expression, text: "", place }], place }] };
}

const NOTHING: Mentioned = { aud: false, scopes: false, claims: [] };

test.each<[string, Expression, Partial<Mentioned>]>([
  ["a claim by name", call("index", CLAIMS, text("a")), { claims: ["a"] }],
  ["a claim within a claim", call("index", call("index", CLAIMS, text("a")), text("b")), { claims: ["a"] }],
  ["whether there is one", call("has", CLAIMS, text("a")), { claims: ["a"] }],
  ["whether one is in them", call("in", text("a"), CLAIMS), { claims: ["a"] }],
  [
    "several",
    { kind: "and", args: ["b", "a", "b"].map((name) => call("has", CLAIMS, text(name))) },
    { claims: ["a", "b"] },
  ],
  ["one whose name is worked out", call("index", CLAIMS, attribute("request.method")), { claims: "all" }],
  [
    "one whose name is no text",
    call("index", CLAIMS, { kind: "constant", value: { type: "int", value: "1" } }),
    { claims: "all" },
  ],
  ["them as a whole", call("size", CLAIMS), { claims: "all" }],
  [
    "one of them, and them as a whole",
    call("equals", call("index", CLAIMS, text("a")), CLAIMS),
    { claims: "all" },
  ],
  ["the same name elsewhere", call("index", { kind: "map", entries: [] }, text("a")), {}],
  ["the audience", call("in", text("a"), attribute("user.aud")), { aud: true }],
  ["the scopes", call("size", attribute("user.scopes")), { scopes: true }],
  ["who it is", call("equals", attribute("user.sub"), attribute("user.iss")), {}],
])("of %s", (_, expression, expected) => {
  expect(mentionedOfUsers(setOf(ruleOf(expression)))).toEqual({ ...NOTHING, ...expected });
});

test("in any rule, whatever it does and whether it is enforced", () => {
  const rules = (["deny", "audit"] as const).map((effect) => ({
    ...ruleOf(call("has", CLAIMS, text(effect))),
    effect,
    shadow: true as const,
  }));
  expect(mentionedOfUsers(setOf(...rules)).claims).toEqual(["audit", "deny"]);
});

test("in the test of a value", () => {
  const value = { kind: "value", attribute: { name: "user.claims" }, match: { prefix: "a" }, place } as const;
  expect(mentionedOfUsers(setOf({ clauses: [{ anyOf: [value], place }] })).claims).toBe("all");
});

test("in headers for upstreams", () => {
  const issuer = { claimHeaders: [{ claim: ["realm", "roles"], header: "x", place }] };
  const issuers = [issuer] as unknown as PolicySet["issuers"];
  expect(mentionedOfUsers({ ...setOf(), issuers })).toEqual({ ...NOTHING, claims: ["realm"] });
});
