/** The tree of @bufbuild/cel's parser → syntax: macros as they were written, chains of `&&` and `||` as one node. */
import type { parse } from "@bufbuild/cel";
import type { Partners } from "./bracket.js";
import type { MacroName, MacroSyntax, Syntax } from "./syntax.js";
import type { Token } from "./token.js";

export type Parsed = ReturnType<typeof parse>;
type Expr = Parsed["expr"];
type Constant = Extract<Expr["exprKind"], { case: "constExpr" }>["value"];
type Call = Extract<Expr["exprKind"], { case: "callExpr" }>["value"];
type Struct = Extract<Expr["exprKind"], { case: "structExpr" }>["value"];

/** Nodes within each other, so that no recursion over them is deep. */
export const MAX_DEPTH = 64;

/** A tree that is no syntax of ours, and the token to blame. */
export class UnusableTree extends Error {
  constructor(
    message: string,
    readonly token: number,
    readonly code: "condition-syntax" | "condition-too-costly" = "condition-syntax",
  ) {
    super(message);
  }
}

const OPERATORS: ReadonlyMap<string, string> = new Map([
  ["_?_:_", "?:"],
  ["_||_", "||"],
  ["_&&_", "&&"],
  ["_==_", "=="],
  ["_!=_", "!="],
  ["_<_", "<"],
  ["_<=_", "<="],
  ["_>_", ">"],
  ["_>=_", ">="],
  ["@in", "in"],
  ["_+_", "+"],
  ["_-_", "-"],
  ["_*_", "*"],
  ["_/_", "/"],
  ["_%_", "%"],
  ["-_", "-"],
  ["!_", "!"],
  ["_[_]", "[]"],
]);

const MACROS: ReadonlyMap<string, MacroName> = new Map([
  ["exists", "exists"],
  ["all", "all"],
  ["exists_one", "existsOne"],
  ["existsOne", "existsOne"],
  ["filter", "filter"],
  ["map", "map"],
]);

/** Those that have two variables, which the parser does not know. */
const KEYED_MACROS: ReadonlyMap<string, MacroName> = new Map([
  ["exists", "exists"],
  ["all", "all"],
  ["exists_one", "existsOne"],
  ["existsOne", "existsOne"],
  ["transformList", "map"],
  ["transformMap", "transformMap"],
]);

/** Builds the syntax of one text. */
export class SyntaxBuilder {
  private depth = 0;

  /** `byOffset`: the index of the token at each offset that the parser may name. */
  constructor(
    private readonly parsed: Parsed,
    private readonly tokens: readonly Token[],
    private readonly partners: Partners,
    private readonly byOffset: ReadonlyMap<number, number>,
  ) {}

  /** @throws {UnusableTree} */
  build(): Syntax {
    return this.node(this.parsed.expr);
  }

  private node(expr: Expr): Syntax {
    const token = this.tokenOf(expr);
    if (++this.depth > MAX_DEPTH) {
      throw new UnusableTree(
        `more than ${MAX_DEPTH} operations are within each other`,
        token,
        "condition-too-costly",
      );
    }
    const node = this.macro(expr, token) ?? this.plain(expr, token);
    this.depth--;
    return node;
  }

  private plain({ exprKind: kind }: Expr, token: number): Syntax {
    switch (kind.case) {
      case "constExpr":
        return this.constant(kind.value, token);
      case "identExpr": {
        const last = this.text(token) === "." ? token + 1 : token;
        return { kind: "name", name: kind.value.name, token, first: token, last };
      }
      case "selectExpr":
        return this.select(kind.value.operand, token);
      case "callExpr":
        return this.call(kind.value, token);
      case "listExpr":
        return {
          kind: "list",
          items: kind.value.elements.map((item) => this.node(item)),
          token,
          ...this.brackets(token),
        };
      case "structExpr":
        return this.map(kind.value, token);
      default:
        throw new UnusableTree("this is no expression", token);
    }
  }

  private constant({ constantKind }: Constant, token: number): Syntax {
    if (constantKind.case === "boolValue") {
      return { kind: "name", name: String(constantKind.value), token, first: token, last: token };
    }
    if (constantKind.case === "nullValue")
      return { kind: "name", name: "null", token, first: token, last: token };
    const negative = this.text(token) === "-";
    return { kind: "literal", negative, token, first: token, last: negative ? token + 1 : token };
  }

  private select(operand: Expr | undefined, token: number): Syntax {
    const of = this.node(present(operand, token));
    const field = token + 1;
    return { kind: "select", operand: of, field, isTest: false, token, ...this.around(of.first, field) };
  }

  private call(call: Call, token: number): Syntax {
    const keyed = this.keyedMacro(call, token);
    if (keyed !== undefined) return keyed;
    const sign = OPERATORS.get(call.function);
    if (sign === "&&" || sign === "||") return this.logic(call, sign, token);
    const written = call.target === undefined ? call.args : [call.target, ...call.args];
    const args = written.map((arg) => this.node(arg));
    if (sign !== undefined) return this.operator(sign, args, token);
    const isMethod = call.target !== undefined;
    const name = this.text(token) === "." ? token + 1 : token;
    const first = isMethod ? (args[0]?.first ?? token) : token;
    const span = this.around(first, this.brackets(name + 1).last);
    return { kind: "call", function: call.function, isMethod, args, token: name, ...span };
  }

  private operator(sign: string, args: readonly Syntax[], token: number): Syntax {
    const last = sign === "[]" ? this.brackets(token).last : (args.at(-1)?.last ?? token);
    const base = { token, ...this.around(Math.min(token, args[0]?.first ?? token), last) };
    const [first, second, third] = args;
    if (sign === "!" && first !== undefined) return { kind: "!", operand: first, ...base };
    if (sign === "?:" && first !== undefined && second !== undefined && third !== undefined) {
      return { kind: "?:", condition: first, one: second, other: third, ...base };
    }
    return { kind: "call", function: sign, isMethod: false, args, ...base };
  }

  /** The parser makes balanced pairs of a chain: its operands in order. */
  private logic(call: Call, operator: "&&" | "||", token: number): Syntax {
    const args: Syntax[] = [];
    const left: Expr[] = [...call.args].reverse();
    for (let expr = left.pop(); expr !== undefined; expr = left.pop()) {
      const kind = expr.exprKind;
      if (kind.case === "callExpr" && OPERATORS.get(kind.value.function) === operator) {
        left.push(...[...kind.value.args].reverse());
      } else {
        args.push(this.node(expr));
      }
    }
    return {
      kind: operator,
      args,
      token,
      ...this.around(args[0]?.first ?? token, args.at(-1)?.last ?? token),
    };
  }

  private map({ messageName, entries }: Struct, token: number): Syntax {
    if (messageName !== "")
      throw new UnusableTree(`\`${messageName}{…}\` makes a message, and here are none`, token);
    const pairs = entries.map(({ keyKind, value }) => {
      const key = keyKind.case === "mapKey" ? keyKind.value : undefined;
      return [this.node(present(key, token)), this.node(present(value, token))] as const;
    });
    return { kind: "map", entries: pairs, token, ...this.brackets(token) };
  }

  /** What a macro was before the parser expanded it. */
  private macro(expr: Expr, token: number): Syntax | undefined {
    const written = this.parsed.sourceInfo?.macroCalls[String(expr.id)]?.exprKind;
    if (written?.case !== "callExpr") return undefined;
    const { function: name, target, args } = written.value;
    const [first, second, third] = args;
    if (name === "has" && first?.exprKind.case === "selectExpr") {
      const { operand } = first.exprKind.value;
      const last = this.brackets(token + 1).last;
      let field = last - 1;
      while (this.text(field) === ")") field--;
      return {
        kind: "select",
        operand: this.node(present(operand, token)),
        field,
        isTest: true,
        token,
        first: token,
        last,
      };
    }
    const macro = MACROS.get(name);
    if (macro === undefined || first?.exprKind.case !== "identExpr") return undefined;
    const variables = { variable: first.exprKind.value.name };
    return this.macroOver(present(target, token), macro, variables, [second, third], token);
  }

  /** `list.exists(index, item, condition)`, `map.exists(key, value, condition)` */
  private keyedMacro({ function: name, target, args }: Call, token: number): Syntax | undefined {
    const macro = KEYED_MACROS.get(name);
    const [key, variable, ...bodies] = args.map(({ exprKind }) => exprKind);
    if (macro === undefined || target === undefined || bodies.length === 0) return undefined;
    if (key?.case !== "identExpr" || variable?.case !== "identExpr") return undefined;
    if (bodies.length > (isTransforming(macro) ? 2 : 1)) return undefined;
    const variables = { key: key.value.name, variable: variable.value.name };
    if (variables.key === variables.variable) {
      throw new UnusableTree(`both variables of \`${name}\` are called \`${variables.key}\``, token + 1);
    }
    return this.macroOver(target, macro, variables, args.slice(2), token);
  }

  /** `bodies`: a condition; of what makes values, perhaps a condition, and a result. */
  private macroOver(
    target: Expr,
    macro: MacroName,
    variables: Pick<MacroSyntax, "key" | "variable">,
    bodies: readonly (Expr | undefined)[],
    token: number,
  ): Syntax {
    const range = this.node(target);
    const [body, result] = bodies.flatMap((one) => (one === undefined ? [] : [this.node(one)]));
    const span = this.around(range.first, this.brackets(token + 2).last);
    const base = { kind: "macro", macro, range, ...variables, token: token + 1, ...span } as const;
    if (body === undefined) throw new UnusableTree("this is no expression", token);
    if (result !== undefined) return { ...base, condition: body, result };
    return isTransforming(macro) ? { ...base, result: body } : { ...base, condition: body };
  }

  private tokenOf({ id }: Expr): number {
    const offset = this.parsed.sourceInfo?.positions[String(id)] ?? 0;
    return this.byOffset.get(offset) ?? 0;
  }

  private text(token: number): string {
    return this.tokens[token]?.text ?? "";
  }

  /** From an opening bracket to its closing one. */
  private brackets(opening: number): { first: number; last: number } {
    return { first: opening, last: this.partners.get(opening) ?? opening };
  }

  /** The tokens between two, and the brackets that are opened or closed there: the parser forgets those. */
  private around(from: number, to: number): { first: number; last: number } {
    let first = from;
    let last = to;
    for (let index = from; index <= to; index++) {
      const partner = this.partners.get(index) ?? index;
      first = Math.min(first, partner);
      last = Math.max(last, partner);
    }
    return { first, last };
  }
}

/** Whether a macro makes new values. */
function isTransforming(macro: MacroName): boolean {
  return macro === "map" || macro === "transformMap";
}

function present(expr: Expr | undefined, token: number): Expr {
  if (expr === undefined) throw new UnusableTree("this is no expression", token);
  return expr;
}
