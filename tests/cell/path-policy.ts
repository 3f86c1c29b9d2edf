import { NO_IDENTITY } from "../../src/ir/identity.js";
import type { PathNormalization, PathPattern, PolicySet } from "../../src/ir/model.js";

export const TARGET = "spiffe://test.example/ns/a/sa/b";

const place = { file: "test", line: 1, column: 1, length: 1 };

/** A mesh of one workload that allows just what one path pattern matches. */
export function pathPolicy(path: PathPattern, pathNormalization: PathNormalization): PolicySet {
  const clause = { anyOf: [{ kind: "path", path, place } as const], place };
  const rule = { name: "only", effect: "allow", clauses: [clause], place } as const;
  return {
    mesh: "test",
    ...NO_IDENTITY,
    trustDomain: "test.example",
    pathNormalization,
    workloads: [{ id: TARGET, tier: "sidecar", hosts: [], paths: [], place }],
    tests: [],
    policies: [{ name: "paths", target: { place }, rules: [rule], limits: [], place }],
  };
}
