/** `npm run bench:tiers`: what a gateway and a sidecar cost a request, guarded by cells and by Envoy's native filters. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAuthority } from "../../../examples/demo/certificates.js";
import { GATEWAY } from "../../../examples/demo/mesh.js";
import { findPrograms } from "../../../examples/demo/mesh-limits/servers.js";
import { startSecretSource } from "../../../examples/demo/sds.js";
import { thisMachine } from "../machine.js";
import { replaceResults } from "../report/document.js";
import { checkDeployment } from "./check.js";
import { contenders } from "./contenders.js";
import { type Deployment, deploy } from "./deployment.js";
import { startLoad } from "./load/load.js";
import { startService } from "./load/service.js";
import { type Effort, measure } from "./measure.js";
import { readOptions } from "./options.js";
import { leftOut, toMarkdown } from "./report.js";
import type { Measured, TierResults } from "./results.js";

async function main(): Promise<void> {
  const { effort, json, markdown } = readOptions(process.argv);
  const results = await run(effort);
  const text = toMarkdown(results);
  console.log(text);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`);
  if (markdown !== undefined) replaceResults(markdown, text, "bench:tiers");
}

async function run(effort: Effort): Promise<TierResults> {
  const programs = findPrograms();
  const hasService = programs !== undefined;
  if (!hasService) say(leftOut());
  const folder = mkdtempSync(join(tmpdir(), "cellwall-tiers-"));
  const stops: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const authority = await createAuthority("shop.example");
    const sds = join(folder, "sds.sock");
    const secrets = await startSecretSource({ socket: sds, home: authority });
    stops.unshift(() => secrets.stop());
    const service = await startService();
    stops.unshift(() => service.stop());
    const around = { folder, sds, servicePort: service.port, ...(hasService && { programs }) };
    const credentials = { ...(await authority.issue(GATEWAY)), bundle: authority.bundle };
    const deployments: Deployment[] = [];
    for (const [index, contender] of contenders(hasService).entries()) {
      say(`starting: ${contender.name}`);
      const deployment = await deploy(contender, around, index);
      stops.unshift(() => deployment.stop());
      await checkDeployment(deployment, credentials);
      deployments.push(deployment);
    }
    const measured = await measureAll(deployments, effort);
    return { date: new Date().toISOString(), machine: thisMachine(), effort, measured, hasService };
  } finally {
    for (const stop of stops) await stop();
  }
}

async function measureAll(deployments: readonly Deployment[], effort: Effort): Promise<Measured[]> {
  const load = startLoad();
  try {
    const progress = (round: number) => say(`round ${round + 1} of ${effort.rounds}`);
    const samples = await measure(deployments, { load, effort }, progress);
    return [...samples].map(([name, ofName]) => ({ name, samples: ofName }));
  } finally {
    load.stop();
  }
}

function say(progress: string): void {
  process.stderr.write(`bench:tiers: ${progress}\n`);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
try {
  await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
