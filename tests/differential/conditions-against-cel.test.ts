/** A rule's `when`, read, checked, lowered and evaluated here, against @bufbuild/cel's own evaluation of its text. */
import { celEnv, isCelError, parse, plan } from "@bufbuild/cel";
import { expect, test } from "vitest";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { evaluateTest } from "../../src/ir/evaluate.js";
import { type Facts, requestToFacts } from "../../src/ir/facts.js";
import type { Clause } from "../../src/ir/model.js";
import type { Request } from "../../src/ir/request.js";
import { and, or, type Truth } from "../../src/ir/truth.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";
import { RandomCondition } from "./random-condition.js";
import { Random } from "./random-policy.js";

const CONDITIONS = Number(process.env.CELLWALL_DIFFERENTIAL_CONDITIONS ?? 1500);
const REQUESTS = 10;

const HEAD = `
apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: a }
spec: { trustDomain: a.example, workloads: [{ id: spiffe://a.example/a }] }
---
apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: a }
spec:
  target: {}
  authorize:
    - name: a
      effect: allow
      paths: ["/a/{v=**}", "/{v=**}"]
      when: |
        `;

/** The clauses of a condition; undefined when it compares with what no request has, never has a value, or takes too much. */
function clausesOf(condition: string): readonly Clause[] | undefined {
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "a", text: HEAD + condition }], diagnostics), diagnostics);
  const errors = diagnostics.all.filter(({ severity }) => severity === "error");
  for (const { code, message } of errors) {
    expect(code, `${condition}: ${message}`).toMatch(/^(invalid-|unnormalized-path|condition-too-costly)/);
  }
  return set?.policies[0]?.rules[0]?.clauses.slice(1);
}

function truthOf(clauses: readonly Clause[], facts: Facts): Truth {
  return and(clauses.map(({ anyOf }) => or(anyOf.map((one) => evaluateTest(one, facts)))));
}

function randomRequest(random: Random): Request {
  const sent = (value: string) =>
    random.pick<[string, string][]>([
      [],
      [["x", value]],
      [["X", value]],
      [
        ["x", "a"],
        ["y", value],
      ],
    ]);
  const text = () => random.pick(["a", "b", "ab", "é", ""]);
  return {
    path: random.pick(["/", "/a", "/a/b", "/b/a", "/a/"]) + random.pick(["", "?", "?q=a", "?p&q=%61b", "?q"]),
    headers: sent(text()),
    ...(random.chance(3) ? {} : { method: random.pick(["GET", "a", "b"]) }),
    ...(random.chance(3) ? {} : { host: random.pick(["a.example", "a", "b"]) }),
    ...(random.chance(3) ? {} : { scheme: "a" }),
    ...(random.chance(3) ? {} : { route: text() }),
    ...(random.chance(3) ? {} : { peer: random.pick(["spiffe://a.example/ns/a/sa/b", "spiffe://b/a"]) }),
  };
}

/** What CEL gets to know: what is missing is no field. */
function bindingsOf(facts: Facts): Record<string, Record<string, never>> {
  const { method, host, path, scheme, route, size, peer } = facts;
  const [x] = facts.headers("x");
  const [y] = facts.headers("y");
  const [q] = facts.query("q");
  return {
    request: defined({
      ...{ method, host, path, scheme, size },
      headers: defined({ x, y }),
      headerValues: { x: facts.headers("x") },
      query: defined({ q }),
      queryValues: { q: facts.query("q") },
    }),
    route: defined({ name: route }),
    peer: defined({ ...peer }),
    path: { v: path.startsWith("/a/") ? path.slice(3) : path.slice(1) },
    user: {},
  } as never;
}

function defined(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

test(`${CONDITIONS} random conditions are true, false or undecided as in CEL`, { timeout: 600_000 }, () => {
  const seen = { true: 0, false: 0, undecided: 0, refused: 0 };
  for (let seed = 1; seed <= CONDITIONS; seed++) {
    const random = new Random(seed);
    const condition = new RandomCondition(random).bool(3);
    const clauses = clausesOf(condition);
    if (clauses === undefined) {
      seen.refused++;
      continue;
    }
    const evaluate = plan(celEnv(), parse(condition));
    for (let turn = 0; turn < REQUESTS; turn++) {
      const request = randomRequest(random);
      const facts = requestToFacts(request, "STRICT");
      if ("invalid" in facts) throw new Error(`${JSON.stringify(request)} is invalid: ${facts.invalid}`);
      const result = evaluate(bindingsOf(facts));
      const expected = isCelError(result) ? "undecided" : result;
      const actual = truthOf(clauses, facts);
      expect(actual, `seed ${seed}: ${condition} of ${JSON.stringify(request)}`).toBe(expected);
      seen[`${actual}`]++;
    }
  }
  expect(Math.min(seen.true, seen.false, seen.undecided)).toBeGreaterThan((CONDITIONS * REQUESTS) / 20);
  expect(seen.refused).toBeLessThan(CONDITIONS / 2);
});
