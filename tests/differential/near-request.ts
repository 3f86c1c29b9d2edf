/** Requests around the boundaries of a policy set: one that fits a rule, and mostly one thing about it changed. */
import type { PolicySet, Test } from "../../src/ir/model.js";
import type { Request } from "../../src/ir/request.js";
import { type Aim, aimsAt, hostFor, writeTemplate } from "./aim.js";
import { bend } from "./bend.js";
import type { Random } from "./random-policy.js";
import { randomRequest } from "./random-request.js";
import { setAttribute } from "./set-attribute.js";

/** One request at a time (nanoseconds). Where the set has no rule it is any request. */
export function nearRequest(random: Random, set: PolicySet, timeNs: bigint): Request {
  const base = randomRequest(random, timeNs);
  if (random.chance(8)) return base;
  const aims = [...aimsAtDestination(random, set), ...aimsAtRule(random, set)];
  const fitting = aims.reduce((request, { attribute, text }) => setAttribute(request, attribute, text), base);
  if (aims.length === 0 || random.chance(4)) return fitting;
  return bend(random, fitting, random.pick(aims));
}

/** Every clause of a rule; of each one test. */
function aimsAtRule(random: Random, { policies }: PolicySet): Aim[] {
  const rules = policies.flatMap((policy) => policy.rules);
  if (rules.length === 0) return [];
  const clauses = random.pick(rules).clauses;
  return clauses.flatMap(({ anyOf }) => aimsAt(random, random.pick<Test>(anyOf)));
}

/** Mostly nothing, else where a gateway would send it. */
function aimsAtDestination(random: Random, { workloads }: PolicySet): Aim[] {
  const { hosts, paths } = random.pick(workloads);
  const host = hosts.length === 0 ? undefined : hostFor(random, random.pick(hosts));
  const path = paths.length === 0 ? undefined : writeTemplate(random, random.pick(paths));
  return [
    ...(host === undefined ? [] : [{ attribute: { name: "request.host" }, text: host } as const]),
    ...(path === undefined ? [] : [{ attribute: { name: "request.path" }, text: path } as const]),
  ];
}
