/** Conversions (langdef.md, Types and Conversions). Of the forms of text that it leaves open, cel-go's decimal ones. */
import { bool, bytes, double, EvaluationError, int, string, uint } from "../value.js";
import { ADDRESS_TEXT } from "./address.js";
import { floorDivide } from "./floor.js";
import { type Overload, overload } from "./overload.js";
import { formatDuration, formatTimestamp } from "./time-text.js";

const TRUE = ["1", "t", "T", "true", "TRUE", "True"];
const FALSE = ["0", "f", "F", "false", "FALSE", "False"];
const INT = /^[+-]?\d+$/;
const UINT = /^\d+$/;
const DOUBLE = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const NO_NUMBER = ["NaN", "Infinity", "+Infinity", "-Infinity"];
const SECOND = 1_000_000_000n;

export const CONVERSION = {
  bool: [overload(["bool"], bool), overload(["string"], (text) => bool(parseBool(text)))],
  int: [
    overload(["int"], int),
    overload(["uint"], int),
    overload(["double"], (value) => int(wholePart(value, value > -(2 ** 63)))),
    overload(["string"], (text) => int(parseDigits(text, INT))),
    overload(["timestamp"], (nanos) => int(floorDivide(nanos, SECOND))),
  ],
  uint: [
    overload(["uint"], uint),
    overload(["int"], uint),
    overload(["double"], (value) => uint(wholePart(value, value >= 0))),
    overload(["string"], (text) => uint(parseDigits(text, UINT))),
  ],
  double: [
    overload(["double"], double),
    overload(["int"], (value) => double(Number(value))),
    overload(["uint"], (value) => double(Number(value))),
    overload(["string"], (text) => double(parseDouble(text))),
  ],
  string: [
    overload(["string"], string),
    overload(["bool"], (value) => string(String(value))),
    overload(["int"], (value) => string(String(value))),
    overload(["uint"], (value) => string(String(value))),
    overload(["double"], (value) => string(String(value))),
    overload(["bytes"], (value) => string(decodeUtf8(value))),
    overload(["timestamp"], (nanos) => string(formatTimestamp(nanos))),
    overload(["duration"], (nanos) => string(formatDuration(nanos))),
    ...ADDRESS_TEXT,
  ],
  bytes: [overload(["bytes"], bytes), overload(["string"], (text) => bytes(Buffer.from(text)))],
  type: [overload(["any"], ({ type }) => ({ type: "type", value: type }))],
} satisfies Record<string, Overload[]>;

function parseBool(text: string): boolean {
  if (TRUE.includes(text)) return true;
  if (FALSE.includes(text)) return false;
  throw new EvaluationError("no bool");
}

function parseDigits(text: string, form: RegExp): bigint {
  if (!form.test(text)) throw new EvaluationError("no whole number");
  return BigInt(text.replace("+", ""));
}

function parseDouble(text: string): number {
  if (NO_NUMBER.includes(text)) return Number(text);
  const value = DOUBLE.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new EvaluationError("no double");
  return value;
}

/** Cut towards zero. The bounds themselves are out of range: not every compiler brings them back (langdef.md, Overflow). */
function wholePart(value: number, isInRange: boolean): bigint {
  if (!isInRange || !Number.isFinite(value)) throw new EvaluationError("double out of range");
  return BigInt(Math.trunc(value));
}

function decodeUtf8(value: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(value);
  } catch {
    throw new EvaluationError("no UTF-8");
  }
}
