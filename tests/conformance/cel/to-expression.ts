/** CEL text → the model's expressions, through the stages that a policy's conditions go through. */
import { check } from "../../../src/condition/check.js";
import type { Checked } from "../../../src/condition/checked.js";
import { Parser } from "../../../src/condition/parse.js";
import { Diagnostics } from "../../../src/diagnostics/diagnostic.js";
import type { Expression } from "../../../src/ir/expression.js";
import { Site } from "../../../src/lower/condition/site.js";
import { lowerExpression } from "../../../src/lower/condition/to-expression.js";
import { Scope } from "../../../src/lower/scope.js";
import { type PolicyDocument, readDocuments } from "../../../src/policy/read.js";
import { toExpression } from "./one-to-one.js";

export interface Refused {
  /** What is wrong with the text. */
  readonly refused: string;
}

const SURROUNDINGS = { holder: "rule", paths: [], mode: "STRICT" } as const;
const DOCUMENT = anyDocument();
const parser = new Parser();

/** What an expression of any type means, as it is written. */
export function textToExpression(text: string): Expression | Refused {
  const checked = textToChecked(asCondition(text));
  return "refused" in checked ? checked : toExpression(checked);
}

/** The same as a policy's lowering leaves it: simplified, and refused where a part never has a value. */
export function textToLowered(text: string): Expression | Refused {
  const condition = asCondition(text);
  const checked = textToChecked(condition);
  if ("refused" in checked) return checked;
  const diagnostics = new Diagnostics();
  const scope = new Scope(DOCUMENT, diagnostics);
  const lowered = lowerExpression(checked, new Site(condition, SURROUNDINGS, scope));
  const [wrong] = diagnostics.all;
  return wrong === undefined ? lowered : { refused: wrong.message };
}

/** A condition has to be a boolean, or what only a request can tell: so any expression is one within `dyn`. */
function asCondition(text: string): string {
  return `dyn(${text}\n)`;
}

function textToChecked(text: string): Checked | Refused {
  const parsed = parser.parse(text);
  if ("code" in parsed) return { refused: parsed.message };
  const checked = check(parsed);
  return "kind" in checked ? checked : { refused: checked.map(({ message }) => message).join("; ") };
}

/** Where conditions would stand, for findings to have a place. */
function anyDocument(): PolicyDocument {
  const text = `
    apiVersion: cellwall.dev/v1alpha1
    kind: Mesh
    metadata: { name: any }
    spec: { trustDomain: any.example, workloads: [{ id: spiffe://any.example/any }] }`;
  const diagnostics = new Diagnostics();
  const [document] = readDocuments([{ path: "any.yaml", text }], diagnostics);
  if (document === undefined) throw new Error(diagnostics.all[0]?.message);
  return document;
}
