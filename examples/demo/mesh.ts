/** The demo's policy set and the workloads that it runs. */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import type { PolicySet } from "../../src/ir/model.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";

export const GATEWAY = "spiffe://shop.example/ns/edge/sa/gateway";
export const ORDERS = "spiffe://shop.example/ns/shop/sa/orders";
export const REPORTS = "spiffe://shop.example/ns/shop/sa/reports";

const POLICY = fileURLToPath(new URL("policy.yaml", import.meta.url));

/** The text of `policy.yaml`. */
export function policyText(): string {
  return readFileSync(POLICY, "utf8");
}

/** Reads a policy set; @throws {Error} with what is wrong and where */
export function readPolicySet(text: string): PolicySet {
  const diagnostics = new Diagnostics();
  const path = relative(process.cwd(), POLICY);
  const set = lower(readDocuments([{ path, text }], diagnostics), diagnostics);
  if (set !== undefined && !diagnostics.hasErrors) return set;
  throw new Error(
    diagnostics.all.map(({ message, place }) => `${place?.file}:${place?.line}: ${message}`).join("\n"),
  );
}
