/** Cases of google/cel-spec by tier: tests/conformance/data/cel.json, which says how its values are written. */
import { readFileSync } from "node:fs";
import { type CelCase, testToCase } from "./cases.js";
import type { ValueJson } from "./value-json.js";

export interface TierCase extends CelCase {
  readonly tier: string;
}

interface CaseInTier {
  readonly id: string;
  readonly expr: string;
  readonly tier: string;
  readonly bindings?: Readonly<Record<string, ValueInTier>>;
  readonly expect: { readonly value?: ValueInTier; readonly error?: readonly string[] };
}

interface ValueInTier {
  readonly type: string;
  readonly value: unknown;
  /** Instead of `value`, for bytes. */
  readonly value_base64?: string;
}

/** Written as `\\?` in protobuf's text format, which is `?`; the conversion to JSON kept the backslash. */
const CORRECTED: Readonly<Record<string, ValueInTier>> = {
  "parse/bytes_literals/triple_single_quoted_unescaped_punctuation": bytesOf(` ? " ' \` `),
  "parse/bytes_literals/triple_double_quoted_unescaped_punctuation": bytesOf(` ? " ' \` `),
};

function bytesOf(text: string): ValueInTier {
  return { type: "bytes", value: undefined, value_base64: Buffer.from(text).toString("base64") };
}

/** All of them, in their order. */
export function readTierCases(): TierCase[] {
  const text = readFileSync(new URL("../data/cel.json", import.meta.url), "utf8");
  const { cases } = JSON.parse(text) as { cases: readonly CaseInTier[] };
  return cases.map(({ id, expr, tier, bindings = {}, expect: { value, error } }) => {
    const bound = Object.entries(bindings).map(([name, one]) => [name, { value: toProtoJson(one) }] as const);
    const test = {
      expr,
      bindings: Object.fromEntries(bound),
      ...(value === undefined ? {} : { value: toProtoJson(CORRECTED[id] ?? value) }),
      ...(error === undefined ? {} : { evalError: error }),
    };
    return { ...testToCase(id, test), tier };
  });
}

/** The same value as `cel.expr.Value` in ProtoJSON. */
function toProtoJson({ type, value, value_base64: base64 }: ValueInTier): ValueJson {
  switch (type) {
    case "int":
    case "uint":
      return { [`${type}64Value`]: value };
    case "bytes":
      return { bytesValue: base64 };
    case "list":
      return { listValue: { values: (value as ValueInTier[]).map(toProtoJson) } };
    case "map": {
      const entries = (value as [ValueInTier, ValueInTier][]).map(([key, one]) => ({
        key: toProtoJson(key),
        value: toProtoJson(one),
      }));
      return { mapValue: { entries } };
    }
    default:
      return { [`${type}Value`]: value };
  }
}
