import { createHash } from "node:crypto";
import type { PolicySet } from "./model.js";

/**
 * The version of a policy set: the first 16 hex digits of SHA-256 over its canonical JSON (keys sorted,
 * places and tests left out). The same at every tier; the same for any order of files and layout of YAML.
 */
export function policyDigest({ tests: _, ...enforced }: PolicySet): string {
  return createHash("sha256").update(JSON.stringify(enforced, canonical)).digest("hex").slice(0, 16);
}

function canonical(key: string, value: unknown): unknown {
  if (key === "place") return undefined;
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
