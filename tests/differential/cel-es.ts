/** CEL as @bufbuild/cel evaluates it: of that package we use only the parser. */
import {
  type CelInput,
  type CelResult,
  type CelValue,
  isCelError,
  isCelList,
  isCelMap,
  isCelUint,
  run,
} from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";
import {
  bool,
  bytes,
  double,
  duration,
  int,
  NULL,
  string,
  timestamp,
  uint,
  type Value,
} from "../../src/ir/value.js";

const OPTIONS = { funcs: strings };
const SECOND = 1_000_000_000n;

/** The value of a text; undefined: an error. */
export function evaluateByCelEs(
  text: string,
  bindings: Readonly<Record<string, CelInput>>,
): Value | undefined {
  const result: CelResult = run(text, bindings, OPTIONS);
  return isCelError(result) ? undefined : toValue(result);
}

/** A time as a binding. `text`: RFC 3339. */
export function celEsTime(text: string): CelInput {
  const result = run(`timestamp("${text}")`);
  if (isCelError(result)) throw result;
  return result;
}

function toValue(value: CelValue): Value {
  if (value === null) return NULL;
  if (typeof value === "boolean") return bool(value);
  if (typeof value === "bigint") return int(value);
  if (typeof value === "number") return double(value);
  if (typeof value === "string") return string(value);
  if (value instanceof Uint8Array) return bytes(Buffer.from(value));
  if (isCelUint(value)) return uint(value.value);
  if (isCelList(value)) return { type: "list", value: [...value].map(toValue) };
  if (isCelMap(value)) {
    return { type: "map", value: [...value].map(([key, one]) => [toValue(key), toValue(one)]) };
  }
  if ("message" in value) return timeToValue(value.desc.typeName, value.message);
  throw new TypeError(`no value of ours: ${String(value)}`);
}

interface Time {
  readonly seconds: bigint;
  readonly nanos: number;
}

function timeToValue(type: string, message: object): Value {
  const { seconds, nanos } = message as Time;
  const value = seconds * SECOND + BigInt(nanos);
  return type === "google.protobuf.Timestamp" ? timestamp(value) : duration(value);
}
