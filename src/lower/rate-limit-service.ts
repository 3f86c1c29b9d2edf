import type { RateLimitService } from "../ir/limit.js";
import type { RateLimitServiceSpec } from "../policy/limit-schema.js";
import { lowerDuration } from "./duration.js";
import { reportLongText } from "./long-texts.js";
import type { Scope } from "./scope.js";

const DEFAULT_TIMEOUT_NS = 100e6;

/** Requests may wait for it. */
const TIMEOUT = { least: 1e6, most: 10e9, written: "1ms to 10s" };

/** The rate limit service of a mesh; `domain` is the mesh's name where it says none. */
export function lowerService(spec: RateLimitServiceSpec, mesh: string, scope: Scope): RateLimitService {
  const at = scope.under("spec", "rateLimitService");
  const { cluster, domain = mesh, timeout } = spec;
  reportLongText([cluster, domain], at.place, "shorten it", scope.diagnostics);
  const timeoutNs =
    timeout === undefined ? DEFAULT_TIMEOUT_NS : lowerDuration(timeout, TIMEOUT, at.under("timeout"));
  return { cluster, domain, timeoutNs: timeoutNs ?? DEFAULT_TIMEOUT_NS };
}
