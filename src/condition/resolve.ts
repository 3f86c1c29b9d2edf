/** What a name that is no variable stands for, with what follows it. */
import { CAPTURES } from "./attributes.js";
import type { CheckedAttribute, CheckedCapture, CheckedKeyed, CheckedPresent } from "./checked.js";
import type { Flaw, Span } from "./flaw.js";
import { isWithinAttribute, keyedAttribute, nameHelp, plainAttribute } from "./names.js";
import type { SelectSyntax, Syntax } from "./syntax.js";
import type { Token } from "./token.js";
import { BOOL, STRING } from "./types.js";

/** A flaw before it has its place. */
export type Wrong = Pick<Flaw, "code" | "message" | "help">;

/** A checked attribute before it has its place. */
type Placeless<T> = Omit<T, keyof Span>;
type Resolved =
  | Placeless<CheckedAttribute>
  | Placeless<CheckedPresent>
  | Placeless<CheckedKeyed>
  | Placeless<CheckedCapture>;

/** The name of a field, which may stand in backquotes. */
export function fieldName({ field }: SelectSyntax, tokens: readonly Token[]): string {
  return tokens[field]?.text.replaceAll("`", "") ?? "";
}

/** `a.b.c` as one name; undefined when it is more than names and dots, or begins with a variable. */
export function dottedName(
  syntax: Syntax,
  tokens: readonly Token[],
  isVariable: (name: string) => boolean,
): string | undefined {
  if (syntax.kind === "name") return isVariable(syntax.name) ? undefined : syntax.name;
  if (syntax.kind !== "select" || syntax.isTest) return undefined;
  const operand = dottedName(syntax.operand, tokens, isVariable);
  return operand === undefined ? undefined : `${operand}.${fieldName(syntax, tokens)}`;
}

/**
 * The attribute that a field of a dotted name is, or what is wrong with it; undefined when it is a field of an
 * attribute's value. `isTest`: within `has`. `fieldSpan`: where the field stands.
 */
export function resolveField(
  operand: string,
  field: string,
  isTest: boolean,
  fieldSpan: Span,
): Resolved | Wrong | undefined {
  if (keyedAttribute(operand) !== undefined) return resolveKey(operand, field, fieldSpan, isTest);
  const name = `${operand}.${field}`;
  const plain = plainAttribute(name);
  if (isTest && operand === CAPTURES) return untestable(name);
  if (isTest && plain !== undefined) return { kind: "present", name: plain.name, type: BOOL };
  if (plain !== undefined) return { kind: "attribute", name: plain.name, type: plain.type };
  if (operand === CAPTURES) return { kind: "capture", name: field, type: STRING };
  if (keyedAttribute(name) !== undefined) return withoutKey(name);
  return isWithinAttribute(name) ? undefined : unknownAttribute(name);
}

/** An attribute with its key, or whether it came; undefined when the name takes no key. */
export function resolveKey(
  name: string,
  key: string,
  { from, to }: Span,
  isTest: boolean,
): Placeless<CheckedKeyed> | undefined {
  const attribute = keyedAttribute(name);
  if (attribute === undefined) return undefined;
  const type = isTest ? BOOL : attribute.item;
  return { kind: "keyed", name: attribute.name, key, keySpan: { from, to }, isTest, type };
}

export function unknownAttribute(name: string): Wrong {
  return { code: "unknown-attribute", message: `there is no attribute \`${name}\``, help: nameHelp(name) };
}

export function keyNotConstant(name: string): Wrong {
  const message = `the key of \`${name}\` has to be written out`;
  return { code: "not-constant", message, help: `as in \`${name}["name"]\`` };
}

function withoutKey(name: string): Wrong {
  const help = `write it out, as in \`${name}["name"]\``;
  return { code: "not-constant", message: `\`${name}\` needs a key`, help };
}

function untestable(name: string): Wrong {
  const message = `\`has\` can't ask for \`${name}\`, only for attributes and keys of maps`;
  const help = "a variable of `paths` is there whenever they match";
  return { code: "condition-type", message, help };
}
