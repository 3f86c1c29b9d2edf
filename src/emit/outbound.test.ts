import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import type { PolicySet } from "../ir/model.js";
import { lower } from "../lower/lower.js";
import { readDocuments } from "../policy/read.js";
import { capabilitiesOf, envoyBootstrap, toText } from "./index.js";

const OUTBOUND = readFileSync(new URL("../../build/outbound.wasm", import.meta.url));
const GATEWAY = "spiffe://shop.example/ns/edge/sa/gateway";
const ORDERS = "spiffe://shop.example/ns/shop/sa/orders";

function meshOf(transactionTokens?: object): PolicySet {
  const workloads = [{ id: GATEWAY, tier: "gateway" }, { id: ORDERS }];
  const spec = { trustDomain: "shop.example", workloads, ...(transactionTokens && { transactionTokens }) };
  const mesh = { apiVersion: "cellwall.dev/v1alpha1", kind: "Mesh", metadata: { name: "shop" }, spec };
  const diagnostics = new Diagnostics();
  const text = JSON.stringify(mesh);
  const set = lower(readDocuments([{ path: "mesh.yaml", text }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  return set;
}

const SECRET = { kty: "oct", kid: "one", k: Buffer.alloc(32, 7).toString("base64url") };
const WITH_TOKENS = meshOf({ algorithm: "HS256", keys: { inline: { keys: [SECRET] } } });

const MODULE = { path: "/etc/cellwall/outbound.wasm", bytes: OUTBOUND };

/** The connection manager of a listener of the configuration as Envoy would read it. */
function managerOf(set: PolicySet, target: string, listener: string, settings: object = {}) {
  const document = envoyBootstrap(set, target, { folder: "/proxy", outboundModule: MODULE, ...settings });
  const { listeners } = parse(toText(document)).static_resources;
  const found = listeners.find(({ name }: { name: string }) => name === listener);
  return found.filter_chains[0].filters[0].typed_config;
}

const namesOf = ({ http_filters }: { http_filters: readonly { name: string }[] }) =>
  http_filters.map(({ name }) => name);

describe("transaction tokens in an Envoy configuration", () => {
  test("are looked at before a sidecar's calls are routed", () => {
    const manager = managerOf(WITH_TOKENS, ORDERS, "outbound");
    expect(namesOf(manager)).toEqual(["cellwall.outbound", "envoy.filters.http.router"]);
    const { config } = manager.http_filters[0].typed_config;
    expect(config.vm_config.code.local.filename).toBe(MODULE.path);
    expect(config.configuration.value).toBe("enforce");
    const allowed = Object.keys(config.capability_restriction_config.allowed_capabilities);
    expect(allowed.sort()).toEqual(capabilitiesOf(OUTBOUND).sort());
    const [log] = manager.access_log;
    expect(log.typed_config.path).toBe("/proxy/outbound.jsonl");
    expect(log.typed_config.log_format.json_format.workload).toBe(ORDERS);
  });

  test("may be only recorded", () => {
    const { http_filters } = managerOf(WITH_TOKENS, ORDERS, "outbound", { outboundMode: "shadow" });
    expect(http_filters[0].typed_config.config.configuration.value).toBe("shadow");
  });

  test("are nothing to other listeners, and to meshes without", () => {
    expect(namesOf(managerOf(WITH_TOKENS, ORDERS, "inbound"))).not.toContain("cellwall.outbound");
    expect(namesOf(managerOf(WITH_TOKENS, GATEWAY, "edge"))).not.toContain("cellwall.outbound");
    const without = managerOf(meshOf(), ORDERS, "outbound", { outboundModule: undefined });
    expect(namesOf(without)).toEqual(["envoy.filters.http.router"]);
    expect(without.access_log).toBeUndefined();
  });

  test("need the module", () => {
    expect(() => managerOf(WITH_TOKENS, ORDERS, "outbound", { outboundModule: undefined })).toThrow(
      /outboundModule/,
    );
  });
});

test("envoy/outbound.yaml allows what the module imports and exports, under the vm_id of the cell", () => {
  const read = (name: string) =>
    parse(readFileSync(new URL(`../../envoy/${name}.yaml`, import.meta.url), "utf8"));
  const { config } = read("outbound").http_filters[0].typed_config;
  const allowed = Object.keys(config.capability_restriction_config.allowed_capabilities);
  expect(allowed.sort()).toEqual(capabilitiesOf(OUTBOUND).sort());
  expect(config.vm_config.vm_id).toBe(read("cell").resources[0].typed_config.config.vm_config.vm_id);
});
