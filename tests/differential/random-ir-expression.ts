/** Random expressions and the requests they look at; the same for the same seed. Most are well typed, some are not. */
import { costOf } from "../../src/ir/cost.js";
import {
  type Attribute,
  BOUND,
  type Expression,
  type FunctionName,
  type MacroExpression,
} from "../../src/ir/expression.js";
import type { Test } from "../../src/ir/model.js";
import type { Request } from "../../src/ir/request.js";
import type { Random } from "./random-policy.js";

const place = { file: "random", line: 1, column: 1, length: 1 };

/** Lists are of strings, ints or anything, maps from strings to ints. */
const TYPES = [
  "bool",
  "int",
  "uint",
  "double",
  "string",
  "bytes",
  "timestamp",
  "duration",
  "ip",
  "cidr",
  "texts",
  "ints",
  "list",
  "map",
  "null",
] as const;
export type Type = (typeof TYPES)[number];

const TEXTS = [
  "",
  "a",
  "ab",
  "aab",
  "aaab",
  "ba",
  "abcab",
  "x,y,,z",
  " a\u2003",
  "é",
  "aéa😀é",
  "😀",
  "AbZ[é",
  "12",
  "-7",
  "+3",
  "007",
  "18446744073709551615",
  "-9223372036854775808",
  "1.5",
  "-0.25e-3",
  "1e400",
  ".5",
  "5.",
  "0.1",
  "NaN",
  "-Infinity",
  "true",
  "F",
  "1h30m",
  "-1.5s",
  "0",
  "1.999999999us2h",
  "2024-02-29T23:59:59.5Z",
  "2023-02-29T00:00:00Z",
  "1969-12-31T23:59:59.999999999-01:30",
  "UTC",
  "+01:00",
  "-23:59",
  "1.5h",
  "10.1.2.3",
  "10.0.0.0/8",
  "::ffff:10.1.2.3",
  "2001:db8::/32",
  "2001:db8::1",
  "1:2:3:4:5:6:7:8",
  "10.0.0.1/8",
  "abcabcabd",
  "aaaaaaaaab",
];
const PATTERNS = ["^a+b$", "é", "(?i)ABZ", "^\\d+$", "[^,]*,,", "^$", "a.a", "\\pL{3}"];
const INTS = [
  "0",
  "1",
  "2",
  "3",
  "-1",
  "-2",
  "7",
  "10",
  "255",
  "9007199254740993",
  "9223372036854775807",
  "-9223372036854775808",
];
const UINTS = ["0", "1", "2", "3", "10", "9007199254740993", "9223372036854775808", "18446744073709551615"];
const DOUBLES = [
  0,
  -0,
  1,
  2,
  3,
  -1.5,
  0.1,
  0.5,
  1.5,
  2.5,
  1e21,
  1e-7,
  123456789.125,
  5e-324,
  1.7976931348623157e308,
  9007199254740992,
  2 ** 63,
  2 ** 64,
  4.35,
  2 ** -44,
  2 ** 70,
  0.000001,
  1 / 3,
];
const BYTES = ["", "61", "6162", "c3a9", "ff", "00ff", "eda080"];
const SECONDS = ["0", "1", "-1", "1709251199", "253402300799", "-62135596800", "9223372036", "-9223372036"];
const NANOS = [0, 1, 500_000_000, 999_999_999, 854_775_807];
const IPS = [
  [10, 1, 2, 3],
  [10, 255, 0, 1],
  [192, 0, 2, 1],
  [32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
];
const CIDRS = [
  { bytes: [10, 0, 0, 0], length: 8 },
  { bytes: [10, 1, 2, 0], length: 23 },
  { bytes: [0, 0, 0, 0], length: 0 },
  { bytes: [192, 0, 2, 1], length: 32 },
  { bytes: [32, 1, 13, 184, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], length: 32 },
];
const NAMES = ["x-one", "x-two", "x-none"];
const PARAMETERS = ["a", "b c", "é", ""];
const ACCESSORS: readonly FunctionName[] = [
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

const VARIABLE_TYPES: readonly Type[] = ["string", "int"];

/** Makes one expression after the other. */
export class Expressions {
  /** Types of the variables of the macros around, the innermost last. */
  private readonly variables: Type[] = [];

  constructor(private readonly random: Random) {}

  /** An expression of a type, or of another by chance, nested so deep at most. */
  of(type: Type, depth: number): Expression {
    const { random } = this;
    if (random.chance(60)) return this.of(random.pick(TYPES), depth);
    if (depth <= 0 || random.chance(6)) return this.leaf(type);
    if (random.chance(8)) {
      const [condition, then, other] = [
        this.of("bool", depth - 1),
        this.of(type, depth - 1),
        this.of(type, depth - 1),
      ];
      return { kind: "conditional", condition, then, else: other };
    }
    if (random.chance(10))
      return this.call("index", [
        { kind: "list", items: [this.of(type, depth - 1), this.of(type, depth - 2)] },
        this.small(),
      ]);
    return this.branch(type, depth - 1);
  }

  /** An expression of any type that no policy is refused for. */
  any(depth: number): Expression {
    return this.bounded(() => this.of(this.random.pick(TYPES), depth));
  }

  /** The same, a boolean. */
  condition(depth: number): Expression {
    return this.bounded(() => this.of("bool", depth));
  }

  private bounded(make: () => Expression): Expression {
    const expression = make();
    return costOf(expression).steps <= BOUND.STEPS ? expression : this.bounded(make);
  }

  private call(name: FunctionName, args: readonly Expression[]): Expression {
    return { kind: "call", function: name, args };
  }

  private leaf(type: Type): Expression {
    const { random } = this;
    const bound = this.variables.flatMap((one, index) =>
      one === type ? [this.variables.length - 1 - index] : [],
    );
    if (bound.length > 0 && random.chance(2)) return { kind: "variable", depth: random.pick(bound) };
    if (random.chance(3)) {
      const attribute = this.attribute(type);
      if (attribute !== undefined) return attribute;
    }
    return this.literal(type);
  }

  private literal(type: Type): Expression {
    const { random } = this;
    const constant = (value: Extract<Expression, { kind: "constant" }>["value"]): Expression => ({
      kind: "constant",
      value,
    });
    switch (type) {
      case "null":
        return constant({ type });
      case "bool":
        return constant({ type, value: random.chance(2) });
      case "int":
        return constant({ type, value: random.pick(INTS) });
      case "uint":
        return constant({ type, value: random.pick(UINTS) });
      case "double":
        return constant({ type, value: random.pick([...DOUBLES, "NaN", "Infinity", "-Infinity"] as const) });
      case "string":
        return constant({ type, value: random.pick(TEXTS) });
      case "bytes":
        return constant({ type, value: random.pick(BYTES) });
      case "timestamp":
        return constant({ type, seconds: random.pick(SECONDS.slice(0, 6)), nanos: random.pick(NANOS) });
      case "duration":
        return constant({
          type,
          seconds: random.pick(SECONDS.filter((one) => one.length < 12)),
          nanos: random.pick(NANOS),
        });
      case "ip":
        return constant({ type, bytes: random.pick(IPS) });
      case "cidr":
        return constant({ type, ...random.pick(CIDRS) });
      case "texts":
        return this.list(() => this.literal("string"));
      case "ints":
        return this.list(() => this.literal("int"));
      case "list":
        return this.list(() => this.literal(random.pick(TYPES)));
      case "map": {
        const keys = [
          ...new Set(
            Array.from({ length: random.below(random.chance(3) ? 16 : 4) }, () => random.pick(TEXTS)),
          ),
        ];
        return {
          kind: "map",
          entries: keys.map((key) => [constant({ type: "string", value: key }), this.literal("int")]),
        };
      }
    }
  }

  /** Short, or long enough for a hash table. */
  private list(item: () => Expression): Expression {
    return {
      kind: "list",
      items: Array.from({ length: this.random.below(this.random.chance(3) ? 20 : 4) }, item),
    };
  }

  private attribute(type: Type): Expression | undefined {
    const { random } = this;
    const of = (attribute: Attribute): Expression => ({ kind: "attribute", attribute });
    switch (type) {
      case "string": {
        if (random.chance(6)) return this.segment();
        return of(
          random.pick<Attribute>([
            { name: "request.headers", key: random.pick(NAMES) },
            { name: "request.headers", key: "x-one" },
            { name: "request.query", key: random.pick(PARAMETERS) },
            { name: "request.query", key: "a" },
            {
              name: random.pick([
                "request.method",
                "request.host",
                "request.path",
                "request.scheme",
                "request.protocol",
              ]),
            },
            { name: random.pick(["peer.id", "peer.trustDomain", "peer.namespace", "peer.serviceAccount"]) },
            { name: random.pick(["connection.sni", "route.name", "user.sub"]) },
          ]),
        );
      }
      case "texts":
        return random.chance(2)
          ? of({ name: "request.headerValues", key: random.pick(NAMES) })
          : of({ name: "request.queryValues", key: random.pick(PARAMETERS) });
      case "int":
        return of({ name: random.pick(["request.size", "source.port", "destination.port"]) });
      case "ip":
        return of({ name: random.pick(["source.ip", "destination.ip"]) });
      case "timestamp":
        return of({ name: "request.time" });
      case "bool":
        return { kind: "test", test: this.test() };
      default:
        return undefined;
    }
  }

  private segment(): Expression {
    const from = this.random.below(3);
    const to = this.random.chance(2) ? {} : { to: from + 1 + this.random.below(2) };
    return { kind: "segment", from, ...to, suffix: this.random.below(2) };
  }

  private test(): Test {
    const { random } = this;
    return random.pick<Test>([
      { kind: "method", value: "GET", place },
      { kind: "header", name: random.pick(NAMES), match: { present: random.chance(2) }, place },
      { kind: "header", name: "x-one", match: { exact: "ab" }, place },
      { kind: "peer", namespace: "n1", place },
      { kind: "path", path: { prefix: "/a" }, place },
      { kind: "source", range: { bytes: [10, 0, 0, 0], length: 8 }, place },
      this.valueTest(),
    ]);
  }

  /** A test of a string. */
  valueTest(): Test {
    const { random } = this;
    const attribute = this.attribute("string");
    const members = random.some(random.chance(3) ? 20 : 3, () => random.pick([...TEXTS, "GET", "a.example"]));
    const match = random.pick([
      { oneOf: [...new Set(members)].sort() },
      { oneOf: [random.pick(TEXTS)] },
      { prefix: random.pick(["", "a", "é", "spiffe://t"]) },
      { suffix: random.pick(["", "b", "é", "e"]) },
    ]);
    if (attribute?.kind !== "attribute") return this.valueTest();
    return { kind: "value", attribute: attribute.attribute, match, place };
  }

  private small(): Expression {
    return {
      kind: "constant",
      value: this.random.pick([
        { type: "int", value: String(this.random.below(3)) },
        { type: "int", value: String(this.random.below(6) - 1) },
        { type: "uint", value: "1" },
        { type: "double", value: this.random.pick([0, 1, 0.5]) },
      ] as const),
    };
  }

  private branch(type: Type, depth: number): Expression {
    const { random } = this;
    const of = (one: Type) => this.of(one, depth);
    const same = () => random.pick(TYPES);
    switch (type) {
      case "null":
        return this.literal("null");
      case "bool":
        return this.boolean(depth);
      case "int":
        return random.pick<() => Expression>([
          () =>
            this.call(random.pick(["add", "subtract", "multiply", "divide", "modulo"]), [
              of("int"),
              of("int"),
            ]),
          () => this.call("negate", [of("int")]),
          () => this.call("size", [of(random.pick(["string", "bytes", "texts", "list", "map"]))]),
          () => this.call("int", [of(random.pick(["int", "uint", "double", "string", "timestamp"]))]),
          () =>
            this.call(random.pick(["indexOf", "lastIndexOf"]), [
              of("string"),
              of("string"),
              ...(random.chance(2) ? [this.small()] : []),
            ]),
          () =>
            this.call(random.pick(ACCESSORS), [of("timestamp"), ...(random.chance(2) ? [of("string")] : [])]),
          () => this.call(random.pick(ACCESSORS.slice(6)), [of("duration")]),
          () => this.call("index", [of("map"), of("string")]),
          () => this.call("index", [of("ints"), this.small()]),
        ])();
      case "uint":
        return random.pick<() => Expression>([
          () =>
            this.call(random.pick(["add", "subtract", "multiply", "divide", "modulo"]), [
              of("uint"),
              of("uint"),
            ]),
          () => this.call("uint", [of(random.pick(["int", "uint", "double", "string"]))]),
        ])();
      case "double":
        return random.pick<() => Expression>([
          () =>
            this.call(random.pick(["add", "subtract", "multiply", "divide"]), [of("double"), of("double")]),
          () => this.call("negate", [of("double")]),
          () => this.call("double", [of(random.pick(["int", "uint", "double", "string"]))]),
        ])();
      case "string":
        return this.text(depth);
      case "bytes":
        return random.chance(2)
          ? this.call("add", [of("bytes"), of("bytes")])
          : this.call("bytes", [of("string")]);
      case "timestamp":
        return random.pick<() => Expression>([
          () =>
            this.call(
              "add",
              random.chance(2) ? [of("timestamp"), of("duration")] : [of("duration"), of("timestamp")],
            ),
          () => this.call("subtract", [of("timestamp"), of("duration")]),
          () => this.call("timestamp", [of(random.pick(["string", "int", "timestamp"]))]),
        ])();
      case "duration":
        return random.pick<() => Expression>([
          () => this.call(random.pick(["add", "subtract"]), [of("duration"), of("duration")]),
          () => this.call("subtract", [of("timestamp"), of("timestamp")]),
          () => this.call("duration", [of(random.pick(["string", "duration"]))]),
        ])();
      case "ip":
        return this.call("ip", [of("string")]);
      case "cidr":
        return this.call("cidr", [of("string")]);
      case "texts":
        return random.pick<() => Expression>([
          () => this.call("split", [of("string"), of("string"), ...(random.chance(2) ? [this.small()] : [])]),
          () => ({ kind: "list", items: random.some(3, () => of("string")) }),
          () => this.call("add", [of("texts"), of("texts")]),
          () => this.macro(random.pick(["map", "filter"]), "string", depth),
        ])();
      case "ints":
        return random.pick<() => Expression>([
          () => ({ kind: "list", items: random.some(3, () => of("int")) }),
          () => this.macro(random.pick(["map", "filter"]), "int", depth),
        ])();
      case "list":
        return random.pick<() => Expression>([
          () => ({ kind: "list", items: random.some(3, () => of(same())) }),
          () => this.call("add", [of("list"), of(random.pick(["texts", "ints"]))]),
        ])();
      case "map":
        return {
          kind: "map",
          entries: random.some(3, () => [of(random.chance(8) ? same() : "string"), of("int")] as const),
        };
    }
  }

  private text(depth: number): Expression {
    const { random } = this;
    const of = (one: Type) => this.of(one, depth);
    return random.pick<() => Expression>([
      () => this.call("add", [of("string"), of("string")]),
      () => this.call(random.pick(["lowerAscii", "upperAscii", "trim"]), [of("string")]),
      () => this.call("substring", [of("string"), this.small(), ...(random.chance(2) ? [this.small()] : [])]),
      () => this.call("charAt", [of("string"), this.small()]),
      () =>
        this.call("replace", [
          of("string"),
          of("string"),
          of("string"),
          ...(random.chance(2) ? [this.small()] : []),
        ]),
      () => this.call("join", [of("texts"), ...(random.chance(2) ? [of("string")] : [])]),
      () => this.call("index", [of("texts"), this.small()]),
      () =>
        this.call("string", [
          of(
            random.pick([
              "bool",
              "int",
              "uint",
              "double",
              "double",
              "double",
              "string",
              "bytes",
              "timestamp",
              "duration",
            ]),
          ),
        ]),
    ])();
  }

  private boolean(depth: number): Expression {
    const { random } = this;
    const of = (one: Type) => this.of(one, depth);
    const type = random.pick(TYPES);
    const numbers = ["int", "uint", "double"] as const;
    return random.pick<() => Expression>([
      () => ({ kind: random.pick(["and", "or"]), args: random.some(2, () => of("bool")).concat(of("bool")) }),
      () => ({ kind: random.pick(["and", "or"]), args: [of("bool"), of("bool")] }),
      () => this.call("not", [of("bool")]),
      () => this.call("equals", [of(type), of(type)]),
      () => this.call("equals", [of(random.pick(numbers)), of(random.pick(numbers))]),
      () => this.call(random.pick(["less", "lessOrEqual"]), [of(type), of(type)]),
      () =>
        this.call(random.pick(["less", "lessOrEqual"]), [of(random.pick(numbers)), of(random.pick(numbers))]),
      () => this.call("in", [of("string"), of(random.pick(["texts", "map", "list"]))]),
      () => this.call("in", [of(random.pick(numbers)), of(random.pick(["ints", "list"]))]),
      () => this.call("in", [of(type), of("list")]),
      () => this.call("has", [of("map"), of("string")]),
      () => this.call(random.pick(["startsWith", "endsWith", "contains"]), [of("string"), of("string")]),
      () => this.call("containsIp", [of("cidr"), of("ip")]),
      () => ({ kind: "matches", value: of("string"), pattern: random.pick(PATTERNS) }),
      () => this.call("bool", [of(random.pick(["bool", "string"]))]),
      () => this.macro(random.pick(["exists", "all", "existsOne"]), random.pick(VARIABLE_TYPES), depth),
    ])();
  }

  private macro(macro: MacroExpression["macro"], item: Type, depth: number): Expression {
    const { random } = this;
    const range =
      item === "int" ? this.of("ints", depth) : this.of(random.chance(4) ? "map" : "texts", depth);
    this.variables.push(item);
    const condition = macro === "map" && random.chance(2) ? {} : { condition: this.of("bool", depth) };
    const result = macro === "map" ? { result: this.of(item, depth) } : {};
    this.variables.pop();
    return { kind: "macro", macro, range, ...condition, ...result };
  }
}

/** A request that such expressions find something in. */
export function requestForExpressions(random: Random, timeNs: bigint): Request {
  const values = [...TEXTS, "n1"];
  const query = Array.from({ length: random.below(5) }, () =>
    random.pick(["a", "b+c", "%C3%A9", "b%20c", "", "a%"]),
  )
    .map(
      (name) =>
        `${name}${random.pick(["", "=", `=${encodeURIComponent(random.pick(values))}`, "=%ff", "=x%", "=a+b", "=ab"])}`,
    )
    .join("&");
  const maybe = <T extends object>(part: T): T | object => (random.chance(5) ? {} : part);
  return {
    ...maybe({ method: random.pick(["GET", "POST"]) }),
    path: `/${random.pick(["", "a", "a/b", "a/é".replace("é", "%C3%A9"), "a/b/ab/"])}${random.chance(4) ? "" : `?${query}`}`,
    ...maybe({ host: random.pick(["a.example", "b.example"]) }),
    headers: Array.from({ length: random.below(5) }, () =>
      random.chance(6)
        ? ([
            "content-length",
            random.pick(["0", "5", "x", "9223372036854775807", "9223372036854775808"]),
          ] as const)
        : ([random.pick(["x-one", "X-One", "x-two"]), random.pick(values)] as const),
    ),
    ...maybe({ peer: random.pick(["spiffe://t.example/ns/n1/sa/s1", "spiffe://t.example/other", "junk"]) }),
    ...maybe({ sourceIp: random.pick(["10.1.2.3", "2001:db8::1", "192.0.2.1"]), sourcePort: 4711 }),
    ...maybe({ destinationIp: random.pick(["10.1.2.3", "2001:db8::1"]), destinationPort: 443 }),
    ...maybe({ sni: random.pick(["a.example", ""]) }),
    ...maybe({ scheme: random.pick(["http", "https"]) }),
    ...maybe({ protocol: random.pick(["HTTP/1.1", "HTTP/2"]) }),
    ...maybe({ route: random.pick(["r1", ""]) }),
    ...(random.chance(3) ? { hasUnannouncedBody: true } : {}),
    ...maybe({ timeNs }),
  };
}
