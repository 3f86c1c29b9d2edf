/** One corpus through a gateway, a sidecar and `decide`: every verdict the same, every record of the same policy. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { cellModule } from "../../examples/demo/cell.js";
import { GATEWAY, ORDERS } from "../../examples/demo/mesh.js";
import type { AccessRecord } from "../../examples/demo/records.js";
import { type MeshProxy, startTopology, type Topology } from "../../examples/demo/topology.js";
import { buildImage } from "../../src/compile/image.js";
import { createDecider, type Decided } from "../../src/host/decide.js";
import { destinationOf } from "../../src/ir/destination.js";
import { policyDigest } from "../../src/ir/digest.js";
import { requestToFacts } from "../../src/ir/facts.js";
import { Random } from "../differential/random-policy.js";
import { show } from "../differential/show.js";
import { meshClient, plainClient } from "./corpus/client.js";
import { asHandedOver, corpus, corpusPolicies, type Sent } from "./corpus/corpus.js";

const SEED = 1;
const REQUESTS = 10_000;
/** Sent to the sidecar directly too, of those that the gateway refused for it and of those that it let pass. */
const SAMPLE = 500;
const LOGGED_MS = 20_000;
const MINUTE = 60_000;

const set = corpusPolicies();

/** A request, and what became of it at each tier. */
interface Passage {
  readonly sent: Sent;
  readonly status: number;
  readonly gateway: AccessRecord | undefined;
  readonly sidecar: AccessRecord | undefined;
}

describe(`${REQUESTS} requests`, () => {
  const atGateway = createDecider(cellModule().bytes, buildImage(set, GATEWAY));
  const atSidecar = createDecider(cellModule().bytes, buildImage(set, ORDERS));
  let topology: Topology;
  let passages: Passage[];
  beforeAll(async () => {
    topology = await startTopology(set, { concurrency: 2 });
    passages = await passAll(topology, corpus(new Random(SEED), set, REQUESTS));
  }, 3 * MINUTE);
  afterAll(() => topology?.stop());

  test("the gateway decides as `decide` does, and Envoy itself refuses only what is invalid", () => {
    for (const { sent, gateway } of passages) {
      const handed = asHandedOver(sent);
      const expected = handed && recorded(atGateway.decide(handed));
      expect(decisionOf(gateway), show({ sent, gateway })).toEqual(expected);
      if (handed === undefined) expect(atGateway.decide(sent).verdict, show(sent)).toBe("invalid");
    }
  });

  test("the sidecar gets what the gateway lets pass to it, and decides as `decide` does", () => {
    for (const { sent, gateway, sidecar } of passages) {
      const handed = asHandedOver(sent);
      const decided = handed && atGateway.decide(handed);
      const arrived = handed && decided?.verdict === "allow" ? asArrived(handed, decided) : undefined;
      const expected = arrived && isForOrders(arrived) ? recorded(atSidecar.decide(arrived)) : undefined;
      expect(decisionOf(sidecar), show({ sent, gateway, sidecar })).toEqual(expected);
    }
  });

  test("the caller's status is that of the tier that decided", () => {
    for (const passage of passages) expect(passage.status, show(passage.sent)).toBe(statusOf(passage));
  });

  test("every record has the digest of the one policy set", () => {
    const records = passages.flatMap(({ gateway, sidecar }) => [decisionOf(gateway), decisionOf(sidecar)]);
    const versions = records.flatMap((one) => (one === undefined ? [] : [one.version]));
    expect(versions.length).toBeGreaterThan(REQUESTS);
    expect(new Set(versions)).toEqual(new Set([policyDigest(set)]));
  });

  test("each kind of outcome is there often", () => {
    const count = (is: (passage: Passage) => boolean) => passages.filter(is).length;
    const least = REQUESTS / 100;
    expect(count(({ gateway }) => gateway?.decision?.verdict === "invalid")).toBeGreaterThan(least);
    expect(count(isRefusedAhead)).toBeGreaterThan(least);
    expect(count(isRefusedAtEdge)).toBeGreaterThan(least);
    expect(count(({ sidecar }) => sidecar?.decision?.verdict === "allow")).toBeGreaterThan(least);
    expect(count(({ sidecar }) => sidecar?.decision?.verdict === "deny")).toBeGreaterThan(least);
  });

  test("what the gateway refused for the sidecar, the sidecar refuses when the gateway asks for it", async () => {
    const sample = passages.filter(isRefusedAhead).slice(0, SAMPLE);
    const answers = await asGateway(
      topology,
      sample.map(({ sent }) => sent),
      "ahead",
    );
    expect(answers.size).toBe(sample.length);
    sample.forEach(({ sent }, index) => {
      expect(answers.get(`ahead-${index}`)?.decision?.verdict, show(sent)).toBe("deny");
    });
  });

  test("what the gateway let pass, the sidecar decides as if there were no gateway", async () => {
    const sample = passages.filter(({ sidecar }) => sidecar !== undefined).slice(0, SAMPLE);
    const answers = await asGateway(
      topology,
      sample.map(({ sent }) => sent),
      "passed",
    );
    expect(answers.size).toBe(SAMPLE);
    sample.forEach(({ sent, sidecar }, index) => {
      expect(decisionOf(answers.get(`passed-${index}`)), show(sent)).toEqual(decisionOf(sidecar));
    });
  });
});

/** Sends all through the gateway and joins the records of both tiers by request id. */
async function passAll(topology: Topology, requests: readonly Sent[]): Promise<Passage[]> {
  const client = plainClient(topology.edgePort);
  const answers = await client.sendAll(requests);
  client.close();
  const gateway = await recordsOf(topology.gateway, requests.length);
  const forwarded = [...gateway.values()].filter(({ details }) => details === "via_upstream");
  const sidecar = await recordsOf(topology.orders, forwarded.length);
  return requests.map((sent, index) => {
    const { status = 0, requestId = "" } = answers[index] ?? {};
    return { sent, status, gateway: gateway.get(requestId), sidecar: sidecar.get(requestId) };
  });
}

/** Sends requests to the sidecar with the gateway's certificate. */
async function asGateway(topology: Topology, requests: readonly Sent[], name: string) {
  const port = topology.orders.envoy.ports.get("inbound") ?? 0;
  const before = topology.orders.records().length;
  const client = meshClient(port, await topology.authority.issue(GATEWAY), name);
  await client.sendAll(requests);
  client.close();
  const records = await recordsOf(topology.orders, before + requests.length);
  return new Map([...records].filter(([id]) => id.startsWith(`${name}-`)));
}

/** By request id, once there are so many; Envoy writes a moment after it answers. */
async function recordsOf(proxy: MeshProxy, count: number): Promise<Map<string, AccessRecord>> {
  const hasAll = () => {
    const records = proxy.records();
    return records.length >= count && records;
  };
  const records = await vi.waitUntil(hasAll, { timeout: LOGGED_MS, interval: 200 });
  return new Map(records.map((one) => [one.request_id ?? "", one]));
}

const STATUS: Readonly<Record<string, number>> = { allow: 200, deny: 403, invalid: 400 };

/** 404: the gateway lets pass what has no route. 400: Envoy refused it before the cell saw it. */
function statusOf({ gateway, sidecar }: Passage): number | undefined {
  const verdict = (sidecar ?? gateway)?.decision?.verdict ?? "invalid";
  return verdict === "allow" && sidecar === undefined ? 404 : STATUS[verdict];
}

/** Envoy 1.40's wildcards take `*` and `=`; the cell's do not: there it foresees nothing. */
function isForOrders(sent: Sent): boolean {
  const facts = requestToFacts({ ...sent, path: sent.path.replace(/[*=]/g, "x") }, set.pathNormalization);
  return !("invalid" in facts) && destinationOf(set.workloads, facts)?.id === ORDERS;
}

/** The gateway forwards the path that policy saw; it is the peer, and its address the source. */
function asArrived(sent: Sent, { path = sent.path }: Decided): Sent & { readonly peer: string } {
  return { ...sent, path, peer: GATEWAY, sourceIp: "127.0.0.1" };
}

function isRefusedAhead({ gateway }: Passage): boolean {
  return gateway?.decision?.destination === ORDERS;
}

function isRefusedAtEdge({ gateway }: Passage): boolean {
  return gateway?.decision?.verdict === "deny" && gateway.decision.destination === undefined;
}

function decisionOf(record: AccessRecord | undefined) {
  if (record?.decision === undefined) return undefined;
  const { tier: _, ...decision } = record.decision;
  return decision;
}

/** What a record has of a decision. */
function recorded({ status: _, path: __, ...decision }: Decided) {
  return decision;
}
