/** Sends a sample through the mesh and gathers what both tiers made of it. */
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { AccessRecord, DecisionRecord } from "./records.js";
import type { MeshProxy, Topology } from "./topology.js";
import type { Sample } from "./traffic.js";

const RECORD_WITHIN_MS = 5_000;
const POLL_MS = 20;

/** What became of a sample. */
export interface Outcome {
  readonly sample: Sample;
  /** Envoy's name for the request, the same at both tiers. */
  readonly requestId: string;
  /** What the caller got. */
  readonly status: number;
  /** From sending to the whole answer. */
  readonly milliseconds: number;
  readonly gateway?: AccessRecord;
  readonly sidecar?: AccessRecord;
  /** The verdicts are those that the sample expects, where it expects them. */
  readonly expected: boolean;
}

/** Sends it as often as it says; the outcome is that of the last time. */
export async function runSample(topology: Topology, sample: Sample): Promise<Outcome> {
  const port = sample.from === "client" ? topology.edgePort : topology.outboundPort;
  for (let sent = 1; sent < sample.times; sent++) await send(port, sample);
  const start = performance.now();
  const { status, requestId } = await send(port, sample);
  const milliseconds = performance.now() - start;
  const gateway = sample.gateway === undefined ? undefined : await recordOf(topology.gateway, requestId);
  const sidecar = sample.sidecar === undefined ? undefined : await recordOf(topology.orders, requestId);
  return {
    sample,
    requestId,
    status,
    milliseconds,
    ...(gateway && { gateway }),
    ...(sidecar && { sidecar }),
    expected:
      describe(gateway?.decision) === sample.gateway && describe(sidecar?.decision) === sample.sidecar,
  };
}

/** A record as samples name it: the verdict, then the policy and rule, or why the request is invalid. */
export function describe(decision: DecisionRecord | undefined): string | undefined {
  if (decision === undefined) return undefined;
  const { verdict, policy, rule, reason } = decision;
  const by = policy === null ? reason : `${policy}/${rule}`;
  return by === undefined ? verdict : `${verdict} ${by}`;
}

async function send(port: number, sample: Sample): Promise<{ status: number; requestId: string }> {
  const { method, path } = sample;
  const headers = sample.headers.flat();
  const sent = request({ host: "127.0.0.1", port, method, path, headers, agent: false }).end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  answer.resume();
  await once(answer, "end");
  return { status: answer.statusCode ?? 0, requestId: String(answer.headers["x-request-id"] ?? "") };
}

/** Envoy writes its log a moment after the answer. */
async function recordOf(proxy: MeshProxy, requestId: string): Promise<AccessRecord | undefined> {
  const end = performance.now() + RECORD_WITHIN_MS;
  while (performance.now() < end) {
    const record = proxy.records().find(({ request_id }) => request_id === requestId);
    if (record) return record;
    await sleep(POLL_MS);
  }
  return undefined;
}
