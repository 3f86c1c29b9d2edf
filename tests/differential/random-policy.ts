/** Random policy sets and requests from a small world, so that they meet often; the same for the same seed. */

import { parseRange } from "../../src/ir/address.js";
import type { Attribute } from "../../src/ir/expression.js";
import type {
  Clause,
  Effect,
  HeaderMatch,
  HostPattern,
  Limit,
  Policy,
  PolicySet,
  Rule,
  Target,
  Test,
  ValueMatch,
  Workload,
} from "../../src/ir/model.js";
import type { Request } from "../../src/ir/request.js";
import { type PathTemplate, parseTemplate } from "../../src/ir/template.js";
import { TARGET } from "../cell/path-policy.js";
import { Expressions } from "./random-ir-expression.js";

const place = { file: "random", line: 1, column: 1, length: 1 };

const METHODS = ["GET", "POST", "PUT"];
const HOSTS = ["a.example", "b.example", "x.a.example"];
const SEGMENTS = ["a", "b", "c.html", "x=y", "*", "a%20b"];
const TEMPLATES = [
  "/a",
  "/a/*",
  "/a/**",
  "/{v}/b",
  "/**",
  "/**.html",
  "/a/*.html",
  "/*/b/**",
  "/",
  "/a/",
  "/**/b",
  "/a/*/c.html",
];
const PEERS = [
  "spiffe://t.example/ns/n1/sa/s1",
  "spiffe://t.example/ns/n1/sa/s2",
  "spiffe://u.example/ns/n2/sa/s1",
  "spiffe://t.example/other",
];
const RANGES = [
  "10.0.0.0/8",
  "10.1.0.0/16",
  "10.1.2.3",
  "0.0.0.0/0",
  "10.1.2.0/23",
  "2001:db8::/32",
  "2001:db8::1",
  "::/0",
];
const SOURCES = [
  "10.1.2.3",
  "10.9.9.9",
  "192.0.2.1",
  "2001:db8::1",
  "2001:db8:1::2",
  "::ffff:10.1.2.3",
  "fe80::1",
];
const NAMES = ["x-one", "x-two"];
const VALUES = ["u", "v", "uv", ""];
const PARAMETERS = ["q=u", "q=v", "q=%75v", "q", "q=%zz", "a+b=u", "a%20b=v", "x=u", "%71=u"];

/** A source of choices. */
export class Random {
  constructor(private state: number) {}

  /** 0 ≤ n < `below` (mulberry32). */
  below(below: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  chance(oneIn: number): boolean {
    return this.below(oneIn) === 0;
  }

  pick<T>(from: readonly T[]): T {
    const value = from[this.below(from.length)];
    if (value === undefined) throw new Error("nothing to pick from");
    return value;
  }

  some<T>(most: number, make: () => T): T[] {
    return Array.from({ length: 1 + this.below(most) }, make);
  }
}

/** A set of up to three policies for `TARGET`. */
export function randomPolicySet(random: Random): PolicySet {
  return {
    mesh: "random",
    trustDomain: "t.example",
    pathNormalization: random.pick([
      "STRICT",
      "STRICT",
      "BASE",
      "MERGE_SLASHES",
      "DECODE_AND_MERGE_SLASHES",
      "NONE",
    ]),
    workloads: [
      { id: TARGET, tier: random.pick(["gateway", "sidecar"]), hosts: [], paths: [], place },
      ...Array.from({ length: random.below(4) }, (_, index) => randomDestination(random, index)),
    ],
    tests: [],
    policies: random.some(3, () => 0).map((_, index) => randomPolicy(random, `p${index}`)),
  };
}

const WAYS = ["/a", "/a/**", "/{v}/b", "/**"];
const WAY_HOSTS: readonly HostPattern[] = [
  { exact: "a.example" },
  { exact: "b.example" },
  { suffix: ".a.example" },
  { suffix: ".example" },
];

function randomDestination(random: Random, index: number): Workload {
  return {
    id: `spiffe://t.example/ns/n${index}/sa/destination`,
    tier: "sidecar",
    hosts: random.chance(2) ? random.some(2, () => random.pick(WAY_HOSTS)) : [],
    paths: random.chance(2) ? random.some(2, () => templateOf(random.pick(WAYS))) : [],
    place,
  };
}

function randomTarget(random: Random): Target {
  if (random.chance(3)) return { place };
  return random.pick<Target>([
    { tier: "gateway", place },
    { tier: "sidecar", place },
    { namespace: "n1", place },
    { workload: TARGET, place },
  ]);
}

function templateOf(text: string): PathTemplate {
  const template = parseTemplate(text);
  if ("error" in template) throw new Error(template.error);
  return template;
}

function randomPolicy(random: Random, name: string): Policy {
  const count = random.below(6);
  const shadow = random.chance(6) ? { shadow: true as const } : {};
  return {
    name,
    target: randomTarget(random),
    ...shadow,
    ...(random.chance(4) ? { default: random.pick(["allow", "deny"] as const) } : {}),
    rules: Array.from({ length: count }, (_, index) => ({ ...randomRule(random, `r${index}`), ...shadow })),
    limits: random.chance(4) ? [{ ...randomLimit(random), ...shadow }] : [],
    place,
  };
}

function randomRule(random: Random, name: string): Rule {
  const effect = random.pick<Effect>(["allow", "allow", "deny", "audit"]);
  const makers = [
    methodTest,
    hostTest,
    pathTest,
    headerTest,
    headerTest,
    peerTest,
    sourceTest,
    valueTest,
    anyTest,
  ];
  const clauses = makers.flatMap((make): Clause[] => {
    if (!random.chance(3)) return [];
    const most = make === headerTest ? 1 : 3;
    return [{ anyOf: random.some(most, () => make(random)), place }];
  });
  return { name, effect, ...(random.chance(5) ? { shadow: true as const } : {}), clauses, place };
}

function methodTest(random: Random): Test {
  return { kind: "method", value: random.pick(METHODS), place };
}

function hostTest(random: Random): Test {
  const host = random.chance(3) ? { suffix: ".a.example" } : { exact: random.pick(HOSTS) };
  return { kind: "host", host, place };
}

function pathTest(random: Random): Test {
  if (random.chance(6)) return { kind: "path", path: { prefix: random.pick(["/", "/a", "/a/b"]) }, place };
  if (random.chance(6)) return { kind: "path", path: { suffix: random.pick([".html", "b", "/"]) }, place };
  return { kind: "path", path: { template: templateOf(random.pick(TEMPLATES)) }, place };
}

function headerTest(random: Random): Test {
  const value = random.pick(VALUES.slice(0, 3));
  const match = random.pick<HeaderMatch>([
    { exact: random.pick(VALUES) },
    { prefix: value },
    { suffix: value },
    { present: true },
    { present: false },
  ]);
  return { kind: "header", name: random.pick(NAMES), match, place };
}

function peerTest(random: Random): Test {
  const forms = [
    { id: random.pick(PEERS) },
    { idPrefix: "spiffe://t.example/ns/n1/" },
    { trustDomain: "t.example" },
    { namespace: random.pick(["n1", "n2"]) },
    { namespace: "n1", serviceAccount: random.pick(["s1", "s2"]) },
    { id: PEERS[0] ?? "", namespace: "n2" },
  ];
  return { kind: "peer", ...random.pick(forms), place };
}

function sourceTest(random: Random): Test {
  const range = parseRange(random.pick(RANGES));
  if ("error" in range) throw new Error(range.error);
  return { kind: "source", range, place };
}

/** Attributes, and values that they may have. */
const ATTRIBUTES: readonly (readonly [Attribute, readonly string[]])[] = [
  [{ name: "request.headers", key: "x-one" }, VALUES],
  [{ name: "request.headers", key: "x-two" }, VALUES],
  [{ name: "request.query", key: "q" }, VALUES],
  [{ name: "request.query", key: "a b" }, VALUES],
  [{ name: "request.method" }, METHODS],
  [{ name: "request.host" }, HOSTS],
  [{ name: "request.path" }, ["/", "/a", "/a/b"]],
  [{ name: "request.scheme" }, ["http", "https"]],
  [{ name: "peer.id" }, PEERS],
  [{ name: "peer.namespace" }, ["n1", "n2"]],
  [{ name: "peer.serviceAccount" }, ["s1", "s2"]],
  [{ name: "connection.sni" }, HOSTS],
  [{ name: "user.sub" }, ["u"]],
];

function valueTest(random: Random): Test {
  const [attribute, values] = random.pick(ATTRIBUTES);
  const value = random.pick(values);
  const members = [...random.some(3, () => random.pick(values)), ...(random.chance(4) ? FILLING : [])];
  const match = random.pick<ValueMatch>([
    { oneOf: [...new Set(members)].sort() },
    { prefix: value.slice(0, 1 + random.below(3)) },
    { suffix: value.slice(-1) },
  ]);
  return { kind: "value", attribute, match, place };
}

/** Enough members to make a set a hash table. */
const FILLING = Array.from({ length: 12 }, (_, index) => `member ${index}`);

function conditionTest(random: Random): Test {
  const expression = new Expressions(random).condition(1 + random.below(3));
  return { kind: "condition", expression, text: "random", place };
}

/** Of any kind, as a disjunction of different things makes them. */
function anyTest(random: Random): Test {
  const makers = [methodTest, hostTest, pathTest, headerTest, peerTest, sourceTest, valueTest, conditionTest];
  return random.pick([...makers, conditionTest, conditionTest])(random);
}

function randomLimit(random: Random): Limit {
  const key = random.pick<Limit["key"]>([
    [],
    [{ kind: "source" }],
    [{ kind: "peer" }],
    [{ kind: "header", name: "x-one" }],
    [{ kind: "source" }, { kind: "header", name: "x-two" }],
  ]);
  const shadow = random.chance(3) ? { shadow: true as const } : {};
  return {
    name: "l",
    ...shadow,
    count: 1 + random.below(5),
    periodNs: 1e9,
    burst: 1 + random.below(4),
    key,
    place,
  };
}

/** A request at a time (nanoseconds); each attribute may be missing, headers may repeat. */
export function randomRequest(random: Random, timeNs: bigint): Request {
  const path = `/${Array.from({ length: random.below(4) }, () => random.pick(SEGMENTS)).join("/")}`;
  const query = random.chance(2) ? "" : `?${random.some(3, () => random.pick(PARAMETERS)).join("&")}`;
  const odd = random.pick([
    "/a/../b",
    "/%61/b",
    "//a",
    "/a%2Fb",
    "/a;b",
    "/a/",
    "relative",
    "/a?q=/b",
    "/a\\b",
    "/..",
    "/%c0%af",
  ]);
  return {
    ...(random.chance(12) ? {} : { method: random.pick(METHODS) }),
    ...(random.chance(20) ? {} : { path: random.chance(6) ? odd : path + query }),
    ...(random.chance(10)
      ? {}
      : { host: random.pick([...HOSTS, "A.Example:8080", "b.example.", "bad host"]) }),
    headers: Array.from(
      { length: random.below(4) },
      () => [random.pick([...NAMES, "other"]), random.pick(VALUES)] as const,
    ),
    ...(random.chance(4) ? {} : { peer: random.pick([...PEERS, "spiffe://T/x", "junk"]) }),
    ...(random.chance(5) ? {} : { sourceIp: random.pick(SOURCES) }),
    ...(random.chance(3) ? {} : { scheme: random.pick(["http", "https"]) }),
    ...(random.chance(3) ? {} : { sni: random.pick([...HOSTS, ""]) }),
    timeNs,
  };
}
