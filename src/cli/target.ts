import { workloadOf } from "../compile/project.js";
import { nearestFirst } from "../diagnostics/suggest.js";
import type { PolicySet, Workload } from "../ir/model.js";
import { UsageError } from "./exit.js";

/** How many workloads an error names. */
const SHOWN = 10;

export const TARGET_OPTION = ["--target <id>", "SPIFFE ID of the workload"] as const;

/**
 * The workload that the command line names.
 * @throws {UsageError} which lists the mesh's workloads, those most like it first
 */
export function targetOf(set: PolicySet, id: string): Workload {
  if (set.workloads.some((workload) => workload.id === id)) return workloadOf(set, id);
  const known = nearestFirst(
    id,
    set.workloads.map((workload) => workload.id),
  );
  const more = known.length > SHOWN ? [`  … and ${known.length - SHOWN} more`] : [];
  const lines = known.slice(0, SHOWN).map((one) => `  ${one}`);
  throw new UsageError(
    [`the mesh has no workload \`${id}\`; name one of these:`, ...lines, ...more].join("\n"),
  );
}
