/** The cases of CEL's own conformance suite (github.com/google/cel-spec, tests/simple), as @bufbuild/cel-spec carries them. */
import { tests } from "@bufbuild/cel-spec/testdata/conformance.js";
import type { Value } from "../../../src/ir/value.js";
import { jsonToText, jsonToValue, type ValueJson } from "./value-json.js";

/** An expression, and what becomes of it. */
export interface CelCase {
  /** File, section and name, joined by slashes; some are there twice. */
  readonly path: string;
  readonly text: string;
  readonly expected: Expected;
}

/** `error`: refused, or an error for each request. `accepted`: it is right, its value does not matter. */
export type Expected = "accepted" | "error" | { readonly value: () => Value };

interface Suite {
  readonly name: string;
  readonly suites?: readonly Suite[];
  readonly tests?: readonly { readonly original: SimpleTest }[];
}

/** `cel.expr.conformance.test.SimpleTest` in ProtoJSON. */
export interface SimpleTest {
  readonly name?: string;
  readonly expr: string;
  readonly checkOnly?: boolean;
  readonly bindings?: Readonly<Record<string, { readonly value: ValueJson }>>;
  readonly value?: ValueJson;
  readonly typedResult?: { readonly result?: ValueJson };
  readonly evalError?: object;
}

/** What a test is about that says nothing. */
const TRUE: ValueJson = { boolValue: true };

/** All of them, in their order. */
export function readCelCases(): CelCase[] {
  return (tests as Suite).suites?.flatMap((suite) => casesOf(suite, suite.name)) ?? [];
}

function casesOf({ suites = [], tests: own = [] }: Suite, path: string): CelCase[] {
  return [
    ...suites.flatMap((suite) => casesOf(suite, `${path}/${suite.name}`)),
    ...own.map(({ original }) => testToCase(`${path}/${original.name}`, original)),
  ];
}

/** What a test asks of the expression at a path. */
export function testToCase(path: string, test: SimpleTest): CelCase {
  return { path, text: withBindings(test), expected: expectedOf(test) };
}

/** What the language itself names: a binding of it has no effect. */
const RESERVED = ["true", "false", "null"];

/** There are no free variables: each becomes the variable of a macro over the one value it has. */
function withBindings({ expr, bindings = {} }: SimpleTest): string {
  const free = Object.entries(bindings).filter(([name]) => !RESERVED.includes(name));
  return free.reduce((text, [name, { value }]) => `[${jsonToText(value)}].map(${name}, ${text}\n)[0]`, expr);
}

function expectedOf({ checkOnly, value, typedResult, evalError }: SimpleTest): Expected {
  if (checkOnly === true) return "accepted";
  if (evalError !== undefined) return "error";
  return { value: () => jsonToValue(value ?? typedResult?.result ?? TRUE) };
}
