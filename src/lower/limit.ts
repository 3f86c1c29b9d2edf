/** Limits as written → what they mean. */
import type { Parser } from "../condition/parse.js";
import type { Limit, LimitResponse, MeshScope, RateLimitService } from "../ir/limit.js";
import type { PathNormalization } from "../ir/model.js";
import type { LimitSpec } from "../policy/limit-schema.js";
import { lowerClause, lowerMethod, lowerPaths, toClause } from "./clause.js";
import type { Surroundings } from "./condition/site.js";
import { lowerWhen } from "./condition/when.js";
import type { ReadFile } from "./files.js";
import { lowerCapacity } from "./limit-capacity.js";
import { lowerCost } from "./limit-cost.js";
import { lowerKeyPart } from "./limit-key.js";
import { lowerOverrides } from "./limit-overrides.js";
import { reportLongText, reportLongTexts } from "./long-texts.js";
import { lowerEach, type Scope } from "./scope.js";

/** What limits need to know of the set around them. */
export interface LimitContext {
  readonly mode: PathNormalization;
  readonly parser: Parser;
  readonly readFile: ReadFile;
  /** Undefined when the mesh has none; "unknown" when the mesh is wrong itself. */
  readonly service: RateLimitService | undefined | "unknown";
}

/** Most parts of a key (src/image/layout.ts, `MAX.KEY_PARTS`). */
const MAX_KEY_PARTS = 8;

/** A limit, or nothing when it is wrong (which has been reported). */
export function lowerLimit(spec: LimitSpec, context: LimitContext, scope: Scope): Limit[] {
  const { parser } = context;
  const { clauses, surroundings } = lowerClauses(spec, context, scope);
  const isMesh = spec.scope === "mesh";
  const capacity = lowerCapacity(spec, isMesh, scope);
  const key = lowerEach(spec.key, scope.under("key"), (part, at) =>
    lowerKeyPart(part, surroundings, parser, at),
  );
  if (key.length > MAX_KEY_PARTS) {
    const message = `a key of ${key.length} parts: it can have ${MAX_KEY_PARTS}`;
    scope.under("key").error("invalid-key", message);
  }
  const cost = lowerCost(spec, capacity, surroundings, parser, scope);
  const mesh = lowerScope(spec, context, scope);
  if (capacity === undefined) return [];
  const isKeyRight = key.length === (spec.key?.length ?? 0);
  const overridden = { key: isKeyRight ? key : undefined, capacity, isMesh };
  const response = spec.response && lowerResponse(spec.response, scope.under("response"));
  return [
    {
      name: spec.name,
      clauses,
      capacity,
      key,
      ...(spec.absent === "skip" ? { absent: "skip" } : {}),
      overrides: lowerOverrides(spec.overrides, overridden, context.readFile, scope.under("overrides")),
      ...(cost === undefined ? {} : { cost }),
      ...(mesh === undefined ? {} : { mesh }),
      ...(response === undefined ? {} : { response }),
      place: scope.under("name").place,
    },
  ];
}

/** Which requests it is for. */
function lowerClauses(spec: LimitSpec, { mode, parser }: LimitContext, scope: Scope) {
  const paths = lowerPaths(spec.paths, mode, scope.under("paths"));
  const surroundings: Surroundings = {
    holder: "limit",
    paths: paths.length < (spec.paths?.length ?? 0) ? undefined : paths,
    mode,
  };
  const clauses = [
    lowerClause(spec.methods, scope.under("methods"), lowerMethod),
    toClause(paths, scope.under("paths")),
    spec.when === undefined ? [] : lowerWhen(spec.when, surroundings, parser, scope.under("when")),
  ].flat();
  reportLongTexts(clauses, scope.diagnostics);
  return { clauses, surroundings };
}

/** What requires a limit of the mesh, or of one proxy, is reported when it is the other. */
function lowerScope(spec: LimitSpec, { service }: LimitContext, scope: Scope): MeshScope | undefined {
  if (spec.inFlight !== undefined) reportConcurrency(spec, scope);
  if (spec.scope !== "mesh") {
    for (const key of ["lease", "onFailure"] as const) {
      if (spec[key] === undefined) continue;
      scope
        .under(key)
        .error("invalid-limit", `\`${key}\` is for limits of the mesh`, "add `scope: mesh`, or leave it out");
    }
    return undefined;
  }
  if (service === undefined) {
    const help = "give the Mesh a `rateLimitService` with the `cluster` that Envoy reaches it by";
    scope.under("scope").error("invalid-limit", "nobody counts for the mesh", help);
  }
  return { isExact: spec.lease === 1, onFailure: spec.onFailure ?? "local" };
}

/** What says how a rate is counted means nothing for requests at a time. */
function reportConcurrency(spec: LimitSpec, scope: Scope): void {
  for (const key of ["cost", "count", "scope"] as const) {
    if (spec[key] === undefined || spec[key] === "proxy") continue;
    const help = "each proxy counts the requests that it has, each as one";
    scope.under(key).error("invalid-limit", `\`${key}\` does not go with \`inFlight\``, help);
  }
}

function lowerResponse(
  { headers = "refused", overwrite = false, body }: NonNullable<LimitSpec["response"]>,
  scope: Scope,
): LimitResponse {
  if (overwrite && headers !== "always") {
    const help = "add `headers: always`: a refusal has no headers of the service behind";
    scope.under("overwrite").error("invalid-limit", "there is nothing to overwrite", help);
  }
  if (body !== undefined) checkBody(body, scope.under("body"));
  return { headers, overwrite, ...(body === undefined ? {} : { body }) };
}

/** A header's value: visible ASCII (RFC 9110 §5.5), no more. */
const FIELD_VALUE = /^[!-~]([ -~]*[!-~])?$/;

function checkBody({ contentType, text }: NonNullable<LimitResponse["body"]>, scope: Scope): void {
  if (!FIELD_VALUE.test(contentType)) {
    const help = "write it as a header has it, such as `text/plain`";
    scope.under("contentType").error("invalid-value", `\`${contentType}\` is no content type`, help);
  }
  reportLongText([contentType, text], scope.place, "shorten it", scope.diagnostics);
}
