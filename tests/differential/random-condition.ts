/** Random conditions from a small world, so that what they ask for and compare with meet often. */
import type { Random } from "./random-policy.js";

const TEXTS = [
  "a",
  "b",
  "ab",
  "GET",
  "/a",
  "/a/b",
  "/",
  "a.example",
  "spiffe://a.example/ns/a/sa/b",
  "é",
  "",
];

const ATTRIBUTES = [
  "request.method",
  "request.host",
  "request.path",
  "request.scheme",
  'request.headers["x"]',
  "request.headers.y",
  'request.query["q"]',
  "route.name",
  "peer.id",
  "peer.trustDomain",
  "peer.namespace",
  "user.sub",
  "path.v",
];

/** What a condition may be made of; each macro around adds a variable. */
export class RandomCondition {
  private variables = 0;

  constructor(private readonly random: Random) {}

  /** A boolean expression at most so deep. */
  bool(depth: number): string {
    if (depth === 0) return this.test();
    const bool = () => this.bool(depth - 1);
    return this.random.pick<() => string>([
      () => this.test(),
      () => this.test(),
      () => `(${bool()} && ${bool()})`,
      () => `(${bool()} || ${bool()})`,
      () => `(${bool()} || ${bool()} || ${bool()})`,
      () => `!(${bool()})`,
      () => `(${bool()} ? ${bool()} : ${bool()})`,
      () => this.macro(this.random.pick(["exists", "all", "exists_one"]), depth),
      () => `size(${this.macro("filter", depth)}) ${this.comparison()} ${this.int(0)}`,
      () => `(${this.int(depth - 1)} ${this.comparison()} ${this.int(depth - 1)})`,
      () => `(${this.string(depth - 1)} ${this.comparison()} ${this.string(depth - 1)})`,
      () => `(${this.string(depth - 1)} in ${this.list(depth - 1)})`,
    ])();
  }

  private test(): string {
    return this.random.pick<() => string>([
      () => `${this.attribute()} == ${this.text()}`,
      () => `${this.text()} == ${this.attribute()}`,
      () => `${this.attribute()} != ${this.text()}`,
      () => `${this.attribute()} == ${this.attribute()}`,
      () => `${this.attribute()} in [${this.text()}, ${this.text()}]`,
      () => `${this.attribute()}.${this.random.pick(["startsWith", "endsWith", "contains"])}(${this.text()})`,
      () =>
        this.random.pick([
          "has(request.headers.x)",
          '"y" in request.headers',
          "has(request.query.q)",
          "true",
          "false",
        ]),
    ])();
  }

  private macro(name: string, depth: number): string {
    const list = this.list(depth - 1);
    const variable = `v${this.variables++}`;
    const condition = this.bool(depth - 1);
    this.variables--;
    return `${list}.${name}(${variable}, ${condition})`;
  }

  private list(depth: number): string {
    const items = () => Array.from({ length: this.random.below(3) }, () => this.string(depth));
    return this.random.pick<() => string>([
      () => `[${items().join(", ")}]`,
      () => 'request.headerValues["x"]',
      () => 'request.queryValues["q"]',
      () => `[${items().join(", ")}].map(m, m + ${this.text()})`,
    ])();
  }

  private string(depth: number): string {
    if (depth <= 0) return this.random.pick([this.text(), this.attribute()]);
    return this.random.pick<() => string>([
      () => this.text(),
      () => this.attribute(),
      () => `(${this.string(depth - 1)} + ${this.string(depth - 1)})`,
      () => `(${this.bool(depth - 1)} ? ${this.string(depth - 1)} : ${this.string(depth - 1)})`,
      () => `string(${this.int(depth - 1)})`,
    ])();
  }

  private int(depth: number): string {
    if (depth <= 0) return String(this.random.below(4) - 1);
    return this.random.pick<() => string>([
      () => String(this.random.below(4) - 1),
      () => "request.size",
      () => `size(${this.string(depth - 1)})`,
      () => `(${this.int(depth - 1)} ${this.random.pick(["+", "-", "*", "/", "%"])} ${this.int(depth - 1)})`,
    ])();
  }

  private comparison(): string {
    return this.random.pick(["==", "!=", "<", "<=", ">", ">="]);
  }

  /** A literal, quoted in one of several ways. */
  private text(): string {
    const text = this.random.pick(TEXTS);
    return this.random.pick([JSON.stringify(text), `'${text}'`, `"""${text}"""`, `r"${text}"`]);
  }

  private attribute(): string {
    const isVariable = this.variables > 0 && this.random.below(3) === 0;
    return isVariable ? `v${this.random.below(this.variables)}` : this.random.pick(ATTRIBUTES);
  }
}
