/** What the module must do with any request. */
import type { Pair } from "../../src/envoy/pairs.js";
import type { Properties } from "../../src/envoy/property-values.js";
import { REPLY_STATUS } from "../../src/host/decision.js";
import type { Vm } from "../../src/host/vm.js";
import { show } from "../differential/show.js";

/** A request takes microseconds; this much only on a machine that is busy, or for an input that makes the module slow. */
const LONGEST_MS = 2_000;

/** @throws {Error} the module traps, or takes its time, or does not do what its record says */
export function answer(vm: Vm, headers: readonly Pair[], properties: Properties): void {
  const start = performance.now();
  const stream = vm.stream(properties);
  stream.onRequestHeaders(headers);
  const record = Buffer.from(stream.filterState("cellwall") ?? []).toString();
  stream.end();
  const tookMs = performance.now() - start;
  const problem = problemOf(vm, stream.localReply?.status, record, tookMs);
  if (problem !== undefined) throw new Error(`${problem}\n  ${show({ headers, properties })}`);
}

function problemOf(vm: Vm, status: number | undefined, record: string, tookMs: number): string | undefined {
  if (vm.failure !== undefined) return `\`${vm.failure.callback}\` trapped: ${vm.failure.message}`;
  if (tookMs > LONGEST_MS) return `took ${tookMs} ms`;
  const verdict = verdictOf(record);
  if (verdict === undefined) return `no record, but \`${record}\``;
  return REPLY_STATUS[verdict] === status ? undefined : `answered ${status}, recorded \`${verdict}\``;
}

function verdictOf(record: string): keyof typeof REPLY_STATUS | undefined {
  try {
    const { verdict } = JSON.parse(record);
    return Object.hasOwn(REPLY_STATUS, verdict) ? verdict : undefined;
  } catch {
    return undefined;
  }
}
