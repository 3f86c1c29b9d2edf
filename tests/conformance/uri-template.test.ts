import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import { matchTemplate } from "../../src/ir/match-template.js";
import { isLiteral, isVariableName, type PathTemplate, parseTemplate } from "../../src/ir/template.js";
import { openCell } from "../cell/open-cell.js";
import { pathPolicy, TARGET } from "../cell/path-policy.js";

interface Case {
  readonly kind: string;
  readonly template?: string;
  readonly path?: string;
  readonly literal?: string;
  readonly name?: string;
  readonly operator?: string;
  readonly text?: string;
  readonly expect: boolean;
  readonly captures?: Readonly<Record<string, string>>;
}

const { cases } = JSON.parse(readFileSync(new URL("data/uri-template.json", import.meta.url), "utf8")) as {
  cases: Case[];
};
const of = (kind: string) => cases.filter((one) => one.kind === kind);

function parse(text: string): PathTemplate {
  const template = parseTemplate(text);
  if ("error" in template) throw new Error(template.error);
  return template;
}

// Out of scope: the rewrite of two match cases (`rewrite`, `rewritten`); cellwall never rewrites by template.
describe("Envoy's URI templates", () => {
  test.each(of("template_valid"))("$template is valid: $expect", ({ template = "", expect: valid }) => {
    expect("error" in parseTemplate(template)).toBe(!valid);
  });

  test.each(of("literal_valid"))("literal $literal is valid: $expect", ({ literal = "", expect: valid }) => {
    expect(isLiteral(literal)).toBe(valid);
  });

  test.each(of("variable_name_valid"))("variable $name is valid: $expect", ({ name = "", expect: valid }) => {
    expect(isVariableName(name)).toBe(valid);
  });

  test.each(of("operator_match"))(
    "$operator matches $text: $expect",
    ({ operator, text, expect: matches }) => {
      expect(typeof matchTemplate(parse(`/${operator}`), `/${text}`) === "object").toBe(matches);
    },
  );

  test.each(of("match"))("$template matches $path: $expect, in the reference", (one) => {
    const result = matchTemplate(parse(one.template ?? ""), one.path ?? "");
    expect(typeof result === "object").toBe(one.expect);
    if (one.captures !== undefined) expect(result).toEqual(one.captures);
  });

  test.each([...of("match"), ...of("operator_match")])(
    "$template $operator matches $path $text: $expect, in the module",
    (one) => {
      const set = pathPolicy({ template: parse(one.template ?? `/${one.operator}`) }, "NONE");
      const decision = openCell(buildImage(set, TARGET))({
        method: "GET",
        path: one.path ?? `/${one.text}`,
        headers: [],
      });
      expect(decision.verdict).toBe(one.expect ? "allow" : "deny");
    },
  );
});
