/**
 * What a condition's tokens form. Nodes name tokens by their index, so that one tree serves all texts that
 * differ in nothing but gaps and literals.
 */
export type Syntax =
  | LiteralSyntax
  | NameSyntax
  | SelectSyntax
  | CallSyntax
  | LogicSyntax
  | NotSyntax
  | ConditionalSyntax
  | ListSyntax
  | MapSyntax
  | MacroSyntax;

interface Node {
  /** The token that says what the node is: an operator, a name, an opening bracket. */
  readonly token: number;
  /** The first and the last token of all its text. */
  readonly first: number;
  readonly last: number;
}

/** A number or text; `negative`: its first token is the minus of the second. */
export interface LiteralSyntax extends Node {
  readonly kind: "literal";
  readonly negative: boolean;
}

/** A name, or one of `true`, `false` and `null`. */
export interface NameSyntax extends Node {
  readonly kind: "name";
  readonly name: string;
}

/** `operand.field`, or `has(operand.field)`. */
export interface SelectSyntax extends Node {
  readonly kind: "select";
  readonly operand: Syntax;
  /** The token that names it. */
  readonly field: number;
  readonly isTest: boolean;
}

/** A function, or an operator by its sign (`[]` looks up); what stands before the dot is the first argument. */
export interface CallSyntax extends Node {
  readonly kind: "call";
  readonly function: string;
  readonly isMethod: boolean;
  readonly args: readonly Syntax[];
}

/** A chain of one operator: at least two. */
export interface LogicSyntax extends Node {
  readonly kind: "&&" | "||";
  readonly args: readonly Syntax[];
}

export interface NotSyntax extends Node {
  readonly kind: "!";
  readonly operand: Syntax;
}

export interface ConditionalSyntax extends Node {
  readonly kind: "?:";
  readonly condition: Syntax;
  readonly one: Syntax;
  readonly other: Syntax;
}

export interface ListSyntax extends Node {
  readonly kind: "list";
  readonly items: readonly Syntax[];
}

export interface MapSyntax extends Node {
  readonly kind: "map";
  readonly entries: readonly (readonly [key: Syntax, value: Syntax])[];
}

export interface MacroSyntax extends Node {
  readonly kind: "macro";
  readonly macro: MacroName;
  readonly range: Syntax;
  /** Before `variable`: what the index of a list's item, or the key of a map's value, is called. */
  readonly key?: string;
  readonly variable: string;
  /** Absent only for `map` and `transformMap`. */
  readonly condition?: Syntax;
  /** Only for `map` and `transformMap`. */
  readonly result?: Syntax;
}

/** `transformList` is `map` with a key. */
export type MacroName = "exists" | "all" | "existsOne" | "filter" | "map" | "transformMap";
