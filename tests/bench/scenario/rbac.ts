import type { BenchRule } from "./rules.js";

/** The rules as the policies of Envoy's RBAC (envoy.config.rbac.v3.RBAC), in the form that Istio generates. */
export function rbacPolicies(rules: readonly BenchRule[]): Readonly<Record<string, object>> {
  return Object.fromEntries(rules.map((rule) => [rule.name, rbacPolicy(rule)]));
}

function rbacPolicy({ method, path, tenant }: BenchRule): object {
  return {
    permissions: [
      {
        and_rules: {
          rules: [header(":method", { exact: method }), { url_path: { path: { prefix: path } } }],
        },
      },
    ],
    principals: [header("x-tenant", tenant)],
  };
}

function header(name: string, string_match: object): object {
  return { header: { name, string_match } };
}
