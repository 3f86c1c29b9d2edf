/** Every claim about two tests of a small world, held against every request of that world. */
import { describe, expect, test } from "vitest";
import { parseAddress, parseRange } from "../../ir/address.js";
import { evaluateTest } from "../../ir/evaluate.js";
import { type Facts, requestToFacts, toPeer } from "../../ir/facts.js";
import type { HeaderMatch, HostPattern, PathPattern, PeerTest, Test, ValueMatch } from "../../ir/model.js";
import { parseTemplate } from "../../ir/template.js";
import type { Truth } from "../../ir/truth.js";
import { areTestsDisjoint, filingOf, isTestWithin, whyNever } from "./relate.js";
import type { Reading } from "./relation.js";

const place = { file: "policy.yaml", line: 1, column: 1, length: 1 };
const NOTHING = requestToFacts({ path: "/", headers: [] }, "NONE");

interface World {
  readonly kind: string;
  readonly tests: readonly Test[];
  /** What each test is of each request. */
  readonly evaluate: readonly ((test: Test) => Truth)[];
  /** How many pairs that are within each other, or disjoint, are not recognized: none, unless said. */
  readonly missed?: number;
}

function evaluators(facts: readonly Partial<Facts>[]): ((test: Test) => Truth)[] {
  if ("invalid" in NOTHING) throw new Error(NOTHING.invalid);
  const base = NOTHING;
  return facts.map((some) => (one) => evaluateTest(one, { ...base, ...some }));
}

const METHODS = ["GET", "POST", "get"];
const HOSTS: readonly HostPattern[] = [
  ...["a.b", "x.a.b", "y.x.a.b", "xa.b", "b", "a.c", "A.b"].map((exact) => ({ exact })),
  ...[".b", ".a.b", ".x.a.b", ".c"].map((suffix) => ({ suffix })),
];
const HOST_NAMES = ["a.b", "x.a.b", "y.x.a.b", "z.y.x.a.b", "xa.b", "b", "c", "a.c", "c.b", "a.b.c"];

const TEMPLATES = [
  ...["/", "/a", "/a/", "/*", "/{v}", "/a/b", "/a/*", "/*/b", "/*/*", "/a.b", "/*.b", "/{v=a}.b", "/a/*.b"],
  ...[
    "/**",
    "/a/**",
    "/*/**",
    "/**/b",
    "/**.b",
    "/a/**/b",
    "/a/b/**",
    "/*/b/**",
    "/**/",
    "/**/a/b",
    "/a/**.b",
  ],
];
const PATHS: readonly PathPattern[] = [
  ...TEMPLATES.map((text) => {
    const template = parseTemplate(text);
    if ("error" in template) throw new Error(template.error);
    return { template };
  }),
  ...["/", "/a", "/a/", "/a/b", "/a/b/", "/b"].map((prefix) => ({ prefix })),
  ...["/", "b", "/b", ".b", "/a/b", "a/"].map((suffix) => ({ suffix })),
];
const SEGMENTS = ["a", "b", "a.b", "b.b", "x=b", "x=.b", "ab", ".b"];

function allPaths(): string[] {
  const levels = [[""]];
  for (let depth = 0; depth < 4; depth++) {
    const segments = depth < 2 ? SEGMENTS : SEGMENTS.slice(0, 6);
    levels.push((levels.at(-1) ?? []).flatMap((start) => segments.map((segment) => `${start}/${segment}`)));
  }
  const empty = ["//", "/a//", "/a//b", "//a/b", "/a/b//"];
  return [...empty, ...levels.flat().flatMap((path) => [`${path}/`, ...(path === "" ? [] : [path])])];
}

const MATCHES: readonly HeaderMatch[] = [
  ...["u", "uv", "v", ""].map((exact) => ({ exact })),
  ...["u", "uv", ""].map((prefix) => ({ prefix })),
  ...["v", "uv", "u"].map((suffix) => ({ suffix })),
  { present: true },
  { present: false },
];
const VALUES = ["u", "uv", "v", "", "uuv", "uvu", "xuv", "vu", "x"];

/** No header, one, or two. */
const SENT = [[], ...VALUES.map((value) => [value]), ...VALUES.slice(1).map((value) => ["u", value])];

const PEERS: readonly Omit<PeerTest, "kind" | "place">[] = [
  { id: "spiffe://t/ns/n/sa/s" },
  { id: "spiffe://t" },
  { id: "spiffe://t/ns/n" },
  { id: "spiffe://u/ns/n/sa/s", namespace: "m" },
  { id: "spiffe://t/ns/n/sa/s", namespace: "n" },
  { idPrefix: "spiffe://t/" },
  { idPrefix: "spiffe://t/ns/" },
  { idPrefix: "spiffe://t/ns/n/" },
  { idPrefix: "spiffe://t/ns/n/sa/s/" },
  { idPrefix: "spiffe://u/", trustDomain: "t" },
  { idPrefix: "spiffe://t/ns/n/", serviceAccount: "s" },
  { idPrefix: "spiffe://t/x/", serviceAccount: "s" },
  { idPrefix: "spiffe://t/ns/n/sa/s/", namespace: "n" },
  { trustDomain: "t" },
  { trustDomain: "u" },
  { namespace: "n" },
  { namespace: "m" },
  { serviceAccount: "s" },
  { namespace: "n", serviceAccount: "s" },
  { trustDomain: "t", namespace: "n", serviceAccount: "s" },
];
const IDS = [
  ...["", "/ns", "/ns/n", "/ns/n/x", "/ns/n/sa/s", "/ns/n/sa/r", "/ns/m/sa/s", "/ns/m/sa/r", "/x/n/sa/s"],
  ...["/ns/n/sa/s/x", "/x", "/x/ns/n/sa/s", "/ns/n/as/s"],
].flatMap((path) => [`spiffe://t${path}`, `spiffe://u${path}`]);

const RANGES = [
  "0.0.0.0/0",
  "10.0.0.0/8",
  "10.1.0.0/16",
  "10.1.2.3",
  "11.0.0.0/8",
  "::/0",
  "2001:db8::/33",
  "2001:db8::1",
];
const ADDRESSES = [
  "10.1.2.3",
  "10.1.9.9",
  "10.9.9.9",
  "11.1.1.1",
  "9.9.9.9",
  "2001:db8::1",
  "2001:db8::2",
  "fe80::1",
];

const VALUE_MATCHES: readonly ValueMatch[] = [
  ...[["u"], ["v"], ["u", "uv"], ["", "uv", "v"], ["u", "uuv", "uv"]].map((oneOf) => ({ oneOf })),
  ...["u", "uv", ""].map((prefix) => ({ prefix })),
  ...["v", "uv", "u"].map((suffix) => ({ suffix })),
];

const ATTRIBUTES = ["connection.sni", "route.name"] as const;

const WORLDS: readonly World[] = [
  {
    kind: "method",
    tests: METHODS.map((value) => ({ kind: "method", value, place })),
    evaluate: evaluators([{}, ...METHODS.map((method) => ({ method }))]),
  },
  {
    kind: "host",
    tests: HOSTS.map((host) => ({ kind: "host", host, place })),
    evaluate: evaluators([{}, ...HOST_NAMES.map((host) => ({ host }))]),
  },
  {
    kind: "path",
    tests: PATHS.map((path) => ({ kind: "path", path, place })),
    evaluate: evaluators(allPaths().map((path) => ({ path }))),
  },
  {
    kind: "header",
    tests: ["x", "y"].flatMap((name) =>
      MATCHES.map((match) => ({ kind: "header" as const, name, match, place })),
    ),
    // Any value begins with nothing.
    missed: 2,
    evaluate: evaluators(
      SENT.flatMap((x) => SENT.map((y) => ({ headers: (name: string) => (name === "x" ? x : y) }))),
    ),
  },
  {
    kind: "peer",
    tests: PEERS.map((parts) => ({ kind: "peer", ...parts, place })),
    evaluate: evaluators([{}, ...IDS.map((id) => ({ peer: toPeer(id) }))]),
  },
  {
    kind: "source",
    tests: RANGES.map((text) => {
      const range = parseRange(text);
      if ("error" in range) throw new Error(range.error);
      return { kind: "source", range, place };
    }),
    evaluate: evaluators([{}, ...ADDRESSES.map((text) => ({ source: parseAddress(text) }))]),
  },
  {
    kind: "value",
    tests: ATTRIBUTES.flatMap((name) =>
      VALUE_MATCHES.map((match) => ({ kind: "value" as const, attribute: { name }, match, place })),
    ),
    evaluate: evaluators(
      [undefined, ...VALUES].flatMap((sni) => [undefined, ...VALUES].map((route) => ({ sni, route }))),
    ),
  },
];

const READINGS: readonly Reading[] = ["surely", "perhaps"];

function holds(truth: Truth, reading: Reading): boolean {
  return truth === true || (truth === "undecided" && reading === "perhaps");
}

describe.each(WORLDS)("tests of kind $kind", ({ tests, evaluate, missed = 0 }) => {
  const pairs = tests.flatMap((a) => tests.filter((b) => a !== b).map((b) => [a, b] as const));

  /** The requests that fit each test. */
  function fitting(reading: Reading): (one: Test) => readonly boolean[] {
    const table = new Map(tests.map((one) => [one, evaluate.map((of) => holds(of(one), reading))]));
    return (one) => table.get(one) ?? [];
  }

  test.each(READINGS)("what fits %s one fits the other when that is said", (reading) => {
    const of = fitting(reading);
    const claimed = pairs.filter(([a, b]) => isTestWithin(a, b, reading));
    expect(claimed.filter(([a, b]) => of(a).some((fits, at) => fits && !of(b)[at]))).toEqual([]);
  });

  test.each(READINGS)("nothing fits %s both when that is said, in any order", (reading) => {
    const of = fitting(reading);
    const claimed = pairs.filter(([a, b]) => areTestsDisjoint(a, b, reading));
    expect(claimed.filter(([a, b]) => of(a).some((fits, at) => fits && of(b)[at]))).toEqual([]);
    expect(claimed.filter(([a, b]) => !areTestsDisjoint(b, a, reading))).toEqual([]);
  });

  test("what contains a test is found by its key", () => {
    const claimed = pairs.filter(([a, b]) => READINGS.some((reading) => isTestWithin(a, b, reading)));
    const lost = claimed.filter(([a, b]) => {
      const { keys, keyOf } = filingOf(b);
      return !keys.includes(keyOf(a) ?? "none");
    });
    expect(lost).toEqual([]);
  });

  test("tests of one shape ask for the same key", () => {
    const alike = pairs.filter(([a, b]) => filingOf(a).shape === filingOf(b).shape);
    const keysIn = (one: Test) => tests.map(filingOf(one).keyOf);
    expect(alike.map(([a]) => keysIn(a))).toEqual(alike.map(([, b]) => keysIn(b)));
  });

  test("what is not recognized is known", () => {
    const of = fitting("surely");
    const possible = pairs.filter(([a, b]) => of(a).includes(true) && of(b).includes(true));
    const unsaid = possible.filter(([a, b]) => {
      const isWithin = of(a).every((fits, at) => !fits || of(b)[at]);
      const isDisjoint = !of(a).some((fits, at) => fits && of(b)[at]);
      return (isWithin && !isTestWithin(a, b, "surely")) || (isDisjoint && !areTestsDisjoint(a, b, "surely"));
    });
    expect(unsaid.length).toBe(missed);
  });
});

describe("peers that nobody is", () => {
  test.each<[Omit<PeerTest, "kind" | "place">, boolean]>([
    [{ id: "spiffe://t/ns/n/sa/s", namespace: "m" }, true],
    [{ id: "spiffe://t/n", serviceAccount: "s" }, true],
    [{ idPrefix: "spiffe://t/", trustDomain: "u" }, true],
    [{ idPrefix: "spiffe://t/ns/n/sa/s/", namespace: "n" }, true],
    [{ id: "spiffe://t/ns/n/sa/s", idPrefix: "spiffe://t/ns/", namespace: "n" }, false],
    [{ idPrefix: "spiffe://t/ns/", serviceAccount: "s" }, false],
    [{ trustDomain: "t", namespace: "n" }, false],
  ])("%j", (parts, isNobody) => {
    const one: Test = { kind: "peer", ...parts, place };
    expect(whyNever(one, "surely") !== undefined).toBe(isNobody);
    expect(whyNever(one, "perhaps")).toBeUndefined();
  });
});

describe("conditions", () => {
  const sni = { kind: "attribute", attribute: { name: "connection.sni" } } as const;
  const condition = (value: string, line: number): Test => ({
    kind: "condition",
    text: `line ${line}`,
    expression: {
      kind: "call",
      function: "contains",
      args: [sni, { kind: "constant", value: { type: "string", value } }],
    },
    place: { ...place, line },
  });

  test("are within each other only when they are the same, wherever they stand", () => {
    expect(isTestWithin(condition("a", 1), condition("a", 2), "perhaps")).toBe(true);
    expect(isTestWithin(condition("a", 1), condition("b", 1), "surely")).toBe(false);
    expect(areTestsDisjoint(condition("a", 1), condition("b", 1), "surely")).toBe(false);
    expect(filingOf(condition("b", 3)).keyOf(condition("a", 1))).toBe(filingOf(condition("a", 2)).keys[0]);
  });

  test("and tests of other kinds have nothing to do with each other", () => {
    const method: Test = { kind: "method", value: "GET", place };
    expect(isTestWithin(method, condition("a", 1), "perhaps")).toBe(false);
    expect(areTestsDisjoint(condition("a", 1), method, "surely")).toBe(false);
  });
});
