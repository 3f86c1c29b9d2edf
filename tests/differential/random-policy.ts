/** Random policy sets from a small world, so that requests meet them often; the same for the same seed. */

import { type AddressRange, parseAddress, parseRange } from "../../src/ir/address.js";
import type { Attribute } from "../../src/ir/expression.js";
import { NO_IDENTITY } from "../../src/ir/identity.js";
import type {
  Clause,
  Effect,
  HeaderMatch,
  HostPattern,
  Policy,
  PolicySet,
  Rule,
  Target,
  Test,
  ValueMatch,
  Workload,
} from "../../src/ir/model.js";
import { type PathTemplate, parseTemplate } from "../../src/ir/template.js";
import { TARGET } from "../cell/path-policy.js";
import { Expressions } from "./random-ir-expression.js";
import { randomLimit } from "./random-limit.js";

const place = { file: "random", line: 1, column: 1, length: 1 };

export const METHODS = ["GET", "POST", "PUT"];
export const HOSTS = ["a.example", "b.example", "x.a.example"];
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
export const PEERS = [
  "spiffe://t.example/ns/n1/sa/s1",
  "spiffe://t.example/ns/n1/sa/s2",
  "spiffe://u.example/ns/n2/sa/s1",
  "spiffe://t.example/other",
];
/** What random templates are made of. */
const PARTS = ["a", "b", "ab", "c.html", "*", "*", "{v}", "{w=a/*}"];
const ENDS = ["", "", "", "/", "/**", "/**", "/**.html", "/**/b", "/{r=**}"];
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
export const NAMES = ["x-one", "x-two"];
export const VALUES = ["u", "v", "uv", ""];

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
    ...NO_IDENTITY,
    trustDomain: "test.example",
    federatedTrustDomains: random.pick([["t.example", "u.example"], ["t.example"]]),
    pathNormalization: random.pick([
      "STRICT",
      "STRICT",
      "BASE",
      "MERGE_SLASHES",
      "DECODE_AND_MERGE_SLASHES",
      "NONE",
    ]),
    workloads: [
      {
        id: TARGET,
        tier: random.pick(["gateway", "sidecar"]),
        ...(random.chance(6) && { mtls: "STRICT" }),
        hosts: [],
        paths: [],
        place,
      },
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

function randomTemplate(random: Random): PathTemplate {
  if (random.chance(2)) return templateOf(random.pick(TEMPLATES));
  const parts = new Set(Array.from({ length: random.below(4) }, () => random.pick(PARTS)));
  return templateOf([...parts].map((part) => `/${part}`).join("") + random.pick(ENDS) || "/");
}

function templateOf(text: string): PathTemplate {
  const template = parseTemplate(text);
  if ("error" in template) throw new Error(template.error);
  return template;
}

function randomPolicy(random: Random, name: string): Policy {
  const isLarge = random.chance(10);
  const count = random.below(isLarge ? 40 : 6);
  const effects = isLarge ? ENFORCED : EFFECTS;
  const shadow = random.chance(6) ? { shadow: true as const } : {};
  return {
    name,
    target: randomTarget(random),
    ...shadow,
    ...(random.chance(4) ? { default: random.pick(["allow", "deny"] as const) } : {}),
    rules: Array.from({ length: count }, (_, index) => ({
      ...randomRule(random, `r${String(index).padStart(2, "0")}`, effects),
      ...shadow,
    })),
    limits: random.chance(4) ? [{ ...randomLimit(random), ...shadow }] : [],
    place,
  };
}

const EFFECTS: readonly Effect[] = ["allow", "allow", "allow", "deny", "audit"];
/** A record has room for sixteen audit rules. */
const ENFORCED = EFFECTS.slice(0, 4);

function randomRule(random: Random, name: string, effects: readonly Effect[]): Rule {
  const effect = random.pick(effects);
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
  return { kind: "path", path: { template: randomTemplate(random) }, place };
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
  return { kind: "source", range: randomRange(random), place };
}

/** One of a few blocks that lie within each other, or one of any length around an address. */
function randomRange(random: Random): AddressRange {
  const range = parseRange(random.pick(RANGES));
  if ("error" in range) throw new Error(range.error);
  if (random.chance(2)) return range;
  const bytes = parseAddress(random.pick(["10.1.2.3", "10.1.3.0", "2001:db8::1"])) ?? [];
  const length = random.below(bytes.length * 8 + 1);
  return { bytes: bytes.map((byte, index) => byte & maskOf(length - index * 8)), length };
}

function maskOf(bits: number): number {
  return bits >= 8 ? 0xff : bits <= 0 ? 0 : (0xff << (8 - bits)) & 0xff;
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
  [{ name: "user.sub" }, VALUES],
  [{ name: "user.sub" }, VALUES],
  [{ name: "user.iss" }, VALUES],
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
