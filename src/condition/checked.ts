/** A condition whose names and types are right: what src/condition hands on. */
import type { KeyedName, PlainName } from "./attributes.js";
import type { Span } from "./flaw.js";
import type { Literal } from "./literal.js";
import type { CallName } from "./overload.js";
import type { MacroName } from "./syntax.js";
import type { Type } from "./types.js";

export type Checked =
  | CheckedLiteral
  | CheckedAttribute
  | CheckedPresent
  | CheckedKeyed
  | CheckedCapture
  | CheckedCall
  | CheckedMatches
  | CheckedField
  | CheckedLogic
  | CheckedNot
  | CheckedConditional
  | CheckedList
  | CheckedMap
  | CheckedVariable
  | CheckedMacro;

/** Where it stands in the text, and the type that its value has: `dyn` where only the request can tell. */
interface Base extends Span {
  readonly type: Type;
}

export interface CheckedLiteral extends Base {
  readonly kind: "literal";
  readonly literal: Literal;
}

export interface CheckedAttribute extends Base {
  readonly kind: "attribute";
  readonly name: PlainName;
}

/** Whether an attribute is known of the request. */
export interface CheckedPresent extends Base {
  readonly kind: "present";
  readonly name: PlainName;
}

/** An attribute with its key; `isTest`: whether it came, as a boolean. */
export interface CheckedKeyed extends Base {
  readonly kind: "keyed";
  readonly name: KeyedName;
  readonly key: string;
  readonly keySpan: Span;
  readonly isTest: boolean;
}

/** The part of the path that a variable of the rule's `paths` stands for. */
export interface CheckedCapture extends Base {
  readonly kind: "capture";
  readonly name: string;
}

/** A function by its name, or an operator by its sign. What stands before the dot is the first argument. */
export interface CheckedCall extends Base {
  readonly kind: "call";
  readonly function: Exclude<CallName, "dyn" | "matches">;
  readonly args: readonly Checked[];
}

export interface CheckedMatches extends Base {
  readonly kind: "matches";
  readonly value: Checked;
  readonly pattern: string;
  readonly patternSpan: Span;
}

/** A map's value by a key that is a name; `isTest`: whether it has the key. */
export interface CheckedField extends Base {
  readonly kind: "field";
  readonly operand: Checked;
  readonly field: string;
  readonly isTest: boolean;
}

export interface CheckedLogic extends Base {
  readonly kind: "&&" | "||";
  readonly args: readonly Checked[];
}

export interface CheckedNot extends Base {
  readonly kind: "!";
  readonly operand: Checked;
}

export interface CheckedConditional extends Base {
  readonly kind: "?:";
  readonly condition: Checked;
  readonly one: Checked;
  readonly other: Checked;
}

export interface CheckedList extends Base {
  readonly kind: "list";
  readonly items: readonly Checked[];
}

export interface CheckedMap extends Base {
  readonly kind: "map";
  readonly entries: readonly (readonly [key: Checked, value: Checked])[];
}

/** How many variables are bound further inside: 0 is the last one of the innermost macro. */
export interface CheckedVariable extends Base {
  readonly kind: "variable";
  readonly depth: number;
}

export interface CheckedMacro extends Base {
  readonly kind: "macro";
  readonly macro: MacroName;
  /** Whether a key or an index is bound before the variable. */
  readonly isKeyed: boolean;
  readonly range: Checked;
  readonly condition?: Checked;
  readonly result?: Checked;
}
