import { expect, test } from "vitest";
import { MESH } from "./policy.js";
import { cellwall, folderWith } from "./run.js";

const NEW = ["key", "new", "--ring", "partners", "--subject", "acme"];
const folder = folderWith({});

/** A mesh that knows a key. */
function meshWith(entry: string): string {
  return `${MESH.trimEnd()}\n  apiKeys: [{ name: partners, in: { header: x-api-key }, keys: [${entry}] }]\n`;
}

function decide(mesh: string, key: string) {
  const where = folderWith({ "policy.yaml": mesh });
  const target = "spiffe://shop.example/ns/shop/sa/orders";
  const request = JSON.stringify({ method: "GET", host: "a", path: "/", headers: { "x-api-key": key } });
  const { stdout } = cellwall(
    where,
    ["decide", "policy.yaml", "--target", target, "--requests", "-"],
    request,
  );
  return JSON.parse(stdout);
}

test("the key is good where the Mesh has its entry, and no other is", () => {
  const { code, stdout, stderr } = cellwall(folder, [...NEW, "--claims", '{"plan":"gold"}']);
  const [key = "", entry = ""] = stdout.split("\n");
  const mesh = meshWith(entry.replace(/^- /, ""));
  expect(code).toBe(0);
  expect(stderr).toContain("not shown again");
  expect(decide(mesh, key)).toMatchObject({ verdict: "allow", user: { iss: "partners", sub: "acme" } });
  const other = `${key.slice(0, -1)}${key.endsWith("A") ? "E" : "A"}`;
  expect(decide(mesh, other)).toMatchObject({ verdict: "unauthenticated", status: 401, reason: "api-key" });
});

test("--json prints the key and its entry, which has not the key", () => {
  const { stdout } = cellwall(folder, [...NEW, "--expires", "2027-01-01T00:00:00Z", "--json"]);
  const { ring, key, entry } = JSON.parse(stdout);
  expect(ring).toBe("partners");
  expect(key).toMatch(/^cw_[a-z0-9]{10}_[\w-]{43}$/);
  expect(entry).toEqual({
    id: key.slice(3, 13),
    hash: expect.stringMatching(/^sha256:[\w-]{22}:[\w-]{43}$/),
    subject: "acme",
    expires: "2027-01-01T00:00:00Z",
  });
});

test("two keys have nothing in common", () => {
  const [one, other] = [1, 2].map(() => JSON.parse(cellwall(folder, [...NEW, "--json"]).stdout));
  expect(one.key.slice(3)).not.toBe(other.key.slice(3));
  expect(one.entry.hash.split(":")[1]).not.toBe(other.entry.hash.split(":")[1]);
});

test.each([
  ["claims that are no object", ["--claims", "[]"]],
  ["claims that are no JSON", ["--claims", "{plan: gold}"]],
  ["a time that is none", ["--expires", "tomorrow"]],
])("%s: exit 2, and no key", (_, options) => {
  const { code, stdout, stderr } = cellwall(folder, [...NEW, ...options]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(options[0]);
});
