/**
 * One suite for everything that decides: each folder has `policy.yaml`, `ir.txt` (what it means) and
 * `decisions.yaml` (one document for each target: requests in order, and what becomes of them).
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { PolicySet } from "../../src/ir/model.js";
import type { Request } from "../../src/ir/request.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";

const FOLDER = new URL("./", import.meta.url);

/** What is compared; an implementation may tell more. */
export interface Decided {
  readonly verdict: string;
  readonly status: number;
  readonly policy: string | null;
  readonly rule: string | null;
  readonly reason?: string;
  readonly undecided?: string;
  readonly destination?: string;
  /** Compared where the case says who it is. */
  readonly user?: { readonly iss: string; readonly sub?: string | undefined };
  /** Compared where the case says what it is. */
  readonly nearest?: {
    readonly policy: string;
    readonly rule: string;
    readonly clause: number;
    readonly attribute: string;
  };
  readonly shadow?: {
    readonly verdict: string;
    readonly policy: string | null;
    readonly rule: string | null;
  };
  readonly audit?: readonly string[];
  readonly costError?: string;
}

/** What the service behind answers, and when, in nanoseconds since 1970. */
export interface Answer {
  readonly status: number;
  readonly size: bigint;
  readonly timeNs: bigint;
}

/** A request that was decided and waits for its answer. */
export interface Started {
  readonly decided: Decided;
  end(answer: Answer): void | Promise<void>;
}

/** Decides requests in order, remembering what its limits have to. */
export type Decide = (request: Request) => Started | Promise<Started>;

/** Makes ready to decide at one workload. Each target of each case gets a fresh one. */
export type Implementation = (set: PolicySet, target: string) => Decide | Promise<Decide>;

export interface Case {
  readonly name: string;
  readonly set: PolicySet;
  readonly targets: readonly { readonly target: string; readonly steps: readonly Step[] }[];
}

/** A request, what must become of it, and its answer: at once, or when the step comes that ends it. */
export interface Step {
  readonly label: string;
  readonly request: Request;
  readonly expected: Decided;
  readonly answer: Answer;
  /** The place of the step before which the answer comes; absent: its own, after the decision. */
  readonly endsBefore?: number;
}

/** All cases, by the name of their folder. */
export function readCases(): Case[] {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => ({ name, set: readSet(name), targets: readDecisions(name) }));
}

/** Runs the suite on an implementation. `skip`: why it can't run a case, by the case's name. */
export function runCases(
  title: string,
  implementation: Implementation,
  skip: Readonly<Record<string, string>> = {},
): void {
  describe(title, () => {
    for (const { name, set, targets } of readCases().filter((one) => skip[one.name] === undefined)) {
      test.each(targets)(`${name} at $target`, async ({ target, steps }) => {
        await runSteps(steps, await implementation(set, target));
      });
    }
  });
}

async function runSteps(steps: readonly Step[], decide: Decide): Promise<void> {
  const running: { readonly step: Step; readonly started: Started }[] = [];
  for (const [index, step] of steps.entries()) {
    for (const { step: earlier, started } of running) {
      if (earlier.endsBefore === index) await started.end(earlier.answer);
    }
    const started = await decide(step.request);
    expect(comparable(started.decided, step.expected), step.label).toEqual(step.expected);
    if (step.endsBefore === undefined) await started.end(step.answer);
    else running.push({ step, started });
  }
}

function comparable(decided: Decided, expected: Decided): Decided {
  const { verdict, status, policy, rule, reason, undecided, destination, shadow, audit, costError } = decided;
  const nearest = expected.nearest === undefined ? undefined : decided.nearest;
  const user = expected.user === undefined ? undefined : decided.user;
  const sorted = audit === undefined ? undefined : [...audit].sort();
  const optional = defined({
    reason,
    undecided,
    destination,
    user,
    nearest,
    shadow,
    audit: sorted,
    costError,
  });
  return { verdict, status, policy, rule, ...optional };
}

function readSet(name: string): PolicySet {
  const text = readFileSync(new URL(`${name}/policy.yaml`, FOLDER), "utf8");
  const diagnostics = new Diagnostics();
  const readFile = (path: string) => readFileSync(new URL(`${name}/${path}`, FOLDER), "utf8");
  const set = lower(readDocuments([{ path: "policy.yaml", text }], diagnostics), diagnostics, readFile);
  if (set === undefined || diagnostics.all.length > 0) {
    throw new Error(`tests/cases/${name}: ${JSON.stringify(diagnostics.all, undefined, 2)}`);
  }
  return set;
}

const STATUS = { allow: 200, deny: 403, unauthenticated: 401, limited: 429, invalid: 400 } as const;

const headers = z.union([
  z.array(z.tuple([z.string(), z.string()])),
  z.record(z.string(), z.string()).transform((record) => Object.entries(record)),
]);

const requestSchema = z.strictObject({
  method: z.string().optional(),
  host: z.string().optional(),
  path: z.string().optional(),
  headers: headers.default([]),
  peer: z.union([z.string(), z.array(z.string())]).optional(),
  user: z.record(z.string(), z.json()).optional(),
  sourceIp: z.string().optional(),
  sourcePort: z.int().optional(),
  destinationIp: z.string().optional(),
  destinationPort: z.int().optional(),
  sni: z.string().optional(),
  scheme: z.string().optional(),
  protocol: z.string().optional(),
  route: z.string().optional(),
  hasUnannouncedBody: z.boolean().optional(),
  time: z.iso.datetime().optional(),
});

/** What comes back: at once, or before the step of a name. At the request's time unless it says another. */
const answerSchema = z.strictObject({
  status: z.int().default(200),
  size: z.int().default(0),
  time: z.iso.datetime().optional(),
  before: z.string().optional(),
});

const decisionsSchema = z.strictObject({
  target: z.string(),
  decisions: z
    .array(
      z.strictObject({
        name: z.string().optional(),
        request: requestSchema,
        answer: answerSchema.optional(),
        verdict: z.enum(["allow", "deny", "unauthenticated", "limited", "invalid"]),
        policy: z.string().nullable().default(null),
        rule: z.string().nullable().default(null),
        reason: z.string().optional(),
        undecided: z.string().optional(),
        destination: z.string().optional(),
        user: z.strictObject({ iss: z.string(), sub: z.string().optional() }).optional(),
        nearest: z
          .strictObject({ policy: z.string(), rule: z.string(), clause: z.int(), attribute: z.string() })
          .optional(),
        shadow: z
          .strictObject({
            verdict: z.enum(["allow", "deny", "limited"]),
            policy: z.string().nullable().default(null),
            rule: z.string().nullable().default(null),
          })
          .optional(),
        audit: z.array(z.string()).optional(),
        costError: z.string().optional(),
      }),
    )
    .min(1),
});

type Written = z.infer<typeof decisionsSchema>["decisions"][number];

function readDecisions(name: string): Case["targets"] {
  const text = readFileSync(new URL(`${name}/decisions.yaml`, FOLDER), "utf8");
  const documents = parseAllDocuments(text, { stringKeys: true });
  if ("empty" in documents) throw new Error(`tests/cases/${name}: no decisions`);
  return documents.map((document) => {
    if (document.errors.length > 0)
      throw new Error(`tests/cases/${name}/decisions.yaml: ${document.errors[0]}`);
    const { target, decisions } = decisionsSchema.parse(document.toJS());
    const names = decisions.map((one) => one.name);
    return { target, steps: decisions.map((one, index) => toStep(one, index, names)) };
  });
}

function toStep(
  { name, request, answer, verdict, ...rest }: Written,
  index: number,
  names: readonly (string | undefined)[],
): Step {
  const { time, headers: sent, user, ...facts } = request;
  const { status = 200, size = 0, time: end = time, before } = answer ?? {};
  return {
    label: `${index + 1}: ${name ?? JSON.stringify(request)}`,
    request: {
      ...defined(facts),
      headers: sent.map(([key, value]) => [key.toLowerCase(), value]),
      ...(user === undefined ? {} : { user: JSON.stringify(user) }),
      ...(time === undefined ? {} : { timeNs: nanoseconds(time) }),
    },
    expected: { verdict, status: STATUS[verdict], ...defined(rest) },
    answer: { status, size: BigInt(size), timeNs: end === undefined ? 0n : nanoseconds(end) },
    ...(before === undefined ? {} : { endsBefore: placeOf(before, names) }),
  };
}

function placeOf(name: string, names: readonly (string | undefined)[]): number {
  const place = names.indexOf(name);
  if (place < 0) throw new Error(`no step is named \`${name}\``);
  return place;
}

type Defined<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** Without the keys whose value is undefined. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Defined<T>;
}

/** RFC 3339 in UTC, with up to nine digits behind the second. */
function nanoseconds(time: string): bigint {
  const [, seconds = "", fraction = ""] = /^([^.]+?)(?:\.(\d{1,9}))?Z$/.exec(time) ?? [];
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
}
