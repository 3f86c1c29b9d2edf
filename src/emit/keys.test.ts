import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { lower } from "../lower/lower.js";
import { readDocuments } from "../policy/read.js";
import { capabilitiesOf, envoyBootstrap, toText } from "./index.js";

const KEYS = readFileSync(new URL("../../build/keys.wasm", import.meta.url));
const GATEWAY = "spiffe://shop.example/ns/edge/sa/gateway";

/** The configuration as Envoy would read it. */
function bootstrap(issuers: readonly object[], settings = {}) {
  const text = `
apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec:
  trustDomain: shop.example
  workloads: [{ id: ${GATEWAY}, tier: gateway }]
  issuers: ${JSON.stringify(issuers)}`;
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "mesh.yaml", text }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  const keysModule = { path: "/etc/cellwall/keys.wasm", bytes: KEYS };
  return parse(toText(envoyBootstrap(set, GATEWAY, { folder: ".", keysModule, ...settings })));
}

function issuer(name: string, jwks: object): object {
  return { name, issuer: `https://${name}.example`, audiences: ["shop"], jwks };
}

const FETCHED = issuer("customers", { uri: "https://login.shop.example/jwks.json?v=1", refresh: "90s" });
const KEY = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
const STATIC = issuer("staff", { inline: { keys: [KEY] } });

const serviceOf = (envoy: ReturnType<typeof bootstrap>) => envoy.bootstrap_extensions[0].typed_config;
const issuersOf = (config: { configuration: { value: string } }): Record<string, unknown>[] =>
  JSON.parse(config.configuration.value).issuers;
const clustersOf = (envoy: ReturnType<typeof bootstrap>) =>
  envoy.static_resources.clusters.map(({ name }: { name: string }) => name);

describe("an issuer whose keys are at a URI", () => {
  test("is asked by a service that has all it needs, and may do no more", () => {
    const { singleton, config } = serviceOf(bootstrap([FETCHED, STATIC]));
    expect(singleton).toBe(true);
    expect(config.vm_config.vm_id).toBe("cellwall");
    expect(config.vm_config.code.local.filename).toBe("/etc/cellwall/keys.wasm");
    expect(issuersOf(config)).toEqual([
      {
        name: "customers",
        cluster: "keys.customers",
        host: "login.shop.example",
        path: "/jwks.json?v=1",
        refresh: 90,
        timeout: 5,
      },
    ]);
    const allowed = Object.keys(config.capability_restriction_config.allowed_capabilities);
    expect(allowed).toEqual(capabilitiesOf(KEYS));
    expect(allowed).toContain("proxy_http_call");
  });

  test("is reached by TLS, under its own name", () => {
    const envoy = bootstrap([FETCHED], { trustedCa: "/etc/ca.pem" });
    const cluster = envoy.static_resources.clusters.at(-1);
    expect(cluster.load_assignment).toEqual({
      cluster_name: "keys.customers",
      endpoints: [{ lb_endpoints: [{ endpoint: { address: addressOf("login.shop.example", 443) } }] }],
    });
    const tls = cluster.transport_socket.typed_config;
    expect(tls.sni).toBe("login.shop.example");
    expect(tls.common_tls_context.validation_context).toEqual({
      trusted_ca: { filename: "/etc/ca.pem" },
      match_typed_subject_alt_names: [{ san_type: "DNS", matcher: { exact: "login.shop.example" } }],
    });
  });

  test("by its address and port has a certificate for that", () => {
    const envoy = bootstrap([issuer("customers", { uri: "https://[::1]:8443/keys" })]);
    const cluster = envoy.static_resources.clusters.at(-1);
    expect(cluster.load_assignment.endpoints[0].lb_endpoints[0].endpoint.address).toEqual(
      addressOf("::1", 8443),
    );
    const tls = cluster.transport_socket.typed_config;
    expect(tls.sni).toBeUndefined();
    expect(tls.common_tls_context.validation_context.match_typed_subject_alt_names).toEqual([
      { san_type: "IP_ADDRESS", matcher: { exact: "::1" } },
    ]);
    expect(issuersOf(serviceOf(envoy).config)[0]?.host).toBe("[::1]:8443");
  });

  test("through a cluster of the operator's own gets no other", () => {
    const own = issuer("partners", { uri: "https://idp.example/keys", cluster: "egress" });
    const envoy = bootstrap([FETCHED, own]);
    expect(clustersOf(envoy).filter((name: string) => /keys|egress/.test(name))).toEqual(["keys.customers"]);
    expect(issuersOf(serviceOf(envoy).config)[1]?.cluster).toBe("egress");
  });

  test("needs the module that fetches", () => {
    expect(() => bootstrap([FETCHED], { keysModule: undefined })).toThrow(/keysModule/);
  });
});

test("a mesh without one has no service", () => {
  expect(bootstrap([STATIC]).bootstrap_extensions).toBeUndefined();
  expect(bootstrap([], { keysModule: undefined }).bootstrap_extensions).toBeUndefined();
});

test("envoy/keys.yaml allows what the module imports and exports", () => {
  const written = parse(readFileSync(new URL("../../envoy/keys.yaml", import.meta.url), "utf8"));
  const { capability_restriction_config } = serviceOf(written).config;
  const allowed = Object.keys(capability_restriction_config.allowed_capabilities);
  expect(allowed.sort()).toEqual(capabilitiesOf(KEYS).sort());
});

function addressOf(address: string, port: number): object {
  return { socket_address: { address, port_value: port } };
}
