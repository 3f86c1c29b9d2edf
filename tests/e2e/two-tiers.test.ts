import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cellModule } from "../../examples/demo/cell.js";
import { GATEWAY, ORDERS, policyText, REPORTS, readPolicySet } from "../../examples/demo/mesh.js";
import { describe as describeRecord, runSample } from "../../examples/demo/run.js";
import { startTopology, type Topology } from "../../examples/demo/topology.js";
import { DEMO, MORE, type Sample } from "../../examples/demo/traffic.js";
import { buildImage } from "../../src/compile/image.js";
import { createDecider, type Decided, type Decider } from "../../src/host/decide.js";
import { policyDigest } from "../../src/ir/digest.js";

const STATUS: Readonly<Record<string, number>> = { allow: 200, deny: 403, limited: 429, invalid: 400 };

/** The demo ends each tier's requests with one that exhausts a limit, so it comes last. */
const SAMPLES: readonly Sample[] = [...MORE, ...DEMO];

const NAMED = SAMPLES.map((sample) => [nameOf(sample), sample] as const);

const set = readPolicySet(policyText());

describe("a gateway and two sidecars", () => {
  let topology: Topology;
  beforeAll(async () => {
    topology = await startTopology(set, { concurrency: 2 });
  });
  afterAll(() => topology?.stop());

  const gateway = createDecider(cellModule().bytes, buildImage(set, GATEWAY));
  const orders = createDecider(cellModule().bytes, buildImage(set, ORDERS));
  const refused: string[] = [];

  test.each(NAMED)("%s", async (_, sample) => {
    const outcome = await runSample(topology, sample);
    expect(describeRecord(outcome.gateway?.decision)).toBe(sample.gateway);
    expect(describeRecord(outcome.sidecar?.decision)).toBe(sample.sidecar);

    const verdict = (sample.sidecar ?? sample.gateway ?? "").split(" ")[0] ?? "";
    expect(outcome.status).toBe(STATUS[verdict]);
    const reached = topology.service.received.filter(
      ({ headers }) => headers["x-request-id"] === outcome.requestId,
    );
    expect(reached).toHaveLength(verdict === "allow" ? 1 : 0);
    if (sample.sidecar === undefined) refused.push(outcome.requestId);

    const version = policyDigest(set);
    if (outcome.gateway)
      expect(outcome.gateway).toMatchObject({ tier: "gateway", peer: null, decision: { version } });
    const peer = sample.from === "client" ? GATEWAY : REPORTS;
    if (outcome.sidecar)
      expect(outcome.sidecar).toMatchObject({ tier: "sidecar", peer, decision: { version } });
  });

  test.each(NAMED)("decide says the same: %s", (_, sample) => {
    const atGateway = sample.gateway === undefined ? undefined : decideTimes(gateway, sample);
    expect(describeDecided(atGateway)).toBe(sample.gateway);
    if (sample.sidecar === undefined) return;
    const peer = sample.from === "client" ? GATEWAY : REPORTS;
    const arrived = atGateway?.path === undefined ? sample : { ...sample, path: atGateway.path };
    expect(describeDecided(decideTimes(orders, arrived, peer))).toBe(sample.sidecar);
  });

  test("what the gateway refused never came to the sidecar", () => {
    expect(refused.length).toBeGreaterThan(10);
    const arrived = new Set(topology.orders.records().map(({ request_id }) => request_id));
    expect(refused.filter((id) => arrived.has(id))).toEqual([]);
  });

  test("audit rules are in the record of the tier that they target", () => {
    const audits = (records: ReturnType<Topology["gateway"]["records"]>) =>
      new Set(records.flatMap(({ decision }) => decision?.audit ?? []));
    expect(audits(topology.gateway.records())).toEqual(new Set(["edge/writes"]));
    expect(audits(topology.orders.records())).toEqual(new Set(["orders/exports"]));
  });

  test("the service gets the path that policy saw", () => {
    const paths = topology.service.received.map(({ path }) => path);
    expect(paths).toContain("/orders/customers/8/items");
    expect(paths.filter((path) => path.includes(".."))).toEqual(["/orders/customers/7/a/b/c?x=/../.."]);
  });

  test("the service is told who called, by the certificate and nobody else", () => {
    const callers = new Set(
      topology.service.received.map(({ headers }) => callerOf(headers["x-forwarded-client-cert"])),
    );
    expect(callers).toEqual(new Set([GATEWAY, REPORTS]));
  });
});

function callerOf(xfcc: string | string[] | undefined): string | undefined {
  return /(?:^|;)URI=([^;,]+)/.exec(String(xfcc))?.[1];
}

function nameOf({ from, method, path, headers, gateway = "–", sidecar = "–" }: Sample): string {
  const shown = headers.map(([name, value]) => `${name}:${value}`).join(" ");
  return `${from} ${method} ${path} ${shown}: ${gateway}, ${sidecar}`;
}

function describeDecided(decided: Decided | undefined): string | undefined {
  return decided && describeRecord({ ...decided, tier: "gateway" });
}

/** Decides as often as the sample is sent; gives the last. */
function decideTimes(decider: Decider, { method, path, headers, times }: Sample, peer?: string): Decided {
  const request = {
    method,
    path,
    headers: headers.filter(([name]) => name !== "host"),
    host: headers.find(([name]) => name === "host")?.[1] ?? "",
    sourceIp: "127.0.0.1",
    ...(peer !== undefined && { peer }),
  };
  for (let sent = 1; sent < times; sent++) decider.decide(request);
  return decider.decide(request);
}
