/** Decision records, from Envoy's access log. */
import { existsSync, readFileSync } from "node:fs";
import type { Decision } from "../../src/host/decision.js";

/** What the cell recorded. */
export type DecisionRecord = Omit<Decision, "id" | "status"> & {
  readonly tier: "gateway" | "sidecar";
  /** Of the transaction token with which the request goes on. */
  readonly txn?: string;
};

/** One line of the log: the fields of `json_format` in envoy/*.yaml. */
export interface AccessRecord {
  readonly request_id: string | null;
  readonly traceparent: string | null;
  /** SPIFFE ID of the workload whose Envoy says this. */
  readonly workload: string;
  readonly tier: "gateway" | "sidecar";
  readonly method: string;
  readonly host: string | null;
  readonly path: string | null;
  readonly status: number;
  readonly details: string | null;
  readonly peer: string | null;
  readonly source: string | null;
  /** Absent when the request never came to the cell: Envoy refused it before. */
  readonly decision?: DecisionRecord;
}

/** All whole lines; Envoy may be writing the next. */
export function readAccessLog(path: string): AccessRecord[] {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  return text.split("\n").slice(0, -1).map(readLine);
}

function readLine(line: string): AccessRecord {
  const { cellwall, ...fields } = JSON.parse(line) as AccessRecord & { cellwall: string | null };
  return cellwall === null ? fields : { ...fields, decision: JSON.parse(cellwall) };
}
