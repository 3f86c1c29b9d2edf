import { describe, expect, test } from "vitest";
import { z } from "zod";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { readDocuments } from "./read.js";
import { documentSchema } from "./schema.js";

const POLICY = `# a comment
apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: orders }
spec:
  target: {}
  authorize:
    - name: read
      effect: allow
      methods: [GET,
                "HEAD"]
`;

function read(...texts: string[]) {
  const diagnostics = new Diagnostics();
  const files = texts.map((text, index) => ({ path: `${index}.yaml`, text }));
  return { documents: readDocuments(files, diagnostics), found: diagnostics.all };
}

describe("readDocuments", () => {
  test("knows where each value stands", () => {
    const [document] = read(POLICY).documents;
    const at = (...path: (string | number)[]) => {
      const place = document?.placeOf(path);
      return place && [place.line, place.column, place.length];
    };
    expect(at("kind")).toEqual([3, 7, 6]);
    expect(at("metadata", "name")).toEqual([4, 19, 6]);
    expect(at("spec", "authorize", 0, "methods", 1)).toEqual([11, 17, 6]);
    expect(at("spec", "authorize", 0, "hosts", 2), "the nearest that is there").toEqual([8, 7, 76]);
  });

  test("reads all documents of all files, and goes on after a bad one", () => {
    const { documents, found } = read(`${POLICY}---\nkind: Nothing\n---\n${POLICY}`, POLICY, "a: ]");
    expect(documents.map(({ placeOf }) => placeOf(["kind"]).file)).toEqual(["0.yaml", "0.yaml", "1.yaml"]);
    expect(found.map(({ place }) => place?.file)).toEqual(
      ["0.yaml", "2.yaml", "2.yaml"].slice(0, found.length),
    );
  });

  test("an empty file, a comment and an empty document hold nothing", () => {
    expect(read("", "# nothing\n", "---\n---\n")).toEqual({ documents: [], found: [] });
  });

  test.each([
    ["[", 64],
    ["{ a: ", 313],
    ["- ", 129],
  ])("a text of 20,000 times %j is nested too deep from column %i on", (opening, column) => {
    const { documents, found } = read(opening.repeat(20_000));
    expect(documents).toEqual([]);
    expect(found).toMatchObject([{ code: "too-large", place: { line: 1, column } }]);
  });

  test("a file of more than 64 Mi characters is not even looked at", () => {
    const { documents, found } = read(`]${"#".repeat(64 * 1024 * 1024)}`);
    expect(documents).toEqual([]);
    expect(found).toMatchObject([{ code: "too-large", place: { line: 1, column: 1 } }]);
  });

  test("a key like `__proto__` is an unknown key", () => {
    const { documents, found } = read(POLICY.replace("spec:", "__proto__: {}\nspec:"));
    expect(documents).toEqual([]);
    expect(found.map(({ code, message }) => [code, message])).toEqual([
      ["unknown-key", "unknown key `__proto__`"],
    ]);
  });
});

test("the JSON Schema allows no keys that the reader refuses", () => {
  const open: string[] = [];
  const walk = (node: unknown, at: string): void => {
    if (typeof node !== "object" || node === null) return;
    if ("properties" in node && !("additionalProperties" in node && node.additionalProperties === false))
      open.push(at);
    for (const [key, value] of Object.entries(node)) walk(value, `${at}/${key}`);
  };
  walk(z.toJSONSchema(documentSchema), "");
  expect(open).toEqual([]);
});

test("a set of more text than can be read is refused, with the bound", () => {
  const diagnostics = new Diagnostics();
  const most = 64 * 1024 * 1024;
  const files = [
    { path: "a.yaml", text: "# small" },
    { path: "b.yaml", text: "#".repeat(most) },
  ];
  expect(readDocuments(files, diagnostics)).toEqual([]);
  expect(diagnostics.all).toMatchObject([
    { code: "too-large", place: { file: "b.yaml", line: 1 }, message: expect.stringContaining(`${most}`) },
  ]);
});
