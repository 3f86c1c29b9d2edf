import { expect, test } from "vitest";
import type { Decided } from "../../src/host/decide.js";
import type { Request } from "../../src/ir/request.js";
import { imageOf } from "../e2e/policies.js";
import { openCell } from "./open-cell.js";

const decide = openCell(
  imageOf(`
  default: allow
  authorize:
    - { name: no-role, effect: deny, headers: [{ name: x-role, exact: admin }] }
    - { name: no-end, effect: deny, headers: [{ name: x-role, suffix: -end }] }
`),
);

const GOOD: Request = { method: "GET", path: "/good", host: "a.example", headers: [] };
const LONG = "a".repeat(100_000);

function withRoles(...roles: string[]): Request {
  return { ...GOOD, headers: roles.map((role) => ["x-role", role]) };
}

function times(count: number, role: string): string[] {
  return Array<string>(count).fill(role);
}

const REQUESTS: Readonly<Record<string, readonly [Request, Partial<Decided>]>> = {
  "nothing at all": [{ headers: [] }, { verdict: "invalid", reason: "path-missing" }],
  "no path": [
    { method: "CONNECT", host: "a.example:80", headers: [] },
    { verdict: "invalid", reason: "path-missing" },
  ],
  "an empty path": [
    { ...GOOD, path: "" },
    { verdict: "invalid", reason: "path-missing" },
  ],
  "a path of 100 KB": [
    { ...GOOD, path: `/${LONG}` },
    { verdict: "invalid", reason: "path-too-long" },
  ],
  "a query of 100 KB, which goes on whole": [
    { ...GOOD, path: `//x?${LONG}end` },
    { verdict: "allow", path: `/x?${LONG}end` },
  ],
  "a method of 100 KB": [{ ...GOOD, method: LONG }, { verdict: "allow" }],
  "a host of 100 KB": [
    { ...GOOD, host: LONG },
    { verdict: "invalid", reason: "host" },
  ],
  "100 KB of a header that no rule names": [{ ...GOOD, headers: [["x-other", LONG]] }, { verdict: "allow" }],
  "100 KB of a header that a rule names": [withRoles(LONG), { verdict: "allow" }],
  "100 KB of a header that a rule names, read to its end": [
    withRoles(`${LONG}-end`),
    { verdict: "deny", rule: "no-end" },
  ],
  "a header name of 100 KB": [{ ...GOOD, headers: [[`x-${LONG}`, "admin"]] }, { verdict: "allow" }],
  "10,000 headers that no rule names": [
    { ...GOOD, headers: times(10_000, "y").map((value, index) => [`x-${index}`, value]) },
    { verdict: "allow" },
  ],
  "512 values of a header that a rule names": [withRoles(...times(512, "user")), { verdict: "allow" }],
  "512 values of which the last is denied": [
    withRoles(...times(511, "user"), "admin"),
    { verdict: "deny", rule: "no-role" },
  ],
  "600 values: more than can be looked at": [
    withRoles(...times(600, "user")),
    { verdict: "invalid", reason: "headers" },
  ],
};

test.each(Object.entries(REQUESTS))("%s, and a good request after it", (_, [request, expected]) => {
  expect(decide(request)).toMatchObject(expected);
  expect(decide(GOOD)).toMatchObject({ verdict: "allow", path: "/good" });
});
