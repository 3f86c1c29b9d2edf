/** Random expressions of CEL that have the right types, over a request of which much is known; the same for the same seed. */
import type { Random } from "./random-policy.js";

type Type =
  | "bool"
  | "int"
  | "uint"
  | "double"
  | "string"
  | "bytes"
  | "timestamp"
  | "duration"
  | "intList"
  | "textList"
  | "map";

const TYPES: readonly Type[] = [
  "bool",
  "int",
  "uint",
  "double",
  "string",
  "bytes",
  "timestamp",
  "duration",
  "intList",
  "textList",
  "map",
];
const ORDERED = ["bool", "int", "uint", "string", "bytes", "timestamp", "duration"] as const;
const PATTERNS = [
  "^a",
  "b$",
  "(a|b)*c",
  "[^a-c]",
  "^.{2,4}$",
  "(?i)AB",
  "\\\\d+",
  "é",
  "^$",
  "a+?b",
  "\\\\bc",
];

const QUANTIFIERS = ["exists", "all", "exists_one"];

/** An expression and the macros' variables around it. */
type Maker = (from: RandomCel, depth: number) => string;

const LEAVES: Readonly<Record<Type, readonly string[]>> = {
  bool: ["true", "false", "has(request.query.n)", '("x-none" in request.headers)'],
  int: [
    "0",
    "1",
    "-1",
    "2",
    "7",
    "42",
    "-100",
    "9223372036854775807",
    "-9223372036854775808",
    "4611686018427387904",
    "source.port",
    "request.size",
    'int(request.query["n"])',
    'int(request.headers["x-a"])',
  ],
  uint: ["0u", "1u", "3u", "100u", "18446744073709551615u", "uint(source.port)", 'uint(request.query["n"])'],
  double: [
    "0.0",
    "-0.0",
    "1.5",
    "-2.25",
    "1e308",
    "1e-320",
    "3.0",
    "double(source.port)",
    'double(request.query["f"])',
  ],
  string: [
    '""',
    '"a"',
    '"ab"',
    '"abcabc"',
    '"é"',
    '"a é,b"',
    '" \\t x "',
    '"12"',
    '"true"',
    'request.headers["x-a"]',
    'request.headers["x-b"]',
    'request.headers["x-twice"]',
    'request.headers["x-none"]',
    'request.query["t"]',
    "request.method",
    "request.path",
  ],
  bytes: ['b""', 'b"a"', 'b"\\xff\\x00"', 'b"é"', 'bytes(request.headers["x-b"])'],
  timestamp: [
    'timestamp("1970-01-01T00:00:00Z")',
    'timestamp("2024-02-29T12:34:56.789Z")',
    'timestamp("1600-01-01T00:00:00Z")',
    'timestamp("9999-12-31T23:59:59.999Z")',
    'timestamp("2009-02-13T23:31:30+05:30")',
    'timestamp("2009-13-30T00:00:00Z")',
    "request.time",
  ],
  duration: [
    'duration("0")',
    'duration("1h30m")',
    'duration("-1.5s")',
    'duration("2562047h47m16.854s")',
    'duration("1ms")',
    'duration("nothing")',
  ],
  intList: ["[]", "[1, 2, 3]", "[0]", "[-1, 0, 1, source.port]", "[request.size]"],
  textList: ["[]", '["a", "b"]', 'request.headerValues["x-twice"]', 'request.queryValues["t"]'],
  map: [
    "{}",
    '{"a": 1}',
    '{"a": 1, "b": source.port}',
    '{request.headers["x-a"]: 2, "é": 3}',
    '{"a": 1, "a": 2}',
  ],
};

const MAKERS: Readonly<Record<Type, readonly Maker[]>> = {
  bool: [
    (e, d) => e.binary(["==", "!="], e.random.pick(TYPES), d),
    (e, d) => e.binary(["<", "<=", ">", ">="], e.random.pick(ORDERED), d),
    (e) => `${e.leaf("double")} ${e.random.pick(["<", "<=", ">", ">="])} ${e.leaf("double")}`,
    (e, d) => e.binary(["&&", "||"], "bool", d),
    (e, d) => e.binary(["&&", "||"], "bool", d),
    (e, d) => `!(${e.of("bool", d)})`,
    (e, d) => `${e.of("int", d)} in ${e.of("intList", d)}`,
    (e, d) => `${e.of("string", d)} in ${e.of("textList", d)}`,
    (e, d) => `${e.of("string", d)} in ${e.of("map", d)}`,
    (e, d) => `has(${e.of("map", d)}.${e.random.pick(["a", "b"])})`,
    (e, d) =>
      `${e.of("string", d)}.${e.random.pick(["startsWith", "endsWith", "contains"])}(${e.of("string", d)})`,
    (e, d) => `${e.of("string", d)}.matches("${e.random.pick(PATTERNS)}")`,
    (e, d) => `bool(${e.of("string", d)})`,
    (e, d) => `${e.of("intList", d)}.${e.random.pick(QUANTIFIERS)}(v, ${e.quotient("v")})`,
    (e, d) => e.macro(e.random.pick(QUANTIFIERS), "bool", d),
    (e, d) =>
      `dyn(${e.small()}) ${e.random.pick(["==", "!=", "<", ">="])} dyn(${e.small()}) || ${e.of("bool", d)}`,
  ],
  int: [
    (e, d) => e.binary(["+", "-", "*", "/"], "int", d),
    (e, d) => e.binary(["+", "-", "*", "/"], "int", d),
    (e, d) => `${e.of("int", d)} % ${e.random.pick(["0", "1", "7", "9223372036854775807"])}`,
    (e, d) => `-(${e.of("int", d)})`,
    (e, d) => `size(${e.of(e.random.pick(["string", "bytes", "intList", "textList", "map"]), d)})`,
    (e, d) => `${e.of("intList", d)}[${e.of("int", d)}]`,
    (e, d) => `${e.of("map", d)}[${e.of("string", d)}]`,
    (e, d) => `${e.of("map", d)}.a`,
    (e, d) => `int(${e.of(e.random.pick(["int", "uint", "double", "timestamp"]), d)})`,
    (e, d) => `${e.of("string", d)}.${e.random.pick(["indexOf", "lastIndexOf"])}(${e.of("string", d)})`,
    (e, d) => `${e.of("timestamp", d)}.${e.random.pick(CALENDAR)}(${e.random.pick(ZONES)})`,
    (e, d) =>
      `${e.of("duration", d)}.${e.random.pick(["getHours", "getMinutes", "getSeconds", "getMilliseconds"])}()`,
  ],
  uint: [
    (e, d) => e.binary(["+", "-", "*", "%"], "uint", d),
    (e, d) => `${e.of("uint", d)} / ${e.random.pick(["0u", "3u"])}`,
    (e, d) => `uint(${e.of(e.random.pick(["int", "uint", "double"]), d)})`,
  ],
  double: [
    (e, d) => e.binary(["+", "-", "*", "/"], "double", d),
    (e, d) => `-(${e.of("double", d)})`,
    (e, d) => `double(${e.of(e.random.pick(["int", "uint", "double"]), d)})`,
  ],
  string: [
    (e, d) => e.binary(["+"], "string", d),
    (e, d) => `${e.of("string", d)}.${e.random.pick(["lowerAscii", "upperAscii", "trim"])}()`,
    (e, d) => `${e.of("string", d)}.charAt(${e.of("int", d)})`,
    (e, d) => `${e.of("string", d)}.substring(${e.of("int", d)})`,
    (e, d) => `${e.of("string", d)}.substring(${e.of("int", d)}, ${e.of("int", d)})`,
    (e, d) => `${e.of("string", d)}.replace("${e.random.pick(["a", "bc", ","])}", ${e.of("string", d)})`,
    (e, d) => `${e.of("string", d)}.replace("a", "b", ${e.random.below(3)})`,
    (e, d) => `${e.of("textList", d)}.join(${e.random.pick(["", '","'])})`,
    (e, d) => `${e.of("textList", d)}[${e.of("int", d)}]`,
    (e, d) => `string(${e.of(e.random.pick(["bool", "int", "uint", "double", "string", "bytes"]), d)})`,
  ],
  bytes: [(e, d) => e.binary(["+"], "bytes", d), (e, d) => `bytes(${e.of("string", d)})`],
  timestamp: [
    (e, d) => `${e.of("timestamp", d)} ${e.random.pick(["+", "-"])} ${e.of("duration", d)}`,
    (e, d) => `${e.of("duration", d)} + ${e.of("timestamp", d)}`,
  ],
  duration: [(e, d) => e.binary(["+", "-"], "duration", d)],
  intList: [
    (e, d) => e.binary(["+"], "intList", d),
    (e, d) => `[${e.of("int", d)}, ${e.of("int", d)}]`,
    (e, d) => e.macro("filter", "bool", d),
    (e, d) => e.macro("map", "int", d),
    (e, d) => `${e.of("textList", d)}.map(v, size(v) > ${e.random.below(3)}, size(v))`,
  ],
  textList: [
    (e, d) => e.binary(["+"], "textList", d),
    (e, d) => `[${e.of("string", d)}]`,
    (e, d) => `${e.of("string", d)}.split("${e.random.pick(["a", ",", "bc"])}")`,
    (e, d) => `${e.of("map", d)}.filter(k, k != ${e.of("string", d)})`,
  ],
  map: [(e, d) => `{${e.of("string", d)}: ${e.of("int", d)}, ${e.of("string", d)}: ${e.of("int", d)}}`],
};

const CALENDAR = [
  "getFullYear",
  "getMonth",
  "getDate",
  "getDayOfMonth",
  "getDayOfWeek",
  "getDayOfYear",
  "getHours",
  "getMinutes",
  "getSeconds",
  "getMilliseconds",
];
const ZONES = ["", '"+00:00"', '"+05:30"', '"-11:00"'];

/** Makes expressions. */
export class RandomCel {
  /** Of the macros around, which are all over integers. */
  private readonly variables: string[] = [];

  constructor(readonly random: Random) {}

  /** One of any type, of at most so many expressions within each other. */
  next(depth: number): string {
    return this.of(this.random.pick(TYPES), depth);
  }

  of(type: Type, depth: number): string {
    if (depth === 0 || this.random.chance(4)) return this.leaf(type);
    if (this.random.chance(10)) {
      return `(${this.of("bool", depth - 1)} ? ${this.of(type, depth - 1)} : ${this.of(type, depth - 1)})`;
    }
    return `(${this.random.pick(MAKERS[type])(this, depth - 1)})`;
  }

  leaf(type: Type): string {
    const isVariable = type === "int" && this.variables.length > 0 && this.random.chance(2);
    return this.random.pick(isVariable ? this.variables : LEAVES[type]);
  }

  /** A number that is the same as a double, of any type. */
  small(): string {
    return this.random.pick(["0", "1", "3", "-1", "0u", "1u", "3u", "0.0", "1.0", "3.0", "-1.0", "1.5"]);
  }

  /** Whether the quotient by a divisor compares: true, false, and an error when it is 0. */
  quotient(divisor: string): string {
    return `${this.random.below(20)} / ${divisor} ${this.random.pick(["<", ">=", "=="])} ${this.random.below(20)}`;
  }

  binary(operators: readonly string[], type: Type, depth: number): string {
    return `${this.of(type, depth)} ${this.random.pick(operators)} ${this.of(type, depth)}`;
  }

  /** Over integers. */
  macro(name: string, body: Type, depth: number): string {
    const range = this.of("intList", depth);
    const variable = `v${this.variables.length}`;
    this.variables.push(variable);
    const macro = `${range}.${name}(${variable}, ${this.of(body, depth)})`;
    this.variables.pop();
    return macro;
  }
}
