/** `path.name`: the part of the path that a variable of the rule's path templates stands for. */

import type { CheckedCapture } from "../../condition/checked.js";
import { didYouMean } from "../../diagnostics/suggest.js";
import type { Expression } from "../../ir/expression.js";
import type { PathTest } from "../../ir/model.js";
import type { Capture, PathTemplate } from "../../ir/template.js";
import { or } from "./logic.js";
import type { Site } from "./site.js";

/** What a variable is under one of the rule's paths. */
interface Captured {
  readonly test: PathTest;
  readonly expression: Expression;
}

/** The variable's text: of the first path that fits, when the paths have it in different places. */
export function lowerCapture({ name, ...span }: CheckedCapture, site: Site): Expression {
  const { holder, paths } = site.surroundings;
  if (paths === undefined) return NOTHING;
  const captured = paths.map((test) => capturedBy(test, name));
  const expression = select(captured.filter((one) => one !== undefined));
  const lacking = paths[captured.indexOf(undefined)];
  if (lacking !== undefined) {
    const help =
      didYouMean(name, namesOf(lacking)) ??
      `each of the ${holder}'s paths needs it: split the ${holder} in two`;
    site.error(span, "unknown-capture", `the path \`${textOf(lacking)}\` has no variable \`${name}\``, help);
  } else if (expression === undefined) {
    const help = `it needs \`paths\` with \`{${name}}\` in them`;
    site.error(span, "unknown-capture", `the ${holder} has no path with a variable \`${name}\``, help);
  }
  return expression ?? NOTHING;
}

const NOTHING: Expression = { kind: "constant", value: { type: "string", value: "" } };

function textOf({ path }: PathTest): string {
  if ("template" in path) return path.template.text;
  return "prefix" in path ? path.prefix : path.suffix;
}

function namesOf({ path }: PathTest): string[] {
  return "template" in path ? path.template.captures.map((one) => one.name) : [];
}

function capturedBy(test: PathTest, name: string): Captured | undefined {
  if (!("template" in test.path)) return undefined;
  const { template } = test.path;
  const capture = template.captures.find((one) => one.name === name);
  return capture && { test, expression: captureToExpression(capture, template) };
}

function captureToExpression(
  { from, to, rest, suffixFrom, suffixTo }: Capture,
  template: PathTemplate,
): Expression {
  const { segments, suffix } = template;
  if (rest) return { kind: "segment", from, suffix: suffix.length - suffixTo };
  if (to > from) {
    const isLast = !template.rest && to === segments.length;
    return { kind: "segment", from, to, suffix: isLast ? suffix.length - suffixTo : 0 };
  }
  return { kind: "constant", value: { type: "string", value: suffix.slice(suffixFrom, suffixTo) } };
}

/** The first whose test holds; neighbours that are the same as one. The last needs no test: one of them holds. */
function select(captured: readonly Captured[]): Expression | undefined {
  const groups: { tests: PathTest[]; expression: Expression }[] = [];
  for (const { test, expression } of captured) {
    const last = groups.at(-1);
    if (last !== undefined && JSON.stringify(last.expression) === JSON.stringify(expression))
      last.tests.push(test);
    else groups.push({ tests: [test], expression });
  }
  const final = groups.pop();
  return groups.reduceRight<Expression | undefined>(
    (otherwise, { tests, expression }) =>
      otherwise && {
        kind: "conditional",
        condition: or(tests.map((test) => ({ kind: "test", test }))),
        // biome-ignore lint/suspicious/noThenProperty: the branch of a conditional, never awaited
        then: expression,
        else: otherwise,
      },
    final?.expression,
  );
}
