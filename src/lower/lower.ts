/** Documents → PolicySet. The only folder that knows both how policy is written and what it means. */
import { Parser } from "../condition/parse.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { PolicySet } from "../ir/model.js";
import type { PolicyDocument } from "../policy/read.js";
import type { MeshSpec, PolicySpec, PolicyTestSpec } from "../policy/schema.js";
import { NO_FILES, type ReadFile } from "./files.js";
import type { LimitContext } from "./limit.js";
import { lowerMesh } from "./mesh.js";
import { byName, reportTwice } from "./names.js";
import { lowerPolicy } from "./policy.js";
import { lowerPolicyTest } from "./policy-test.js";
import { Scope } from "./scope.js";

/**
 * The meaning of all documents together; undefined when something in them, or in how they were read, is
 * wrong. Reports all that it finds. `readFile`: for files that documents name.
 */
export function lower(
  documents: readonly PolicyDocument[],
  diagnostics: Diagnostics,
  readFile: ReadFile = NO_FILES,
): PolicySet | undefined {
  const isRead = !diagnostics.hasErrors;
  const meshes: { spec: MeshSpec; scope: Scope }[] = [];
  const policies: { spec: PolicySpec; scope: Scope }[] = [];
  const tests: { spec: PolicyTestSpec; scope: Scope }[] = [];
  for (const document of documents) {
    const scope = new Scope(document, diagnostics);
    if (document.spec.kind === "Mesh") meshes.push({ spec: document.spec, scope });
    else if (document.spec.kind === "Policy") policies.push({ spec: document.spec, scope });
    else tests.push({ spec: document.spec, scope });
  }
  const mesh = theMesh(meshes, isRead, readFile, diagnostics);
  const context: LimitContext = {
    mode: mesh?.pathNormalization ?? "STRICT",
    parser: new Parser(),
    readFile,
    service: mesh === undefined ? "unknown" : mesh.rateLimitService,
  };
  const lowered = policies.map(({ spec, scope }) => lowerPolicy(spec, mesh?.workloads, context, scope));
  reportTwice(lowered, "policy", ({ name }) => name, diagnostics);
  const loweredTests = tests.map(({ spec, scope }) => lowerPolicyTest(spec, mesh?.workloads, lowered, scope));
  reportTwice(loweredTests, "policy test", ({ name }) => name, diagnostics);
  if (mesh === undefined || diagnostics.hasErrors) return undefined;
  return { ...mesh, policies: byName(lowered), tests: byName(loweredTests) };
}

/** The one Mesh. That it is missing is only said when every document was read: it may be the one that was not. */
function theMesh(
  meshes: readonly { spec: MeshSpec; scope: Scope }[],
  isRead: boolean,
  readFile: ReadFile,
  diagnostics: Diagnostics,
): Omit<PolicySet, "policies" | "tests"> | undefined {
  const lowered = meshes.map(({ spec, scope }) => lowerMesh(spec, readFile, scope));
  for (const { scope } of meshes.slice(1)) {
    scope.under("kind").error("duplicate-mesh", "a second Mesh", "a policy set has one: join the two");
  }
  if (lowered.length === 0 && isRead) {
    const help = "add a document of `kind: Mesh` with the trust domain and the workloads";
    diagnostics.error("missing-mesh", "no document is a Mesh", undefined, help);
  }
  return lowered[0];
}
