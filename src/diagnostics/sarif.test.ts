import { expect, test } from "vitest";
import { z } from "zod";
import { CODES } from "./code.js";
import type { Diagnostic } from "./diagnostic.js";
import { MEANINGS } from "./meaning.js";
import { toSarif } from "./sarif.js";

const TEXT = z.strictObject({ text: z.string().min(1) });
const LOCATION = z.strictObject({
  physicalLocation: z.strictObject({
    artifactLocation: z.strictObject({ uri: z.string().regex(/^[A-Za-z0-9._~%/-]+$/) }),
    region: z
      .strictObject({
        startLine: z.int().min(1),
        startColumn: z.int().min(1),
        endColumn: z.int().min(1),
      })
      .refine(({ startColumn, endColumn }) => startColumn <= endColumn),
  }),
});

/** What SARIF 2.1.0 (§3.13 to §3.50) and code hosts ask of the objects that are written, and no others. */
const LOG = z.strictObject({
  $schema: z.url(),
  version: z.literal("2.1.0"),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.literal("cellwall"),
          version: z.string().min(1),
          rules: z.array(z.strictObject({ id: z.string(), shortDescription: TEXT, help: TEXT })),
        }),
      }),
      invocations: z.tuple([
        z.strictObject({
          executionSuccessful: z.literal(true),
          toolExecutionNotifications: z.array(z.strictObject({ level: z.literal("warning"), message: TEXT })),
        }),
      ]),
      columnKind: z.literal("utf16CodeUnits"),
      results: z.array(
        z.strictObject({
          ruleId: z.string(),
          ruleIndex: z.int().min(0),
          level: z.enum(["error", "warning"]),
          message: TEXT,
          locations: z.tuple([LOCATION]),
          relatedLocations: z.tuple([LOCATION]).optional(),
        }),
      ),
    }),
  ]),
});

const place = (line: number, column: number, length: number) => ({
  file: "my policy.yaml",
  line,
  column,
  length,
});

const FINDINGS: readonly Diagnostic[] = [
  { code: "missing-mesh", severity: "error", message: "no document is a Mesh" },
  {
    code: "hidden-rule",
    severity: "warning",
    message: "hidden",
    help: "remove it",
    place: place(2, 3, 4),
    related: place(1, 1, 5),
  },
  { code: "unknown-key", severity: "error", message: "unknown", place: place(2, 7, 100) },
];

function logOf(findings: readonly Diagnostic[], notes: readonly string[] = []) {
  const sources = new Map([["my policy.yaml", "kind: Mesh\r\nspec: {}\r\n"]]);
  const log = LOG.parse(toSarif(findings, { version: "1.2.3", sources, notes, uriOf: encodeURIComponent }));
  return log.runs[0];
}

test("each finding has its rule, level, text and places", () => {
  const { results, tool } = logOf(FINDINGS);
  expect(results.map(({ ruleIndex }) => tool.driver.rules[ruleIndex]?.id)).toEqual(
    FINDINGS.map(({ code }) => code),
  );
  expect(results.map(({ ruleId }) => ruleId)).toEqual(FINDINGS.map(({ code }) => code));
  expect(results.map(({ level }) => level)).toEqual(["error", "warning", "error"]);
  expect(results.map(({ message }) => message.text)).toEqual([
    "no document is a Mesh",
    "hidden\nhelp: remove it",
    "unknown",
  ]);
});

test("regions end within their line; what is nowhere stands at the start", () => {
  const { results } = logOf(FINDINGS);
  const regions = results.map(({ locations }) => locations[0].physicalLocation);
  const uri = "my%20policy.yaml";
  expect(regions).toEqual([
    { artifactLocation: { uri }, region: { startLine: 1, startColumn: 1, endColumn: 2 } },
    { artifactLocation: { uri }, region: { startLine: 2, startColumn: 3, endColumn: 7 } },
    { artifactLocation: { uri }, region: { startLine: 2, startColumn: 7, endColumn: 9 } },
  ]);
  expect(results[1]?.relatedLocations?.[0].physicalLocation.region).toEqual({
    startLine: 1,
    startColumn: 1,
    endColumn: 6,
  });
});

test("every code is a rule with its meaning; notes are notifications", () => {
  const { tool, invocations } = logOf([], ["not all was compared"]);
  expect(tool.driver.rules.map(({ id, shortDescription }) => [id, shortDescription.text])).toEqual(
    CODES.map((code) => [code, MEANINGS[code]]),
  );
  expect(invocations[0].toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
    "not all was compared",
  ]);
});
