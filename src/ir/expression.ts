/**
 * Conditions as typed-checked expressions, free of how they were written (CEL;
 * https://github.com/google/cel-spec/blob/master/doc/langdef.md). Plain JSON.
 *
 * Evaluation gives a value or an error. An attribute that is missing or ambiguous is an error; `and` and
 * `or` absorb errors as CEL says (`false && error` is false). What an error means for a rule is the
 * business of the test that holds the expression: undecided.
 */
import type { Test } from "./model.js";

/** What keeps every evaluation short. A condition that could exceed `STEPS` is refused when it is compiled. */
export const BOUND = {
  /** Items of a list or map made at run time; more are an error. Constant ones are not meant. */
  ITEMS: 256,
  /** Bytes of a string, or of bytes, put together at run time (`add`, `join`, `replace`); more are an error. */
  BYTES: 1 << 16,
  /** Nodes evaluated for one request, each macro counted as `ITEMS` turns, or as many as its list can have. */
  STEPS: 1 << 18,
  /** Expressions within each other. */
  DEPTH: 64,
  /** Members of a constant list. */
  CONSTANT_ITEMS: 1 << 16,
} as const;

export type Expression =
  | ConstantExpression
  | AttributeExpression
  | PresentExpression
  | SegmentExpression
  | TestExpression
  | CallExpression
  | MatchesExpression
  | LogicExpression
  | ConditionalExpression
  | ListExpression
  | MapExpression
  | VariableExpression
  | MacroExpression;

export interface ConstantExpression {
  readonly kind: "constant";
  readonly value: Constant;
}

/** A scalar. Decimal digits where JSON's numbers fall short; bytes as lower-case hexadecimal. */
export type Constant =
  | { readonly type: "null" }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "int" | "uint"; readonly value: string }
  /** `NaN`, `Infinity` and `-Infinity` as these words. */
  | { readonly type: "double"; readonly value: number | "NaN" | "Infinity" | "-Infinity" }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "bytes"; readonly value: string }
  /** Seconds since 1970, or of the duration, rounded down; and nanoseconds, 0 to 999,999,999. */
  | { readonly type: "timestamp" | "duration"; readonly seconds: string; readonly nanos: number }
  | { readonly type: "ip"; readonly bytes: readonly number[] }
  /** Bits behind the prefix may be set. */
  | { readonly type: "cidr"; readonly bytes: readonly number[]; readonly length: number }
  | { readonly type: "type"; readonly value: TypeName };

/** What a value is; a type is a value, too. */
export type TypeName =
  | "null"
  | "bool"
  | "int"
  | "uint"
  | "double"
  | "string"
  | "bytes"
  | "timestamp"
  | "duration"
  | "ip"
  | "cidr"
  | "list"
  | "map"
  | "type";

/** What is known of a request; an error when it is missing, or ambiguous because it came twice. */
export interface AttributeExpression {
  readonly kind: "attribute";
  readonly attribute: Attribute;
}

/** Whether an attribute is there; never an error. */
export interface PresentExpression {
  readonly kind: "present";
  readonly attribute: { readonly name: PlainAttribute };
}

export type Attribute =
  | { readonly name: PlainAttribute }
  /** One value of a header (its name in lower case) or of a query parameter; an error when it came with several values that differ. */
  | { readonly name: "request.headers" | "request.query"; readonly key: string }
  /** All its values in the order sent, an empty list when it did not come. */
  | { readonly name: "request.headerValues" | "request.queryValues"; readonly key: string };

/** Types: string, unless said otherwise. */
export type PlainAttribute =
  | "request.method"
  | "request.host"
  | "request.path"
  | "request.scheme"
  /** `HTTP/1.1`, `HTTP/2`, `HTTP/3` */
  | "request.protocol"
  /** timestamp */
  | "request.time"
  /** int: `content-length`; 0 without a body; missing when a body of unannounced size follows. */
  | "request.size"
  /** ip */
  | "source.ip"
  /** int */
  | "source.port"
  /** ip */
  | "destination.ip"
  /** int */
  | "destination.port"
  | "peer.id"
  | "peer.trustDomain"
  | "peer.namespace"
  | "peer.serviceAccount"
  | "connection.sni"
  | "route.name"
  | "user.sub"
  | "user.iss"
  /** list of string */
  | "user.aud"
  /** list of string */
  | "user.scopes"
  /** map of string to anything */
  | "user.claims";

/** Part of the normalized path, by its segments (the first is 0): a capture. An error when the path has fewer. */
export interface SegmentExpression {
  readonly kind: "segment";
  readonly from: number;
  /** The segment after the last one; undefined: to the end of the path. */
  readonly to?: number;
  /** Bytes at the end that do not count. */
  readonly suffix: number;
}

/** A test as a boolean; undecided is an error. */
export interface TestExpression {
  readonly kind: "test";
  readonly test: Test;
}

/**
 * Operators and functions that look at all their arguments; an error in any is the result. Each finds its
 * meaning by the types of its arguments: src/ir/functions has it.
 */
export interface CallExpression {
  readonly kind: "call";
  readonly function: FunctionName;
  readonly args: readonly Expression[];
}

export type FunctionName =
  // Operators. `index`: list and int, or map and key. `select`: map and constant key. `has`: likewise, as a boolean.
  | "equals"
  | "less"
  | "lessOrEqual"
  | "add"
  | "subtract"
  | "multiply"
  | "divide"
  | "modulo"
  | "negate"
  | "not"
  | "in"
  | "index"
  | "has"
  // Strings, bytes, lists and maps. Offsets count code points.
  | "size"
  | "startsWith"
  | "endsWith"
  | "contains"
  | "lowerAscii"
  | "upperAscii"
  | "trim"
  | "reverse"
  | "split"
  | "join"
  | "indexOf"
  | "lastIndexOf"
  | "substring"
  | "replace"
  | "charAt"
  // Addresses. `ip` and `cidr` parse a string, `ip` takes a block's address; `containsIP` and `containsCIDR` take a block, and what may be in it or its text.
  | "ip"
  | "cidr"
  | "isIP"
  | "isCIDR"
  | "ip.isCanonical"
  | "family"
  | "isUnspecified"
  | "isLoopback"
  | "isGlobalUnicast"
  | "isLinkLocalMulticast"
  | "isLinkLocalUnicast"
  | "containsIP"
  | "containsCIDR"
  | "prefixLength"
  | "masked"
  // Times; an accessor takes a timestamp and perhaps a time zone that is a fixed offset (`UTC`, `+01:00`), or a duration.
  | "timestamp"
  | "duration"
  | "getFullYear"
  | "getMonth"
  | "getDate"
  | "getDayOfMonth"
  | "getDayOfWeek"
  | "getDayOfYear"
  | "getHours"
  | "getMinutes"
  | "getSeconds"
  | "getMilliseconds"
  // Conversions.
  | "bool"
  | "int"
  | "uint"
  | "double"
  | "string"
  | "bytes"
  | "type";

/** Whether any part of a string fits a regular expression of RE2's syntax, which is a constant. */
export interface MatchesExpression {
  readonly kind: "matches";
  readonly value: Expression;
  readonly pattern: string;
}

/** At least two. False (`and`) or true (`or`) when any is, else an error when any is one. */
export interface LogicExpression {
  readonly kind: "and" | "or";
  readonly args: readonly Expression[];
}

export interface ConditionalExpression {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
}

export interface ListExpression {
  readonly kind: "list";
  readonly items: readonly Expression[];
}

export interface MapExpression {
  readonly kind: "map";
  readonly entries: readonly (readonly [key: Expression, value: Expression])[];
}

/** A macro's variable: how many are bound further inside; 0 is the last one of the innermost macro. */
export interface VariableExpression {
  readonly kind: "variable";
  readonly depth: number;
}

/**
 * `exists` and `all` absorb errors as `or` and `and` do; the others don't. Over a map, the variable is the key.
 * `filter`, and `map` and `transformMap` with a condition, keep only what fits it.
 */
export interface MacroExpression {
  readonly kind: "macro";
  /** `transformMap`, always keyed, makes a map with the same keys. */
  readonly macro: "exists" | "all" | "existsOne" | "filter" | "map" | "transformMap";
  /** Binds two variables: a list's index and item, or a map's key and value. */
  readonly isKeyed?: true;
  readonly range: Expression;
  /** Absent only for `map` and `transformMap`. */
  readonly condition?: Expression;
  /** Only for `map` and `transformMap`. */
  readonly result?: Expression;
}

/** The expressions directly within one. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "call":
    case "and":
    case "or":
      return expression.args;
    case "matches":
      return [expression.value];
    case "conditional":
      return [expression.condition, expression.then, expression.else];
    case "list":
      return expression.items;
    case "map":
      return expression.entries.flat();
    case "macro":
      return [expression.range, expression.condition, expression.result].filter((part) => part !== undefined);
    default:
      return [];
  }
}

/** The same expression with each expression directly within it replaced. */
export function mapParts(expression: Expression, replace: (part: Expression) => Expression): Expression {
  switch (expression.kind) {
    case "call":
    case "and":
    case "or":
      return { ...expression, args: expression.args.map(replace) };
    case "matches":
      return { ...expression, value: replace(expression.value) };
    case "conditional":
      return {
        ...expression,
        condition: replace(expression.condition),
        // biome-ignore lint/suspicious/noThenProperty: the branch of a conditional, never awaited
        then: replace(expression.then),
        else: replace(expression.else),
      };
    case "list":
      return { ...expression, items: expression.items.map(replace) };
    case "map":
      return {
        ...expression,
        entries: expression.entries.map(([key, value]) => [replace(key), replace(value)]),
      };
    case "macro":
      return {
        ...expression,
        range: replace(expression.range),
        ...(expression.condition === undefined ? {} : { condition: replace(expression.condition) }),
        ...(expression.result === undefined ? {} : { result: replace(expression.result) }),
      };
    default:
      return expression;
  }
}
