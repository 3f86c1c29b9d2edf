import type { Target, Workload } from "./model.js";
import { parseSpiffeId } from "./spiffe.js";

/** Whether a workload fits every part of a target. */
export function fitsTarget(target: Target, workload: Workload): boolean {
  return (
    (target.workload === undefined || target.workload === workload.id) &&
    (target.tier === undefined || target.tier === workload.tier) &&
    (target.namespace === undefined || target.namespace === partsOf(workload.id)?.namespace)
  );
}

/** What Istio and SPIRE on Kubernetes put into a SPIFFE ID: `spiffe://TD/ns/NAMESPACE/sa/SERVICEACCOUNT`. */
export interface KubernetesParts {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** Undefined for an ID of another shape, and for what is no SPIFFE ID. */
export function partsOf(id: string): KubernetesParts | undefined {
  const parsed = parseSpiffeId(id);
  if ("error" in parsed) return undefined;
  const [, namespace, serviceAccount] = /^\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(parsed.path) ?? [];
  return namespace === undefined || serviceAccount === undefined ? undefined : { namespace, serviceAccount };
}
