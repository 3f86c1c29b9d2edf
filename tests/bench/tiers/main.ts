/** `npm run bench:tiers`: what a gateway and a sidecar cost a request, guarded by cells and by Envoy's native filters. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAuthority } from "../../../examples/demo/certificates.js";
import { GATEWAY } from "../../../examples/demo/mesh.js";
import { findPrograms, type Programs } from "../../../examples/demo/mesh-limits/servers.js";
import { startSecretSource } from "../../../examples/demo/sds.js";
import { thisMachine } from "../machine.js";
import { replaceResults } from "../report/document.js";
import { checkDeployment, VERDICTS } from "./check.js";
import { contenders } from "./contenders.js";
import { type Deployment, deploy } from "./deployment.js";
import { startLoad } from "./load/load.js";
import { startService } from "./load/service.js";
import { type Effort, measure } from "./measure.js";
import { readOptions } from "./options.js";
import { leftOut, toMarkdown } from "./report.js";
import type { Measured, TierResults } from "./results.js";

interface Stoppable {
  stop(): unknown;
}

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
  if (programs === undefined) say(leftOut());
  const started: Stoppable[] = [];
  const folder = mkdtempSync(join(tmpdir(), "cellwall-tiers-"));
  try {
    const deployments = await deployAll(folder, programs, started);
    const measured = await measureAll(deployments, effort);
    const about = { date: new Date().toISOString(), machine: thisMachine(), effort };
    return { ...about, measured, hasService: programs !== undefined };
  } finally {
    for (const one of started.reverse()) await one.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts every contender, and sees it do its job. What has started goes into `started`. */
async function deployAll(
  folder: string,
  programs: Programs | undefined,
  started: Stoppable[],
): Promise<Deployment[]> {
  const keep = <One extends Stoppable>(one: One): One => {
    started.push(one);
    return one;
  };
  const authority = await createAuthority("shop.example");
  const sds = join(folder, "sds.sock");
  keep(await startSecretSource({ socket: sds, home: authority }));
  const service = keep(await startService());
  const around = { folder, sds, servicePort: service.port, ...(programs && { programs }) };
  const credentials = { ...(await authority.issue(GATEWAY)), bundle: authority.bundle };
  const deployments: Deployment[] = [];
  for (const [index, contender] of contenders(programs !== undefined).entries()) {
    const deployment = keep(await deploy(contender, around, index));
    await checkDeployment(deployment, credentials);
    say(`${contender.name}: both tiers ${contender.isGuarded ? VERDICTS : "let the request pass"}`);
    deployments.push(deployment);
  }
  return deployments;
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

process.setMaxListeners(0); // each Envoy wants to know when this program ends
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
try {
  await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
