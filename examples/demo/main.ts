/**
 * `npm run demo`: one policy at a gateway and at two sidecars, on real Envoys, with sample traffic. Then it stays
 * up until Ctrl-C. `--once`: ends after the table, non-zero if a verdict is not the expected one. `--json`: one
 * JSON line for each request. `--concurrency N`: workers of each Envoy. `--mesh-limits`: instead, one limit at two
 * gateways; ends with 3 where Redis or envoyproxy/ratelimit is not installed.
 */
import { parseArgs } from "node:util";
import { policyText, readPolicySet } from "./mesh.js";
import { showMeshLimits } from "./mesh-limits/show.js";
import { describe, type Outcome, runSample } from "./run.js";
import { headLine, outcomeLine } from "./table.js";
import { startTopology, type Topology } from "./topology.js";
import { DEMO } from "./traffic.js";

const { values } = parseArgs({
  options: {
    once: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    "mesh-limits": { type: "boolean", default: false },
    concurrency: { type: "string", default: "1" },
  },
});
if (values["mesh-limits"]) process.exit(await showMeshLimits());

const colour = process.stdout.isTTY && !process.env.NO_COLOR;

let topology: Topology | undefined;
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, resolve);
});

try {
  topology = await startTopology(readPolicySet(policyText()), {
    concurrency: Number(values.concurrency),
    progress: (step) => console.error(`starting: ${step}`),
  });
  process.exitCode = (await showTraffic(topology)) ? 0 : 1;
  if (!values.once) {
    console.error(byHand(topology));
    await interrupted;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await topology?.stop();
}
process.exit();

/** True when all verdicts are the expected ones. */
async function showTraffic(mesh: Topology): Promise<boolean> {
  if (!values.json) console.log(`\n${headLine()}`);
  let wrong = 0;
  for (const sample of DEMO) {
    const outcome = await runSample(mesh, sample);
    if (!outcome.expected) wrong++;
    console.log(values.json ? jsonLine(outcome) : outcomeLine(outcome, colour));
  }
  console.error(`\n${DEMO.length} requests, ${wrong === 0 ? "all" : DEMO.length - wrong} as expected`);
  return wrong === 0;
}

function jsonLine({ sample, requestId, status, milliseconds, gateway, sidecar, expected }: Outcome): string {
  const { from, method, path, headers } = sample;
  const records = { gateway: gateway?.decision ?? null, sidecar: sidecar?.decision ?? null };
  const by = describe((sidecar ?? gateway)?.decision);
  return JSON.stringify({
    requestId,
    from,
    method,
    path,
    headers,
    status,
    ...records,
    by,
    milliseconds,
    expected,
  });
}

function byHand({ edgePort, outboundPort, gateway, orders, folder }: Topology): string {
  const host = "-H 'host: orders.shop.example'";
  return `
Try it, Ctrl-C ends it:

  curl -i ${host} http://127.0.0.1:${edgePort}/orders/customers/7/items
  curl -i ${host} http://127.0.0.1:${edgePort}/orders/internal/metrics
  curl -i ${host} http://127.0.0.1:${outboundPort}/orders/export/2026      # as reports

  records   tail -f ${folder}/{gateway,orders}/access.jsonl
  Envoy     http://${gateway.envoy.admin} (gateway), http://${orders.envoy.admin} (orders)
`;
}
