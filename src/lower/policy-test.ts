import { didYouMean } from "../diagnostics/suggest.js";
import type { Policy, Workload } from "../ir/model.js";
import type { PolicyTest, TestCase } from "../ir/policy-test.js";
import { headerPairs, type RequestSpec } from "../policy/request.js";
import type { CaseSpec, PolicyTestSpec } from "../policy/schema.js";
import { lowerRequest, saysTooMuch, TOO_MUCH } from "./request.js";
import { lowerEach, type Scope } from "./scope.js";
import { lowerTarget } from "./target.js";

/** The clock of a case that says no time: a day without meaning, the same for ever. */
const DEFAULT_TIME_NS = BigInt(Date.UTC(2026, 0, 1)) * 1_000_000n;

/** What a PolicyTest document says. `policies`: those of the set, which its rules must name. */
export function lowerPolicyTest(
  { metadata, spec }: PolicyTestSpec,
  workloads: readonly Workload[] | undefined,
  policies: readonly Policy[],
  scope: Scope,
): PolicyTest {
  const at = scope.under("spec");
  const names = namesOf(policies);
  return {
    name: metadata.name,
    target: lowerTarget(spec.target, workloads, at.under("target")),
    cases: lowerEach(spec.cases, at.under("cases"), (one, place) =>
      lowerCase(one, spec.request, names, place),
    ),
    place: scope.under("metadata", "name").place,
  };
}

/** `policy/rule` of every rule and limit. */
function namesOf(policies: readonly Policy[]): ReadonlySet<string> {
  return new Set(
    policies.flatMap((policy) =>
      [...policy.rules, ...policy.limits].map(({ name }) => `${policy.name}/${name}`),
    ),
  );
}

/** One case for each row of its table, or one. */
function lowerCase(
  { name, request, each, verdict, rule }: CaseSpec,
  inCommon: RequestSpec | undefined,
  names: ReadonlySet<string>,
  scope: Scope,
): readonly TestCase[] {
  const by = lowerRuleName(rule, names, scope.under("rule"));
  const shared = join(inCommon, request);
  const lowerRow = (row: RequestSpec | undefined, label: string, place: Scope): TestCase => {
    const lowered = lowerRequest(join(shared, row));
    if (saysTooMuch(lowered)) place.error("too-large", `the user ${TOO_MUCH}`);
    return {
      name: label,
      request: { ...lowered, timeNs: lowered.timeNs ?? DEFAULT_TIME_NS },
      verdict,
      ...(by === undefined ? {} : { by }),
      place: place.place,
    };
  };
  if (each === undefined) return [lowerRow(undefined, name, scope.under("name"))];
  return lowerEach(each, scope.under("each"), (row, place) => [
    lowerRow(row, `${name} (${describe(row)})`, place),
  ]);
}

function describe(row: RequestSpec): string {
  return Object.entries(row)
    .map(([key, value]) => `${key} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
}

/** What the second says beside the first; headers by name. */
function join(first: RequestSpec = {}, second: RequestSpec = {}): RequestSpec {
  const replaced = new Set(headerPairs(second.headers).map(([name]) => name.toLowerCase()));
  const kept = headerPairs(first.headers).filter(([name]) => !replaced.has(name.toLowerCase()));
  return { ...first, ...second, headers: [...kept, ...headerPairs(second.headers)] };
}

function lowerRuleName(rule: string | undefined, names: ReadonlySet<string>, scope: Scope): TestCase["by"] {
  if (rule === undefined) return undefined;
  if (rule === "none") return null;
  const slash = rule.indexOf("/");
  if (names.has(rule)) return { policy: rule.slice(0, slash), rule: rule.slice(slash + 1) };
  const help = didYouMean(rule, [...names]) ?? "write `policy/rule`, or `none` when the default decides";
  scope.error("unknown-rule", `no policy has a rule or limit \`${rule}\``, help);
  return undefined;
}
