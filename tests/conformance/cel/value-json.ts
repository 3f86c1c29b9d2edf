/** `cel.expr.Value` in ProtoJSON (cel-spec: proto/cel/expr/value.proto). */
import { typeOfName } from "../../../src/condition/names.js";
import { bool, bytes, double, int, NULL, string, uint, type Value } from "../../../src/ir/value.js";

/** One field names the type. */
export type ValueJson = Readonly<Record<string, unknown>>;

interface ListJson {
  readonly values?: readonly ValueJson[];
}

interface MapJson {
  readonly entries?: readonly { readonly key: ValueJson; readonly value: ValueJson }[];
}

/** The value. @throws {TypeError} a message, an enum or a type of such: here are none */
export function jsonToValue(json: ValueJson): Value {
  const [[type, value] = []] = Object.entries(json);
  switch (type) {
    case "nullValue":
      return NULL;
    case "boolValue":
      return bool(value === true);
    case "int64Value":
      return int(BigInt(String(value)));
    case "uint64Value":
      return uint(BigInt(String(value)));
    case "doubleValue":
      return double(Number(value));
    case "stringValue":
      return string(String(value));
    case "bytesValue":
      return bytes(Buffer.from(String(value), "base64"));
    case "listValue":
      return { type: "list", value: ((value as ListJson).values ?? []).map(jsonToValue) };
    case "mapValue": {
      const { entries = [] } = value as MapJson;
      return { type: "map", value: entries.map((one) => [jsonToValue(one.key), jsonToValue(one.value)]) };
    }
    case "typeValue":
      return typeNamed(String(value));
    default:
      throw new TypeError(`no value is a ${type}`);
  }
}

function typeNamed(name: string): Value {
  const type = typeOfName(name);
  if (type === undefined) throw new TypeError(`no type is named ${name}`);
  return type;
}

/** The value as CEL writes it; a message as a name that nothing has. */
export function jsonToText(json: ValueJson): string {
  const [[type, value] = []] = Object.entries(json);
  switch (type) {
    case "nullValue":
      return "null";
    case "uint64Value":
      return `${value}u`;
    case "doubleValue":
      return `double("${value}")`;
    case "stringValue":
      return JSON.stringify(value);
    case "bytesValue":
      return `b"${[...Buffer.from(String(value), "base64")].map(escapeByte).join("")}"`;
    case "listValue":
      return `[${((value as ListJson).values ?? []).map(jsonToText).join(", ")}]`;
    case "mapValue": {
      const { entries = [] } = value as MapJson;
      return `{${entries.map((one) => `${jsonToText(one.key)}: ${jsonToText(one.value)}`).join(", ")}}`;
    }
    case "objectValue":
      return messageToText(value as ValueJson);
    default:
      return String(value);
  }
}

function escapeByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}

function messageToText({ "@type": type, value }: ValueJson): string {
  return type === "type.googleapis.com/google.protobuf.Duration" ? `duration("${value}")` : "message";
}
