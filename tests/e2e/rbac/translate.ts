/** A policy set in the words of Envoy's native RBAC (envoy.config.rbac.v3): a filter that denies, then one that allows. */
import type { AddressRange } from "../../../src/ir/address.js";
import { formatAddress } from "../../../src/ir/address.js";
import type {
  Clause,
  Effect,
  HeaderTest,
  HostPattern,
  PathPattern,
  PolicySet,
  Rule,
  Test,
} from "../../../src/ir/model.js";
import { type HttpFilter, httpFilter } from "../../bench/variants/variant.js";

const TEMPLATE_MATCHER = "envoy.path.match.uri_template.uri_template_matcher";
const TEMPLATE_MATCH =
  "type.googleapis.com/envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig";
const ANY = { any: true };

/** @throws {Error} a test that native RBAC has no words for; see expressible.ts */
export function rbacFilters(set: PolicySet): HttpFilter[] {
  const rules = set.policies.flatMap((policy) =>
    policy.rules.map((rule) => ({ ...rule, name: `${policy.name}/${rule.name}` })),
  );
  const deny = rbacFilter("DENY", rulesOf(rules, "deny"));
  return closes(set) ? [deny, rbacFilter("ALLOW", rulesOf(rules, "allow"))] : [deny];
}

/** A policy with an allow rule refuses the rest, unless it says otherwise. */
function closes({ policies }: PolicySet): boolean {
  return policies.some(
    ({ default: otherwise, rules }) =>
      (otherwise ?? (rules.some(({ effect }) => effect === "allow") ? "deny" : "allow")) === "deny",
  );
}

function rulesOf(rules: readonly Rule[], effect: Effect): Record<string, object> {
  return Object.fromEntries(
    rules
      .filter((rule) => rule.effect === effect)
      .flatMap((rule) => alternatives(rule).map((one, index) => [`${rule.name}/${index}`, one])),
  );
}

function rbacFilter(action: "ALLOW" | "DENY", policies: Record<string, object>): HttpFilter {
  return httpFilter("rbac", "rbac.v3.RBAC", { rules: { action, policies } });
}

/** What one clause asks of the request, or of who sends it. */
interface Option {
  readonly permissions: readonly object[];
  readonly principals: readonly object[];
}

/**
 * A rule as policies of which any must fit. Native RBAC knows paths only as permissions and sources only as
 * principals, and both must hold: a clause with both kinds is two alternatives.
 */
function alternatives({ clauses }: Rule): object[] {
  const combined = clauses.reduce<Option[]>(
    (before, clause) => before.flatMap((one) => optionsOf(clause).map((option) => both(one, option))),
    [{ permissions: [ANY], principals: [ANY] }],
  );
  return combined.map(({ permissions, principals }) => ({
    permissions: [{ and_rules: { rules: permissions } }],
    principals: [{ and_ids: { ids: principals } }],
  }));
}

function both(a: Option, b: Option): Option {
  return {
    permissions: [...a.permissions, ...b.permissions],
    principals: [...a.principals, ...b.principals],
  };
}

function optionsOf({ anyOf }: Clause): Option[] {
  const sources = anyOf.flatMap((one) => (one.kind === "source" ? [principal(one.range)] : []));
  const others = anyOf.flatMap((one) => (one.kind === "source" ? [] : [permission(one)]));
  return [
    ...(sources.length === 0 ? [] : [{ permissions: [], principals: [{ or_ids: { ids: sources } }] }]),
    ...(others.length === 0 ? [] : [{ permissions: [{ or_rules: { rules: others } }], principals: [] }]),
  ];
}

function principal({ bytes, length }: AddressRange): object {
  return { remote_ip: { address_prefix: formatAddress(bytes), prefix_len: length } };
}

function permission(test: Test): object {
  switch (test.kind) {
    case "method":
      return header(":method", { exact: test.value });
    case "host":
      return hostPermission(test.host);
    case "path":
      return pathPermission(test.path);
    case "header":
      return headerPermission(test);
    default:
      throw new Error(`native RBAC has no words for \`${test.kind}\``);
  }
}

function hostPermission(host: HostPattern): object {
  if ("exact" in host) return header(":authority", { exact: host.exact, ignore_case: true });
  const ending = header(":authority", { suffix: host.suffix, ignore_case: true });
  const bare = header(":authority", { exact: host.suffix, ignore_case: true });
  return { and_rules: { rules: [ending, { not_rule: bare }] } };
}

function pathPermission(path: PathPattern): object {
  if (!("template" in path)) return { url_path: { path } };
  const typed_config = { "@type": TEMPLATE_MATCH, path_template: path.template.text };
  return { uri_template: { name: TEMPLATE_MATCHER, typed_config } };
}

function headerPermission({ name, match }: HeaderTest): object {
  return "present" in match ? { header: { name, present_match: match.present } } : header(name, match);
}

function header(name: string, string_match: object): object {
  return { header: { name, string_match } };
}
