/** Random expressions as the model has them; the same for the same seed. Most are well typed, some are not. */
import { costOf } from "../../src/ir/cost.js";
import {
  type Attribute,
  BOUND,
  type Expression,
  type FunctionName,
  type MacroExpression,
} from "../../src/ir/expression.js";
import type { Test } from "../../src/ir/model.js";
import {
  ADDRESSES,
  PATTERNS,
  randomConstant,
  TEXTS,
  TIMES,
  TYPES,
  type Type,
  ZONES,
} from "./random-constants.js";
import type { Random } from "./random-policy.js";

const place = { file: "random", line: 1, column: 1, length: 1 };

const NUMBERS = ["int", "uint", "double"] as const;
const ARITHMETIC: readonly FunctionName[] = ["add", "subtract", "multiply", "divide", "modulo"];
const ACCESSORS: readonly FunctionName[] = [
  ...(["getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"] as const),
  ...(["getHours", "getMinutes", "getSeconds", "getMilliseconds"] as const),
];
const ADDRESS_TESTS: readonly FunctionName[] = [
  ...(["isUnspecified", "isLoopback", "isGlobalUnicast"] as const),
  ...(["isLinkLocalMulticast", "isLinkLocalUnicast"] as const),
];
/** Of durations, too. */
const LENGTHS = ACCESSORS.slice(6);

/** Makes one expression after the other. */
export class Expressions {
  /** Types of the variables of the macros around, the innermost last. */
  private readonly variables: Type[] = [];

  constructor(private readonly random: Random) {}

  /** An expression of any type, nested so deep at most, that no policy is refused for. */
  any(depth: number): Expression {
    return this.bounded(() => this.of(this.random.pick(TYPES), depth));
  }

  /** The same, mostly a boolean. */
  condition(depth: number): Expression {
    return this.bounded(() => this.of("bool", depth));
  }

  private bounded(make: () => Expression): Expression {
    const expression = make();
    return costOf(expression).steps < BOUND.STEPS ? expression : this.bounded(make);
  }

  private of(type: Type, depth: number): Expression {
    const { random } = this;
    if (random.chance(80)) return this.of(random.pick(TYPES), depth);
    if (depth <= 0 || random.chance(6)) return this.leaf(type);
    if (random.chance(9)) {
      const condition = this.of("bool", depth - 1);
      return {
        kind: "conditional",
        condition,
        // biome-ignore lint/suspicious/noThenProperty: the branch of a conditional, never awaited
        then: this.of(type, depth - 1),
        else: this.of(type, depth - 1),
      };
    }
    if (random.chance(12)) {
      const items = random.some(2, () => this.of(type, depth - 1));
      return this.call("index", [{ kind: "list", items }, this.small()]);
    }
    return this.branch(type, depth - 1);
  }

  private call(name: FunctionName, args: readonly Expression[]): Expression {
    return { kind: "call", function: name, args };
  }

  private leaf(type: Type): Expression {
    const { random, variables } = this;
    const bound = variables.flatMap((one, index) => (one === type ? [variables.length - 1 - index] : []));
    if (bound.length > 0 && random.chance(2)) return { kind: "variable", depth: random.pick(bound) };
    return (random.chance(2) ? this.ofRequest(type) : undefined) ?? randomConstant(random, type);
  }

  private ofRequest(type: Type): Expression | undefined {
    const { random } = this;
    if (type === "bool") return random.chance(5) ? this.present() : { kind: "test", test: this.test() };
    if (type === "string" && random.chance(6)) return this.segment();
    const attribute = randomAttribute(random, type);
    return attribute && { kind: "attribute", attribute };
  }

  private present(): Expression {
    const name = this.random.pick(["user.sub", "user.iss", "peer.id", "request.host", "source.ip"] as const);
    return { kind: "present", attribute: { name } };
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
      { kind: "header", name: "x-two", match: { present: random.chance(2) }, place },
      { kind: "header", name: "x-one", match: { exact: "ab" }, place },
      { kind: "peer", namespace: "n1", place },
      { kind: "path", path: { prefix: "/a" }, place },
      { kind: "source", range: { bytes: [10, 0, 0, 0], length: 8 }, place },
      this.valueTest(),
      { kind: "condition", expression: this.of("bool", 0), text: "inner", place },
    ]);
  }

  private valueTest(): Test {
    const { random } = this;
    const attribute = randomAttribute(random, "string") ?? { name: "request.path" };
    const members = random.some(random.chance(3) ? 20 : 3, () => random.pick([...TEXTS, "GET", "a.example"]));
    const match = random.pick([
      { oneOf: [...new Set(members)].sort() },
      { oneOf: [random.pick(TEXTS)] },
      { prefix: random.pick(["", "a", "é", "spiffe://t"]) },
      { suffix: random.pick(["", "b", "é", "e"]) },
    ]);
    return { kind: "value", attribute, match, place };
  }

  /** A number that is likely to be an index or a count. */
  private small(): Expression {
    const { random } = this;
    const value = random.pick([
      { type: "int", value: String(random.below(3)) },
      { type: "int", value: String(random.below(6) - 1) },
      { type: "uint", value: "1" },
      { type: "double", value: random.pick([0, 1, 0.5]) },
    ] as const);
    return { kind: "constant", value: random.chance(2) ? { type: "int", value: "1" } : value };
  }

  private maybe(argument: Expression): Expression[] {
    return this.random.chance(2) ? [argument] : [];
  }

  private textOf(texts: readonly string[]): Expression {
    return { kind: "constant", value: { type: "string", value: this.random.pick(texts) } };
  }

  private branch(type: Type, depth: number): Expression {
    switch (type) {
      case "null":
        return randomConstant(this.random, "null");
      case "bool":
        return this.random.chance(3) ? this.comparison(depth) : this.boolean(depth);
      case "int":
        return this.integer(depth);
      case "uint":
      case "double":
        return this.number(type, depth);
      case "string":
        return this.text(depth);
      case "timestamp":
      case "duration":
        return this.time(type, depth);
      case "texts":
      case "ints":
      case "list":
        return this.list(type, depth);
      default:
        return this.other(type, depth);
    }
  }

  private comparison(depth: number): Expression {
    const { random } = this;
    const of = (one: Type) => this.of(one, depth);
    const type = random.pick(TYPES);
    const numbers = [of(random.pick(NUMBERS)), of(random.pick(NUMBERS))];
    return random.pick<() => Expression>([
      () => this.call("equals", [of(type), of(type)]),
      () => this.call("equals", numbers),
      () => this.call(random.pick(["less", "lessOrEqual"]), [of(type), of(type)]),
      () => this.call(random.pick(["less", "lessOrEqual"]), numbers),
      () => this.call("in", [of("string"), of(random.pick(["texts", "map", "list"]))]),
      () => this.call("in", [of(random.pick(NUMBERS)), of(random.pick(["ints", "list"]))]),
      () => this.call("in", [of(type), of("list")]),
    ])();
  }

  private boolean(depth: number): Expression {
    const { random } = this;
    const of = (one: Type) => this.of(one, depth);
    return random.pick<() => Expression>([
      () => ({ kind: random.pick(["and", "or"]), args: [of("bool"), of("bool")] }),
      () => ({ kind: random.pick(["and", "or"]), args: [of("bool"), of("bool"), of("bool")] }),
      () => this.call("not", [of("bool")]),
      () => this.call("has", [of("map"), of("string")]),
      () => this.call(random.pick(["startsWith", "endsWith", "contains"]), [of("string"), of("string")]),
      () => this.addressTest(depth),
      () => ({ kind: "matches", value: of("string"), pattern: random.pick(PATTERNS) }),
      () => this.call("bool", [of(random.pick(["bool", "string"]))]),
      () => this.macro(random.pick(["exists", "all", "existsOne"]), random.pick(["string", "int"]), depth),
    ])();
  }

  private addressTest(depth: number): Expression {
    const { random } = this;
    const of = (one: Type) => this.of(one, depth);
    const text = () => (random.chance(2) ? this.textOf(ADDRESSES) : of("string"));
    return random.pick<() => Expression>([
      () => this.call("containsIP", [of("cidr"), random.chance(3) ? text() : of("ip")]),
      () => this.call("containsCIDR", [of("cidr"), random.chance(3) ? text() : of("cidr")]),
      () => this.call(random.pick(ADDRESS_TESTS), [of("ip")]),
      () => this.call(random.pick(["isIP", "isCIDR", "ip.isCanonical"]), [text()]),
    ])();
  }

  private integer(depth: number): Expression {
    const { random } = this;
    const of = (type: Type) => this.of(type, depth);
    const text = () => (random.chance(2) ? this.textOf(["aaaa", "aabaab", "éaé"]) : of("string"));
    const part = () => (random.chance(2) ? this.textOf(["a", "aa", "é", ""]) : of("string"));
    const places = () => [text(), part(), ...this.maybe(this.small())];
    return random.pick<() => Expression>([
      () => this.call(random.pick(ARITHMETIC), [of("int"), of("int")]),
      () => this.call("negate", [of("int")]),
      () => this.call("size", [of(random.pick(["string", "bytes", "texts", "list", "map"]))]),
      () => this.call("int", [of(random.pick(["int", "uint", "double", "string", "timestamp"]))]),
      () => this.call(random.pick(["indexOf", "lastIndexOf"]), places()),
      () => this.call(random.pick(ACCESSORS), [of("timestamp"), ...this.maybe(this.textOf(ZONES))]),
      () => this.call(random.pick(LENGTHS), [of("duration")]),
      () => (random.chance(2) ? this.call("family", [of("ip")]) : this.call("prefixLength", [of("cidr")])),
      () => this.call("index", [of("map"), of("string")]),
      () => this.call("index", [of("ints"), this.small()]),
    ])();
  }

  private number(type: "uint" | "double", depth: number): Expression {
    const of = (one: Type) => this.of(one, depth);
    if (type === "double" && this.random.chance(5)) return this.call("negate", [of(type)]);
    if (this.random.chance(2)) return this.call(type, [of(this.random.pick([...NUMBERS, "string"]))]);
    return this.call(this.random.pick(ARITHMETIC), [of(type), of(type)]);
  }

  private text(depth: number): Expression {
    const { random } = this;
    const of = (one: Type) => this.of(one, depth);
    return random.pick<() => Expression>([
      () => this.call("add", [of("string"), of("string")]),
      () => this.call(random.pick(["lowerAscii", "upperAscii", "trim", "reverse"]), [of("string")]),
      () => this.call("substring", [of("string"), this.small(), ...this.maybe(this.small())]),
      () => this.call("charAt", [of("string"), this.small()]),
      () => this.call("replace", [of("string"), of("string"), of("string"), ...this.maybe(this.small())]),
      () => this.call("join", [of("texts"), ...this.maybe(of("string"))]),
      () => this.call("index", [of("texts"), this.small()]),
      () => this.call("string", [of(random.pick(["double", ...NUMBERS, "bool", "string", "bytes"]))]),
      () => this.call("string", [of(random.pick(["timestamp", "duration", "ip", "cidr"]))]),
    ])();
  }

  private time(type: "timestamp" | "duration", depth: number): Expression {
    const of = (one: Type) => this.of(one, depth);
    const both = this.random.pick([
      ["timestamp", "duration"],
      ["duration", "timestamp"],
      ["duration", "duration"],
      ["timestamp", "timestamp"],
    ] as const);
    return this.random.pick<() => Expression>([
      () => this.call("add", both.map(of)),
      () => this.call("subtract", both.map(of)),
      () => this.call(type, [this.textOf(TIMES)]),
      () => this.call(type, [of(this.random.pick(["string", "int", type]))]),
    ])();
  }

  private list(type: "texts" | "ints" | "list", depth: number): Expression {
    const { random } = this;
    const item = () => (type === "texts" ? "string" : type === "ints" ? "int" : random.pick(TYPES));
    const made = (): Expression => ({ kind: "list", items: random.some(3, () => this.of(item(), depth)) });
    const split = () => [this.of("string", depth), this.of("string", depth), ...this.maybe(this.small())];
    return random.pick<() => Expression>([
      made,
      () => this.call("add", [this.of(type, depth), this.of(type, depth)]),
      () => (type === "list" ? made() : this.macro(random.pick(["map", "filter"]), item(), depth)),
      () => (type === "texts" ? this.call("split", split()) : made()),
    ])();
  }

  private other(type: "bytes" | "ip" | "cidr" | "map" | "type", depth: number): Expression {
    const { random } = this;
    const of = (one: Type) => this.of(one, depth);
    if (type === "type") return this.call(type, [of(random.pick(TYPES))]);
    if (type === "map" && random.chance(2)) return this.macro("transformMap", "int", depth);
    if (type === "map") {
      const key = () => of(random.chance(8) ? random.pick(TYPES) : "string");
      return { kind: "map", entries: random.some(3, () => [key(), of("int")] as const) };
    }
    if (type === "bytes" && random.chance(2)) return this.call("add", [of(type), of(type)]);
    if (type === "ip" && random.chance(4)) return this.call(type, [of("cidr")]);
    if (type === "cidr" && random.chance(4)) return this.call("masked", [of("cidr")]);
    return this.call(type, [type !== "bytes" && random.chance(2) ? this.textOf(ADDRESSES) : of("string")]);
  }

  private macro(macro: MacroExpression["macro"], item: Type, depth: number): Expression {
    const { random } = this;
    const isKeyed = macro === "transformMap" || random.chance(3);
    const { range, bound } = this.range(isKeyed, item, depth);
    this.variables.push(...bound);
    const isMaking = macro === "map" || macro === "transformMap";
    const condition = isMaking && random.chance(2) ? {} : { condition: this.of("bool", depth) };
    const result = isMaking ? { result: this.of(item, depth) } : {};
    this.variables.length -= bound.length;
    return { kind: "macro", macro, ...(isKeyed && { isKeyed }), range, ...condition, ...result };
  }

  /** What a macro goes through, and the types of its variables. */
  private range(isKeyed: boolean, item: Type, depth: number): { range: Expression; bound: Type[] } {
    const isMap = this.random.chance(4) && (isKeyed || item === "string");
    if (isMap) return { range: this.of("map", depth), bound: isKeyed ? ["string", "int"] : ["string"] };
    const range = this.of(item === "int" ? "ints" : "texts", depth);
    return { range, bound: isKeyed ? ["int", item] : [item] };
  }
}

function randomAttribute(random: Random, type: Type): Attribute | undefined {
  const header = random.pick(["x-one", "x-one", "x-two", "x-none"]);
  const parameter = random.pick(["a", "a", "b c", "é", ""]);
  switch (type) {
    case "string":
      return random.pick<Attribute>([
        { name: "request.headers", key: header },
        { name: "request.query", key: parameter },
        { name: random.pick(["request.method", "request.host", "request.path"]) },
        { name: random.pick(["request.scheme", "request.protocol", "connection.sni", "route.name"]) },
        {
          name: random.pick([
            "peer.id",
            "peer.trustDomain",
            "peer.namespace",
            "peer.serviceAccount",
            "user.sub",
            "user.iss",
          ]),
        },
      ]);
    case "texts":
      return random.pick<Attribute>([
        { name: "request.headerValues", key: header },
        { name: "request.queryValues", key: parameter },
        { name: random.pick(["user.aud", "user.scopes"]) },
      ]);
    case "map":
      return { name: "user.claims" };
    case "int":
      return { name: random.pick(["request.size", "source.port", "destination.port"]) };
    case "ip":
      return { name: random.pick(["source.ip", "destination.ip"]) };
    case "timestamp":
      return { name: "request.time" };
    default:
      return undefined;
  }
}
