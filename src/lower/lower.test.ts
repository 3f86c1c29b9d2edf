import { expect, test } from "vitest";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { policyDigest } from "../ir/digest.js";
import { readDocuments } from "../policy/read.js";
import { lower } from "./lower.js";

const MESH = `apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec:
  trustDomain: shop.example
  workloads: [{ id: spiffe://shop.example/a }]
`;

function policy(name: string, spec: string): string {
  return `apiVersion: cellwall.dev/v1alpha1\nkind: Policy\nmetadata: { name: ${name} }\nspec: ${spec}\n`;
}

function lowered(...texts: string[]) {
  const diagnostics = new Diagnostics();
  const documents = readDocuments(
    texts.map((text, index) => ({ path: `${index}.yaml`, text })),
    diagnostics,
  );
  return { set: lower(documents, diagnostics), found: diagnostics.all };
}

const LIMITS = "{ target: {}, limits: [{ name: z, rate: 5/s }, { name: b, rate: 5/s }] }";
const RULES = "{ target: {}, authorize: [{ name: z, effect: deny }, { name: b, effect: allow }] }";

test("the order of files, documents and rules changes nothing", () => {
  const one = lowered(MESH, policy("a", RULES), policy("b", LIMITS)).set;
  const other = lowered(policy("b", LIMITS), `${policy("a", RULES)}---\n${MESH}`).set;
  expect(one?.policies.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(one?.policies[0]?.rules.map(({ name }) => name)).toEqual(["b", "z"]);
  expect(one?.policies[1]?.limits.map(({ name }) => name)).toEqual(["b", "z"]);
  expect(one && policyDigest(one)).toBe(other && policyDigest(other));
});

test.each([
  ["100/1m", 100, 60e9],
  ["5000/h", 5000, 3600e9],
  ["10/s", 10, 1e9],
  ["1/1d", 1, 86_400e9],
  ["3/250ms", 3, 250e6],
  ["1000000000/1s", 1e9, 1e9],
])("%s is %d in %d ns", (rate, count, periodNs) => {
  const { set } = lowered(MESH, policy("a", `{ target: {}, limits: [{ name: x, rate: "${rate}" }] }`));
  expect(set?.policies[0]?.limits[0]).toMatchObject({ capacity: { count, periodNs, burst: count }, key: [] });
});

test("a warning leaves the set in force", () => {
  const { set, found } = lowered(MESH, policy("a", "{ target: { tier: gateway } }"));
  expect(found.map(({ code }) => code)).toEqual(["empty-target"]);
  expect(set).toBeDefined();
});

test("what could not be read is not reported as missing", () => {
  const { set, found } = lowered(MESH.replace("shop.example", "[]"), policy("a", RULES));
  expect(found.map(({ code }) => code)).toEqual(["wrong-type"]);
  expect(set).toBeUndefined();
});
