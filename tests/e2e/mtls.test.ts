/** Who may connect to a workload, and as whom: what Envoy refuses in the handshake, and what the cell refuses then. */
import { once } from "node:events";
import { Agent, type ClientRequest, type IncomingMessage, request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Document, YAMLMap } from "yaml";
import { type Authority, createAuthority, type Svid } from "../../examples/demo/certificates.js";
import { GATEWAY, ORDERS, REPORTS, readPolicySet } from "../../examples/demo/mesh.js";
import { startTopology, type Topology } from "../../examples/demo/topology.js";
import { listAt, mapAt } from "../../src/emit/template.js";

const POLICY = `
apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec:
  trustDomain: shop.example
  federatedTrustDomains: [partner.example]
  workloads:
    - { id: ${GATEWAY}, tier: gateway }
    - { id: ${ORDERS}, mtls: STRICT, hosts: [orders.shop.example] }
    - { id: ${REPORTS} }
---
apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: orders }
spec:
  target: { workload: ${ORDERS} }
  authorize:
    - { name: mesh, effect: allow, peers: [{ trustDomain: shop.example }] }
    - { name: partner, effect: allow, peers: [{ trustDomain: partner.example }] }
`;

const PARTNER = "spiffe://partner.example/billing";
const STRANGER = "spiffe://evil.example/ns/edge/sa/gateway";

/** Connections to the workload serve so few requests that a load makes many of them. */
const REQUESTS_PER_CONNECTION = 10;
const ROTATIONS = 5;
const ROTATE_EVERY_MS = 500;
const CALLERS = 6;

let topology: Topology;
let partner: Authority;

beforeAll(async () => {
  partner = await createAuthority("partner.example");
  topology = await startTopology(readPolicySet(POLICY), { federated: [partner], adjust });
});
afterAll(() => topology?.stop());

/** At the workload two listeners more: one where any certificate of the mesh's authority will do, or none; one without TLS. */
function adjust(bootstrap: Document): void {
  const id = bootstrap.getIn(["node", "id"]);
  if (id === GATEWAY) shortenConnections(bootstrap);
  if (id !== ORDERS) return;
  const listeners = listAt(bootstrap, "static_resources", "listeners");
  const inbound = mapAt(listeners, "inbound");
  const [lax, plain] = [inbound.clone() as YAMLMap, inbound.clone() as YAMLMap];
  lax.set("name", "lax");
  const tls = mapAt(lax, "filter_chains", 0, "transport_socket", "typed_config");
  tls.set("require_client_certificate", false);
  const validation = mapAt(tls, "common_tls_context", "combined_validation_context");
  mapAt(validation, "default_validation_context").delete("match_typed_subject_alt_names");
  mapAt(validation, "validation_context_sds_secret_config").set("name", "spiffe://shop.example");
  plain.set("name", "plain");
  mapAt(plain, "filter_chains", 0).delete("transport_socket");
  for (const listener of [lax, plain]) listeners.add(listener);
}

function shortenConnections(bootstrap: Document): void {
  const options = mapAt(
    bootstrap,
    "static_resources",
    "clusters",
    "orders.shop",
    "typed_extension_protocol_options",
  );
  mapAt(options, "envoy.extensions.upstreams.http.v3.HttpProtocolOptions").set(
    "common_http_protocol_options",
    {
      max_requests_per_connection: REQUESTS_PER_CONNECTION,
    },
  );
}

/** What each request has in common. */
const REQUEST = { host: "127.0.0.1", path: "/orders", headers: { host: "orders.shop.example" } };

/** Sends a request, and waits for the whole answer. */
async function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  const [answer] = (await once(request.end(), "response")) as [IncomingMessage];
  answer.resume();
  await once(answer, "end");
  return answer;
}

let sent = 0;

/** What becomes of a request to one of the workload's listeners: the cell's decision, or Envoy's alert in the handshake. */
async function outcomeOf(listener: string, svid?: Svid): Promise<object | string> {
  const id = `mtls-${++sent}`;
  const port = topology.orders.envoy.ports.get(listener);
  const target = { ...REQUEST, port, headers: { ...REQUEST.headers, "x-request-id": id }, agent: false };
  const trust = { ca: topology.authority.bundle, checkServerIdentity: () => undefined, servername: "orders" };
  const request =
    listener === "plain"
      ? plainRequest(target)
      : tlsRequest({ ...target, ...trust, ...(svid && { cert: svid.certificate, key: svid.key }) });
  try {
    await answerTo(request);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
  return vi.waitFor(() => {
    const record = topology.orders.records().find(({ request_id }) => request_id === id);
    if (record?.decision === undefined) throw new Error("no record");
    const { verdict, policy, rule, reason } = record.decision;
    return { verdict, policy, rule, ...(reason && { reason }) };
  }, 5_000);
}

/** Envoy finds no authority for the certificate. */
const UNKNOWN = "ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN";

const allowedBy = (rule: string) => ({ verdict: "allow", policy: "orders", rule });
const deniedFor = (reason: string) => ({ verdict: "deny", policy: null, rule: null, reason });

interface Case {
  readonly who: string;
  readonly uris?: readonly string[];
  /** Who signed the certificate. */
  readonly by?: "partner";
  readonly outcome: object | string;
}

function decides(listener: string, cases: readonly Case[]): void {
  test.each(cases)("$who", async ({ uris, by, outcome }) => {
    const authority = by === "partner" ? partner : topology.authority;
    const svid = uris && (await authority.issue(...uris));
    expect(await outcomeOf(listener, svid)).toEqual(outcome);
  });
}

describe("with the configuration that `cellwall envoy` writes", () => {
  decides("inbound", [
    { who: "a workload of the mesh comes in", uris: [REPORTS], outcome: allowedBy("mesh") },
    { who: "one of a federated mesh, too", uris: [PARTNER], by: "partner", outcome: allowedBy("partner") },
    // Envoy looks for one URI that fits, and finds it.
    {
      who: "a second URI is for the cell to see",
      uris: [REPORTS, GATEWAY],
      outcome: deniedFor("peer-identity"),
    },
    { who: "a partner's as the second", uris: [REPORTS, PARTNER], outcome: deniedFor("peer-identity") },
    // Envoy has no bundle for the trust domain, or not this authority in it.
    { who: "another trust domain ends in the handshake", uris: [STRANGER], outcome: UNKNOWN },
    {
      who: "the mesh's names are not a partner's to give",
      uris: [REPORTS],
      by: "partner",
      outcome: UNKNOWN,
    },
    { who: "a partner's names are not the mesh's to give", uris: [PARTNER], outcome: UNKNOWN },
    { who: "nobody comes in without a certificate", outcome: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED" },
  ]);
});

describe("where Envoy takes any certificate of the mesh's authority, or none", () => {
  decides("lax", [
    { who: "a workload of the mesh comes in", uris: [REPORTS], outcome: allowedBy("mesh") },
    { who: "another trust domain doesn't", uris: [STRANGER], outcome: deniedFor("peer-trust-domain") },
    {
      who: "a trust domain is no workload",
      uris: ["spiffe://shop.example"],
      outcome: deniedFor("peer-identity"),
    },
    {
      who: "another URI is no SPIFFE ID",
      uris: ["https://shop.example/x"],
      outcome: deniedFor("peer-identity"),
    },
    { who: "a certificate without URI names nobody", uris: [], outcome: deniedFor("peer-identity") },
    { who: "nobody comes in without a certificate", outcome: deniedFor("peer-plaintext") },
  ]);
});

describe("where Envoy takes plaintext", () => {
  decides("plain", [{ who: "nobody comes in", outcome: deniedFor("peer-plaintext") }]);
});

test("no request fails while certificates rotate", async () => {
  const updates = () =>
    topology.gateway.envoy.stat("cluster.orders.shop.client_ssl_socket_factory.ssl_context_update_by_sds");
  const before = await updates();
  const statuses = new Map<number, number>();
  const agent = new Agent({ keepAlive: true });
  let isOver = false;
  const call = async () => {
    while (!isOver) {
      const { statusCode = 0 } = await answerTo(plainRequest({ ...REQUEST, port: topology.edgePort, agent }));
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    }
  };
  const calls = Promise.all(Array.from({ length: CALLERS }, call));
  for (let i = 0; i < ROTATIONS; i++) {
    await sleep(ROTATE_EVERY_MS);
    await topology.secrets.rotate();
  }
  await sleep(ROTATE_EVERY_MS);
  isOver = true;
  await calls;
  agent.destroy();
  expect([...statuses.keys()]).toEqual([200]);
  expect(await updates()).toBeGreaterThanOrEqual(before + ROTATIONS);
  expect(await topology.gateway.envoy.stat("cluster.orders.shop.upstream_cx_total")).toBeGreaterThan(
    ROTATIONS,
  );
});
