/** What the schema finds wrong → diagnostics that a person can act on. */
import type { z } from "zod";
import type { Code } from "../diagnostics/code.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { closest, didYouMean } from "../diagnostics/suggest.js";
import { knownKeys, part } from "./known-keys.js";
import type { Locator, ValuePath } from "./locate.js";

type Issue = z.core.$ZodIssue;

/** What is wrong with one value. */
interface Finding {
  readonly code: Code;
  readonly message: string;
  readonly help?: string | undefined;
}

/** Reports all issues of one document that should fit a schema. */
export function reportIssues(
  issues: readonly Issue[],
  document: unknown,
  locate: Locator,
  schema: z.ZodType,
  diagnostics: Diagnostics,
): void {
  const misspelt = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? meantBy(issue, document, schema) : [],
  );
  const said = new Set(misspelt.map(pointer));
  for (const issue of issues) {
    // A mapping with a misspelt key also lacks the right one: once is enough.
    const isMeant =
      issue.code === "custom"
        ? misspelt.some((path) => isWithin(path, issue.path))
        : said.has(pointer(issue.path));
    if (!isMeant) report(issue, document, locate, schema, diagnostics);
  }
}

/** The keys that the unknown keys of a mapping probably stand for. */
function meantBy(
  { path, keys }: z.core.$ZodIssueUnrecognizedKeys,
  document: unknown,
  schema: z.ZodType,
): ValuePath[] {
  const known = knownKeys(schema, path, document);
  return keys.map((key) => [...path, closest(key, known) ?? key]);
}

/** Whether a path leads to a member of the mapping at another. */
function isWithin(path: ValuePath, parent: ValuePath): boolean {
  return pointer(path.slice(0, -1)) === pointer(parent);
}

function pointer(path: ValuePath): string {
  return path.map(String).join("/");
}

function report(
  issue: Issue,
  document: unknown,
  locate: Locator,
  schema: z.ZodType,
  diagnostics: Diagnostics,
): void {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, path, document);
    for (const key of issue.keys) {
      const help = didYouMean(key, known) ?? `the keys here are ${list(known)}`;
      diagnostics.error("unknown-key", `unknown key \`${key}\``, locate.key([...path, key]), help);
    }
    return;
  }
  const value = path.reduce(part, document);
  if (value === undefined) {
    const help = path.at(-1) === "kind" ? "a document is a `Mesh`, a `Policy` or a `PolicyTest`" : undefined;
    diagnostics.error("missing-key", `\`${String(path.at(-1))}\` is missing`, locate.key(path), help);
    return;
  }
  const inner = innerIssue(issue, path);
  if (inner !== undefined) {
    report(inner, document, locate, schema, diagnostics);
    return;
  }
  const { code, message, help } = judge(issue, value);
  diagnostics.error(code, `${subject(path)}${message}`, locate.value(path), help);
}

/** Of a union, the issue of the member that the value was meant for: the one that looks deepest. */
function innerIssue(issue: Issue, path: ValuePath): Issue | undefined {
  if (issue.code !== "invalid_union") return undefined;
  const inner = issue.errors.flat().find((one) => one.path.length > 0);
  return inner && { ...inner, path: [...path, ...inner.path] as PropertyKey[] };
}

function judge(issue: Issue, value: unknown): Finding {
  switch (issue.code) {
    case "invalid_type":
      return wrongType(issue.expected, value);
    case "invalid_value":
      return invalidValue(issue.values.map(String), value);
    case "too_small":
      return issue.origin === "array"
        ? { code: "empty-list", message: "is empty", help: "give it an item, or leave the key out" }
        : {
            code: "invalid-value",
            message: issue.origin === "string" ? "is empty" : `is below ${issue.minimum}`,
          };
    case "too_big":
      return { code: "invalid-value", message: `is longer than ${issue.maximum} characters` };
    case "invalid_format":
      return {
        code: "invalid-name",
        message: `\`${String(value)}\` is no name`,
        help: "lower-case letters, digits, `-` and `.`; it begins and ends with a letter or digit",
      };
    case "invalid_union":
      return issue.errors.length === 0
        ? invalidValue(["Mesh", "Policy", "PolicyTest"], value)
        : {
            code: "wrong-type",
            message: `must be text or a mapping, not ${typeName(value)}`,
            help: quoted(value),
          };
    default:
      return { code: "invalid-value", message: issue.message };
  }
}

function wrongType(expected: string, value: unknown): Finding {
  const message = `must be ${EXPECTED[expected] ?? expected}, not ${typeName(value)}`;
  const help = expected === "array" && typeof value === "string" ? `write \`[${value}]\`` : undefined;
  return { code: "wrong-type", message, help: expected === "string" ? quoted(value) : help };
}

function invalidValue(allowed: readonly string[], value: unknown): Finding {
  const written = typeof value === "object" ? typeName(value) : `\`${String(value)}\``;
  return {
    code: "invalid-value",
    message: `must be ${list(allowed, "or")}, not ${written}`,
    help: typeof value === "string" ? didYouMean(value, allowed) : undefined,
  };
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: "text",
  object: "a mapping",
  array: "a list",
  int: "a whole number",
  number: "a number",
};

function typeName(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return typeof value === "string" ? `text` : `\`${String(value)}\``;
}

/** YAML reads some plain text as something else. */
function quoted(value: unknown): string | undefined {
  const plain = typeof value === "number" || typeof value === "boolean";
  return plain ? `put it in quotes: \`"${String(value)}"\`` : undefined;
}

function subject(path: ValuePath): string {
  const name = path.findLast((key) => typeof key === "string");
  if (name === undefined) return "a document ";
  return typeof path.at(-1) === "number" ? `an item of \`${name}\` ` : `\`${name}\` `;
}

/** `a`, `b` and `c`. */
function list(items: readonly string[], word = "and"): string {
  const marked = items.map((item) => `\`${item}\``);
  const last = marked.pop() ?? "none";
  return marked.length === 0 ? last : `${marked.join(", ")} ${word} ${last}`;
}
