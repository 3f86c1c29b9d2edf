/** What docs/policy.md says is so. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CODES } from "../src/diagnostics/code.js";
import { Diagnostics } from "../src/diagnostics/diagnostic.js";
import { MEANINGS } from "../src/diagnostics/meaning.js";
import { evaluateTest } from "../src/ir/evaluate.js";
import { requestToFacts } from "../src/ir/facts.js";
import type { PolicySet } from "../src/ir/model.js";
import { normalizePath } from "../src/ir/normalize.js";
import type { Request } from "../src/ir/request.js";
import { and, or } from "../src/ir/truth.js";
import { lower } from "../src/lower/lower.js";
import { readDocuments } from "../src/policy/read.js";

const PAGE = readFileSync(new URL("../docs/policy.md", import.meta.url), "utf8");
const BLOCKS = [...PAGE.matchAll(/^```yaml ?(rule|limit|mesh)?\n(.*?)^```$/gms)].map(
  ([, kind, text = ""]) => ({
    kind,
    text,
    line: PAGE.slice(0, PAGE.indexOf(text)).split("\n").length,
  }),
);
const POLICY = BLOCKS.find(({ text }) => text.includes("kind: Policy\n"))?.text ?? "";
const MESH = BLOCKS.find(({ text }) => text.includes("kind: Mesh"))?.text ?? "";

/** A part of a Mesh's `spec` in the Mesh. */
function meshWith(text: string): string {
  return `${MESH}${text.replace(/^(?=.)/gm, "  ")}`;
}

/** What the files have that the examples name. */
function readNamed(path: string): string {
  if (path === "keys/txn.jwks.json") return JSON.stringify({ keys: [SECRET] });
  const key = { kty: "EC", crv: "P-256", ...POINT };
  return path.endsWith(".json") ? JSON.stringify({ keys: [key] }) : API_KEYS;
}

/** RFC 7515 appendix A.3.1. */
const POINT = {
  x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
  y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
};

const SECRET = { kty: "oct", kid: "2026-11", k: "A".repeat(43) };

const API_KEYS = `- { id: "0123456789", hash: "sha256:${"A".repeat(22)}:${"A".repeat(43)}", subject: acme }`;

/** A block of rules or limits as the document that it stands in. */
function documentOf(field: string, text: string): string {
  const head =
    "apiVersion: cellwall.dev/v1alpha1\nkind: Policy\nmetadata: { name: example }\nspec:\n  target: {}\n";
  return `${head}  ${field}:\n${text.replace(/^(?=.)/gm, "    ")}`;
}

/** The document of an example. */
function wholeOf(kind: string | undefined, text: string): string {
  if (kind === "mesh") return meshWith(text);
  const field = { rule: "authorize", limit: "limits" }[kind ?? ""];
  return field === undefined ? text : documentOf(field, text);
}

function findings(text: string): unknown[] {
  const diagnostics = new Diagnostics();
  lowered(text, diagnostics);
  return [...diagnostics.all];
}

function lowered(text: string, diagnostics = new Diagnostics()): PolicySet | undefined {
  const beside = text.includes("kind: Mesh")
    ? []
    : text.includes("kind: PolicyTest")
      ? [MESH, POLICY]
      : [MESH];
  const files = [text, ...beside].map((one, index) => ({
    path: `${index}`,
    text: one,
  }));
  return lower(readDocuments(files, diagnostics), diagnostics, readNamed);
}

test("there are examples", () => {
  expect(BLOCKS.length).toBeGreaterThan(8);
});

test.each(BLOCKS)("the example in line $line is right", ({ kind, text }) => {
  expect(findings(wholeOf(kind, text))).toEqual([]);
});

describe("path normalization", () => {
  const rows = [...PAGE.matchAll(/^\| `([^`]+)` +\| `([/a-z][^`]*)` +\|$/gm)]
    .map(([, sent = "", seen = ""]) => ({ sent, seen }))
    .filter(({ seen }) => seen.startsWith("/") || seen.startsWith("path-"));

  test("there are examples", () => {
    expect(rows.length).toBeGreaterThan(10);
  });

  test.each(rows)("$sent is $seen", ({ sent, seen }) => {
    const result = normalizePath(sent, "STRICT");
    expect("refused" in result ? result.refused : result.path).toBe(seen);
  });
});

describe("conditions", () => {
  const request: Request = {
    method: "PUT",
    host: "orders.shop.example",
    path: "/orders/7?item=a&item=b",
    headers: [
      ["x-customer", "7"],
      ["x-role", "admin, ops"],
    ],
    sourceIp: "10.1.2.3",
    timeNs: BigInt(Date.UTC(2026, 10, 25, 5, 30)) * 1_000_000n,
  };
  const rows = [...PAGE.matchAll(/^\| `(.+)` +\| (true|false|undecided) +\|$/gm)].map(
    ([, text = "", is]) => ({
      text: text.replaceAll("\\|", "|"),
      is,
    }),
  );

  test("there are examples", () => {
    expect(rows.length).toBeGreaterThan(10);
  });

  test.each(rows)("$text is $is", ({ text, is }) => {
    const rule = `- name: example\n  effect: deny\n  when: ${JSON.stringify(text)}\n`;
    const clauses = lowered(documentOf("authorize", rule))?.policies[0]?.rules[0]?.clauses ?? [];
    const facts = requestToFacts(request, "STRICT");
    if ("invalid" in facts) throw new Error(facts.invalid);
    const truths = clauses.map(({ anyOf }) => or(anyOf.map((one) => evaluateTest(one, facts))));
    expect(String(and(truths))).toBe(is);
  });
});

test("the tables of codes are the list of codes, in the same words", () => {
  const tables = PAGE.slice(PAGE.indexOf("| code "));
  const rows = [...tables.matchAll(/^\| `([a-z-]+)` +\| (.*?) +\|$/gm)].map(([, code, text]) => [code, text]);
  expect(Object.fromEntries(rows)).toEqual(MEANINGS);
  expect(rows.length).toBe(CODES.length);
});
