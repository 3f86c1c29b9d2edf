/** Limits → what the image has of them. */
import { COST, KEY_KIND, LIMIT_FLAG, LIMIT_KIND, ON_FAILURE } from "../image/layout.js";
import type { ImagePlan, PlannedKeyPart, PlannedLimit, PlannedRate } from "../image/plan.js";
import {
  type Capacity,
  type Cost,
  isConcurrency,
  type Limit,
  type LimitKey,
  type StatusRange,
  tokensToNs,
} from "../ir/limit.js";
import type { PolicySet } from "../ir/model.js";
import { clausesToCode } from "./code.js";
import { planAttribute } from "./condition/attribute.js";
import type { Programs } from "./condition/programs.js";

/** A limit and the name of its policy. */
interface OwnedLimit {
  readonly policy: string;
  readonly limit: Limit;
}

/** Plans a limit; what its expressions need is added to the programs. */
export function planLimit({ policy, limit }: OwnedLimit, programs: Programs): PlannedLimit {
  const { name, clauses, capacity, key, overrides, cost, mesh, response } = limit;
  return {
    policy,
    name,
    kind: isConcurrency(capacity) ? LIMIT_KIND.IN_FLIGHT : LIMIT_KIND.RATE,
    flags: flagsOf(limit),
    onFailure:
      ON_FAILURE[({ local: "LOCAL", open: "OPEN", closed: "CLOSED" } as const)[mesh?.onFailure ?? "local"]],
    rate: planRate(capacity),
    key: key.map((part) => planKeyPart(part, programs)),
    code: clausesToCode(clauses, true, programs),
    cost: planCost(cost, programs),
    overrides: new Map(overrides.map((one) => [one.key, planRate(one.capacity)])),
    ...(response?.body === undefined ? {} : { body: response.body }),
  };
}

/** The rate limit service, when a limit counts for the mesh. */
export function serviceOf(
  { rateLimitService }: PolicySet,
  limits: readonly OwnedLimit[],
): Pick<ImagePlan, "service"> {
  if (rateLimitService === undefined || limits.every(({ limit }) => limit.mesh === undefined)) return {};
  const { cluster, domain, timeoutNs } = rateLimitService;
  return { service: { cluster, domain, timeout: Math.ceil(timeoutNs / 1e6) } };
}

function flagsOf({ shadow, absent, mesh, response }: Limit): number {
  return (
    (shadow === true ? LIMIT_FLAG.SHADOW : 0) |
    (absent === "skip" ? LIMIT_FLAG.SKIP_ABSENT : 0) |
    (mesh === undefined ? 0 : LIMIT_FLAG.MESH) |
    (mesh?.isExact === true ? LIMIT_FLAG.EXACT : 0) |
    (response?.headers === "always" ? LIMIT_FLAG.HEADERS_ALWAYS : 0) |
    (response?.headers === "never" ? LIMIT_FLAG.HEADERS_NEVER : 0) |
    (response?.overwrite === true ? LIMIT_FLAG.OVERWRITE : 0)
  );
}

/** How long a token takes to come back, as a whole number and what is left over; what a burst takes token by token. */
function planRate(capacity: Capacity): PlannedRate {
  if (isConcurrency(capacity)) {
    return { intervalNs: 0n, toleranceNs: 0n, count: 0, remainder: 0, burst: capacity.inFlight };
  }
  const { count, periodNs, burst } = capacity;
  const remainder = periodNs % count;
  const intervalNs = BigInt(periodNs) / BigInt(count);
  return { intervalNs, toleranceNs: tokensToNs(capacity, 1n) * BigInt(burst), count, remainder, burst };
}

function planKeyPart(part: LimitKey, programs: Programs): PlannedKeyPart {
  switch (part.kind) {
    case "source":
      return { kind: KEY_KIND.SOURCE, argument: part.v4 | (part.v6 << 8) };
    case "header":
      return { kind: KEY_KIND.HEADER, header: part.name };
    case "attribute":
      return { kind: KEY_KIND.ATTRIBUTE, attribute: planAttribute(part.attribute) };
    case "expression":
      return { kind: KEY_KIND.PROGRAM, argument: programs.numberOf(part.expression) };
  }
}

function planCost(cost: Cost | undefined, programs: Programs): PlannedLimit["cost"] {
  switch (cost?.kind) {
    case "request":
      return planRequestCost(cost, programs);
    case "status":
      return { kind: COST.STATUS, statuses: cost.ranges.flatMap(statusesOf) };
    case "size":
      return { kind: COST.SIZE };
    case undefined:
      return { kind: COST.CONSTANT, argument: 1 };
  }
}

function planRequestCost(
  { expression }: Extract<Cost, { kind: "request" }>,
  programs: Programs,
): PlannedLimit["cost"] {
  if (
    expression.kind === "constant" &&
    (expression.value.type === "int" || expression.value.type === "uint")
  ) {
    return { kind: COST.CONSTANT, argument: Number(expression.value.value) };
  }
  return { kind: COST.PROGRAM, argument: programs.numberOf(expression) };
}

function statusesOf({ from, to }: StatusRange): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
