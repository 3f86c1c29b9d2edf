/** Syntax → checked expression: what each name means, which overload each call is, and of which type all is. */
import { callHelp, unknownFunction } from "./call-help.js";
import type { Checked } from "./checked.js";
import type { Flaw, Span } from "./flaw.js";
import { literalOf } from "./literal.js";
import { keyedAttribute, typeOfName } from "./names.js";
import { callableOf, formatCall, resultOf } from "./overload.js";
import type { ParsedText } from "./parse.js";
import {
  dottedName,
  fieldName,
  keyNotConstant,
  resolveField,
  resolveKey,
  unknownAttribute,
  type Wrong,
} from "./resolve.js";
import type {
  CallSyntax,
  ConditionalSyntax,
  ListSyntax,
  LiteralSyntax,
  LogicSyntax,
  MacroSyntax,
  MapSyntax,
  NameSyntax,
  NotSyntax,
  SelectSyntax,
  Syntax,
} from "./syntax.js";
import type { Token } from "./token.js";
import {
  BOOL,
  DYN,
  formatType,
  INT,
  isCompatible,
  join,
  joinAll,
  listOf,
  mapOf,
  NULL,
  TYPE,
  type Type,
} from "./types.js";

/** The condition, or all that is wrong with it. */
export function check({ syntax, tokens }: ParsedText): Checked | readonly Flaw[] {
  const checker = new Checker(tokens);
  const checked = checker.condition(syntax, "a condition");
  return checker.flaws.length === 0 ? checked : checker.flaws;
}

/** An expression of any type, or all that is wrong with it. */
export function checkValue({ syntax, tokens }: ParsedText): Checked | readonly Flaw[] {
  const checker = new Checker(tokens);
  const checked = checker.check(syntax);
  return checker.flaws.length === 0 ? checked : checker.flaws;
}

class Checker {
  readonly flaws: Flaw[] = [];
  private readonly variables: { readonly name: string; readonly type: Type }[] = [];

  constructor(private readonly tokens: readonly Token[]) {}

  /** A part that has to be true or false; `whose`: what needs it to be. */
  condition(syntax: Syntax, whose: string): Checked {
    const checked = this.check(syntax);
    const { kind } = checked.type;
    if (kind === "bool" || kind === "dyn") return checked;
    const message = `${whose} has to be true or false, and this is \`${formatType(checked.type)}\``;
    return this.wrong(checked, { code: "condition-type", message });
  }

  /** A part of any type. */
  check(syntax: Syntax): Checked {
    switch (syntax.kind) {
      case "literal":
        return this.literal(syntax);
      case "name":
        return this.name(syntax);
      case "select":
        return this.select(syntax);
      case "call":
        return this.call(syntax);
      case "&&":
      case "||":
        return this.logic(syntax);
      case "!":
        return this.not(syntax);
      case "?:":
        return this.conditional(syntax);
      case "list":
        return this.list(syntax);
      case "map":
        return this.map(syntax);
      case "macro":
        return this.macro(syntax);
    }
  }

  private literal(syntax: LiteralSyntax): Checked {
    const token = this.tokens[syntax.negative ? syntax.last : syntax.token];
    const span = this.spanOf(syntax);
    const literal = token && literalOf(token, syntax.negative);
    if (literal === undefined || "code" in literal) {
      if (literal !== undefined) this.flaws.push(literal);
      return unknown(span);
    }
    return { kind: "literal", literal, type: { kind: literal.type }, ...span };
  }

  private name(syntax: NameSyntax): Checked {
    const { name } = syntax;
    const span = this.spanOf(syntax);
    const index = this.variables.findLastIndex((one) => one.name === name);
    const variable = this.variables[index];
    if (variable !== undefined) {
      return { kind: "variable", depth: this.variables.length - 1 - index, type: variable.type, ...span };
    }
    if (name === "null") return { kind: "literal", literal: { type: "null" }, type: NULL, ...span };
    if (name === "true" || name === "false") {
      return { kind: "literal", literal: { type: "bool", value: name === "true" }, type: BOOL, ...span };
    }
    return this.typeNamed(name, span) ?? this.wrong(span, unknownAttribute(name));
  }

  private typeNamed(name: string, span: Span): Checked | undefined {
    const literal = typeOfName(name);
    return literal && { kind: "literal", literal, type: TYPE, ...span };
  }

  private select(syntax: SelectSyntax): Checked {
    const span = this.spanOf(syntax);
    const operand = this.dotted(syntax.operand);
    const field = fieldName(syntax, this.tokens);
    const type = syntax.isTest ? undefined : this.typeNamed(`${operand}.${field}`, span);
    if (type !== undefined) return type;
    const resolved =
      operand === undefined
        ? undefined
        : resolveField(operand, field, syntax.isTest, this.tokenSpan(syntax.field));
    if (resolved === undefined) return this.field(syntax.operand, field, syntax.isTest, span);
    return "message" in resolved ? this.wrong(span, resolved) : { ...resolved, ...span };
  }

  private field(of: Syntax, field: string, isTest: boolean, span: Span): Checked {
    const operand = this.check(of);
    const { type } = operand;
    if (type.kind !== "map" && type.kind !== "dyn") {
      const message = `\`${formatType(type)}\` has no fields, so no \`${field}\``;
      return this.wrong(span, { code: "condition-type", message });
    }
    const found = type.kind === "map" ? type.value : DYN;
    return { kind: "field", operand, field, isTest, type: isTest ? BOOL : found, ...span };
  }

  private call(syntax: CallSyntax): Checked {
    const keyed = this.keyed(syntax);
    if (keyed !== undefined) return keyed;
    const within = this.namespaced(syntax);
    if (within !== undefined) return this.call(within);
    const callable = callableOf(syntax.function);
    if (callable === undefined)
      return this.wrong(this.tokenSpan(syntax.token), unknownFunction(syntax.function));
    const args = syntax.args.map((arg) => this.check(arg));
    const types = args.map(({ type }) => type);
    const result = resultOf(callable, types, syntax.isMethod);
    if (result === undefined) {
      const message = `there is no \`${formatCall(syntax.function, types, syntax.isMethod)}\``;
      const help = callHelp(callable, types, syntax.isMethod);
      return this.wrong(this.tokenSpan(syntax.token), { code: "condition-type", message, help });
    }
    const span = this.spanOf(syntax);
    if (callable.name === "dyn") return { ...(args[0] ?? unknown(span)), type: DYN, ...span };
    if (callable.name === "matches") return this.matches(args, span);
    return { kind: "call", function: callable.name, args, type: result, ...span };
  }

  /** `ip.isCanonical(text)`: what stands before the dot is no value, but a part of the function's name. */
  private namespaced(syntax: CallSyntax): CallSyntax | undefined {
    const [target, ...args] = syntax.args;
    const before = syntax.isMethod && target !== undefined ? this.dotted(target) : undefined;
    const name = `${before}.${syntax.function}`;
    return callableOf(name) && { ...syntax, function: name, isMethod: false, args };
  }

  /** An attribute with the key that stands in brackets, or before `in`. */
  private keyed(syntax: CallSyntax): Checked | undefined {
    const isTest = syntax.function === "in";
    const [attribute, key] = isTest ? syntax.args.toReversed() : syntax.args;
    if (attribute === undefined || key === undefined || (!isTest && syntax.function !== "[]"))
      return undefined;
    const name = this.dotted(attribute);
    if (name === undefined || keyedAttribute(name) === undefined) return undefined;
    const checked = this.check(key);
    const isText = checked.kind === "literal" && checked.literal.type === "string";
    const resolved = isText ? resolveKey(name, checked.literal.value, checked, isTest) : undefined;
    return resolved === undefined
      ? this.wrong(checked, keyNotConstant(name))
      : { ...resolved, ...this.spanOf(syntax) };
  }

  private matches([value, pattern]: readonly Checked[], span: Span): Checked {
    if (value !== undefined && pattern?.kind === "literal" && pattern.literal.type === "string") {
      return {
        kind: "matches",
        value,
        pattern: pattern.literal.value,
        patternSpan: pattern,
        type: BOOL,
        ...span,
      };
    }
    const help = "it becomes an automaton before any request comes";
    const message = "the regular expression has to be written out";
    return this.wrong(pattern ?? span, { code: "not-constant", message, help });
  }

  private logic(syntax: LogicSyntax): Checked {
    const args = syntax.args.map((arg) => this.condition(arg, `each side of \`${syntax.kind}\``));
    return { kind: syntax.kind, args, type: BOOL, ...this.spanOf(syntax) };
  }

  private not(syntax: NotSyntax): Checked {
    const operand = this.condition(syntax.operand, "what `!` negates");
    return { kind: "!", operand, type: BOOL, ...this.spanOf(syntax) };
  }

  private conditional(syntax: ConditionalSyntax): Checked {
    const condition = this.condition(syntax.condition, "what stands before `?`");
    const one = this.check(syntax.one);
    const other = this.check(syntax.other);
    const span = this.spanOf(syntax);
    if (!isCompatible(one.type, other.type)) {
      const message = `the outcomes differ in type: \`${formatType(one.type)}\` and \`${formatType(other.type)}\``;
      return this.wrong(span, { code: "condition-type", message });
    }
    return { kind: "?:", condition, one, other, type: join(one.type, other.type), ...span };
  }

  private list(syntax: ListSyntax): Checked {
    const items = syntax.items.map((item) => this.check(item));
    return {
      kind: "list",
      items,
      type: listOf(joinAll(items.map(({ type }) => type))),
      ...this.spanOf(syntax),
    };
  }

  private map(syntax: MapSyntax): Checked {
    const entries = syntax.entries.map(([key, value]) => [this.mapKey(key), this.check(value)] as const);
    const keyType = joinAll(entries.map(([key]) => key.type));
    const valueType = joinAll(entries.map(([, value]) => value.type));
    return { kind: "map", entries, type: mapOf(keyType, valueType), ...this.spanOf(syntax) };
  }

  private mapKey(syntax: Syntax): Checked {
    const key = this.check(syntax);
    if (["bool", "int", "uint", "string", "dyn"].includes(key.type.kind)) return key;
    const message = `\`${formatType(key.type)}\` can't be the key of a map`;
    return this.wrong(key, { code: "condition-type", message });
  }

  private macro(syntax: MacroSyntax): Checked {
    const range = this.check(syntax.range);
    const isKeyed = syntax.key !== undefined;
    const [key, item] = entryOf(range.type, isKeyed) ?? [];
    if (key === undefined || item === undefined) {
      const message = `\`${this.text(syntax.token)}\` needs a list or a map, not \`${formatType(range.type)}\``;
      return this.wrong(range, { code: "condition-type", message });
    }
    const before = this.variables.length;
    if (syntax.key !== undefined) this.variables.push({ name: syntax.key, type: key });
    this.variables.push({ name: syntax.variable, type: item });
    const whose = `the condition of \`${this.text(syntax.token)}\``;
    const condition = syntax.condition && this.condition(syntax.condition, whose);
    const result = syntax.result && this.check(syntax.result);
    this.variables.length = before;
    const type = {
      filter: listOf(item),
      map: listOf(result?.type ?? DYN),
      transformMap: mapOf(key, result?.type ?? DYN),
      exists: BOOL,
      all: BOOL,
      existsOne: BOOL,
    };
    return {
      kind: "macro",
      macro: syntax.macro,
      isKeyed,
      range,
      ...(condition === undefined ? {} : { condition }),
      ...(result === undefined ? {} : { result }),
      type: type[syntax.macro],
      ...this.spanOf(syntax),
    };
  }

  /** Goes on with a value that fits anywhere, so that one mistake is reported once. */
  private wrong({ from, to }: Span, flaw: Wrong): Checked {
    this.flaws.push({ ...flaw, from, to });
    return unknown({ from, to });
  }

  private dotted(syntax: Syntax): string | undefined {
    return dottedName(syntax, this.tokens, (name) =>
      this.variables.some((variable) => variable.name === name),
    );
  }

  private text(token: number): string {
    return this.tokens[token]?.text ?? "";
  }

  private spanOf({ first, last }: Syntax): Span {
    return { from: this.tokens[first]?.from ?? 0, to: this.tokens[last]?.to ?? 0 };
  }

  private tokenSpan(token: number): Span {
    const { from, to } = this.tokens[token] ?? { from: 0, to: 0 };
    return { from, to };
  }
}

function unknown({ from, to }: Span): Checked {
  return { kind: "literal", literal: { type: "null" }, type: DYN, from, to };
}

/** What a macro's key and variable stand for; without a key, the variable is that of a map. Undefined when there is nothing to go through. */
function entryOf(type: Type, isKeyed: boolean): readonly [key: Type, item: Type] | undefined {
  if (type.kind === "list") return [INT, type.item];
  if (type.kind === "map") return [type.key, isKeyed ? type.value : type.key];
  return type.kind === "dyn" ? [DYN, DYN] : undefined;
}
