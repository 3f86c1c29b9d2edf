/** The values that expressions have while they are evaluated, and how they are made. */
import type { AddressRange } from "./address.js";
import { BOUND, type TypeName } from "./expression.js";

/** Each type of CEL and what stands for its values here. */
export interface Native {
  readonly null: null;
  readonly bool: boolean;
  readonly int: bigint;
  readonly uint: bigint;
  readonly double: number;
  readonly string: string;
  readonly bytes: Uint8Array;
  /** Nanoseconds since 1970. */
  readonly timestamp: bigint;
  /** Nanoseconds. */
  readonly duration: bigint;
  /** 4 or 16 bytes. */
  readonly ip: readonly number[];
  readonly cidr: AddressRange;
  readonly list: readonly Value[];
  /** In the order written; no two keys are the same. */
  readonly map: readonly MapEntry[];
  readonly type: TypeName;
}

export type ValueType = keyof Native;

export type MapEntry = readonly [key: Value, value: Value];

export type Value = {
  readonly [Type in ValueType]: { readonly type: Type; readonly value: Native[Type] };
}[ValueType];

/** Why an expression has no value. */
export class EvaluationError extends Error {}

const INT = { least: -(2n ** 63n), most: 2n ** 63n - 1n };
const UINT = { least: 0n, most: 2n ** 64n - 1n };
const NANOS_PER_SECOND = 1_000_000_000n;
/** 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z (langdef.md, Overflow). */
const TIMESTAMP = {
  least: -62_135_596_800n * NANOS_PER_SECOND,
  most: 253_402_300_800n * NANOS_PER_SECOND - 1n,
};

/** The one null. */
export const NULL: Value = { type: "null", value: null };

export function bool(value: boolean): Value {
  return { type: "bool", value };
}

/** @throws {EvaluationError} out of range, as in the next ones */
export function int(value: bigint): Value {
  return { type: "int", value: within(INT, value, "int") };
}

export function uint(value: bigint): Value {
  return { type: "uint", value: within(UINT, value, "uint") };
}

export function timestamp(nanos: bigint): Value {
  return { type: "timestamp", value: within(TIMESTAMP, nanos, "timestamp") };
}

/** An int's range of nanoseconds, about 292 years (langdef.md, Overflow). */
export function duration(nanos: bigint): Value {
  return { type: "duration", value: within(INT, nanos, "duration") };
}

export function double(value: number): Value {
  return { type: "double", value };
}

/** A string that was there before: an attribute, a constant, or a part of one. */
export function string(value: string): Value {
  return { type: "string", value };
}

export function bytes(value: Uint8Array): Value {
  return { type: "bytes", value };
}

/** A string put together of others. @throws {EvaluationError} longer than `BOUND.BYTES` */
export function madeString(pieces: readonly string[]): Value {
  const length = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  if (length > BOUND.BYTES) throw new EvaluationError("the string is too long");
  return string(pieces.join(""));
}

/** @throws {EvaluationError} longer than `BOUND.BYTES` */
export function madeBytes(value: Uint8Array): Value {
  if (value.length > BOUND.BYTES) throw new EvaluationError("the bytes are too many");
  return bytes(value);
}

/** A list that is not constant. @throws {EvaluationError} longer than `BOUND.ITEMS` */
export function madeList(value: readonly Value[]): Value {
  if (value.length > BOUND.ITEMS) throw new EvaluationError("the list is too long");
  return { type: "list", value };
}

function within(range: typeof INT, value: bigint, type: string): bigint {
  if (value < range.least || value > range.most) throw new EvaluationError(`${type} out of range`);
  return value;
}
