import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import type { PolicySet } from "../ir/model.js";
import { lower } from "../lower/lower.js";
import { readDocuments } from "../policy/read.js";
import { capabilitiesOf, envoyBootstrap, extensionConfig, filterConfig, toText } from "./index.js";
import type { VirtualHost } from "./routes.js";

const CELL = readFileSync(new URL("../../build/cell.wasm", import.meta.url));
const GATEWAY = "spiffe://shop.example/ns/edge/sa/gateway";
const ORDERS = "spiffe://shop.example/ns/shop/sa/orders";

function meshOf(pathNormalization = "STRICT", more = ""): PolicySet {
  const text = `
apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec:
  trustDomain: shop.example
  pathNormalization: ${pathNormalization}${more}
  workloads:
    - { id: ${GATEWAY}, tier: gateway }
    - { id: ${ORDERS}, hosts: [shop.example, orders.shop.example], paths: ["/orders/**", /health] }
    - { id: spiffe://shop.example/ns/shop/sa/reports, hosts: ["*.reports.example"] }
    - { id: spiffe://shop.example/batch/nightly, hosts: [shop.example], paths: ["/batch/*"] }
    - { id: spiffe://shop.example/ns/shop/sa/worker }`;
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "mesh.yaml", text }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  return set;
}

/** The configuration as Envoy would read it. */
function bootstrap(target: string, settings = {}, set = meshOf()) {
  return parse(toText(envoyBootstrap(set, target, { folder: "/etc/cellwall", ...settings })));
}

interface Listener {
  readonly filter_chains: readonly [{ readonly filters: readonly [{ readonly typed_config: Manager }] }];
}
interface Manager {
  readonly route_config: { readonly virtual_hosts: readonly VirtualHost[] };
}

const managerOf = ({ filter_chains: [{ filters }] }: Listener) => filters[0].typed_config;

describe("the bootstrap of a gateway", () => {
  test("is the file in envoy/, comments and all", () => {
    const text = toText(envoyBootstrap(meshOf(), GATEWAY, { folder: "/etc/cellwall" }));
    const written = readFileSync(new URL("../../envoy/gateway.yaml", import.meta.url), "utf8");
    const comments = (yaml: string) => new Set(yaml.split("\n").filter((line) => /^\s*#/.test(line)));
    expect(comments(text)).toEqual(comments(written));
  });

  test("has one virtual host for each host of the mesh, with the paths of every workload there", () => {
    const { virtual_hosts } = managerOf(bootstrap(GATEWAY).static_resources.listeners[0]).route_config;
    expect(
      virtual_hosts.map(({ domains, routes }) => [
        domains,
        routes.map((one) => JSON.stringify(one).match(/"cluster":"([^"]+)"/)?.[1]),
      ]),
    ).toEqual([
      [["shop.example"], ["orders.shop", "orders.shop", "/batch/nightly"]],
      [["orders.shop.example"], ["orders.shop", "orders.shop"]],
      [["*.reports.example"], ["reports.shop"]],
    ]);
  });

  test("trusts each upstream only under its own SPIFFE ID", () => {
    const clusters = bootstrap(GATEWAY).static_resources.clusters;
    const ids = clusters.map((cluster: { name: string; transport_socket: object }) => [
      cluster.name,
      /"exact":"([^"]+)"/.exec(JSON.stringify(cluster.transport_socket))?.[1],
    ]);
    expect(ids).toEqual([
      ["orders.shop", ORDERS],
      ["reports.shop", "spiffe://shop.example/ns/shop/sa/reports"],
      ["/batch/nightly", "spiffe://shop.example/batch/nightly"],
    ]);
  });
});

describe("the bootstrap of a sidecar", () => {
  test("takes only peers of the trust domain, and leaves itself out of its routes", () => {
    const { listeners, clusters } = bootstrap(ORDERS).static_resources;
    const tls = JSON.stringify(listeners[0].filter_chains[0].transport_socket);
    expect(tls).toContain('"require_client_certificate":true');
    expect(tls).toContain('"matcher":{"prefix":"spiffe://shop.example/"}');
    expect(clusters.map(({ name }: { name: string }) => name)).toEqual([
      "workload",
      "reports.shop",
      "/batch/nightly",
    ]);
  });

  test("has every path under its folder, and the ports and addresses it was given", () => {
    const text = toText(
      envoyBootstrap(meshOf(), ORDERS, {
        folder: "/etc/cellwall",
        listen: { address: "0.0.0.0", port: 15006 },
        adminPort: 15000,
        outboundPort: 15001,
        workloadPort: 3000,
        endpoints: new Map([
          ["spiffe://shop.example/ns/shop/sa/reports", { address: "10.0.0.7", port: 15006 }],
        ]),
      }),
    );
    expect(text).not.toContain(".cache/demo/orders");
    for (const place of [
      "{ address: 0.0.0.0, port_value: 15006 }",
      "{ address: 127.0.0.1, port_value: 15000 }",
      "{ address: 127.0.0.1, port_value: 15001 }",
      "{ address: 127.0.0.1, port_value: 3000 }",
      "{ address: 10.0.0.7, port_value: 15006 }",
      "{ address: nightly, port_value: 8443 }",
    ]) {
      expect(text).toContain(place);
    }
  });

  test.each([
    ["STRICT", true, true, "KEEP_UNCHANGED"],
    ["DECODE_AND_MERGE_SLASHES", true, true, "UNESCAPE_AND_FORWARD"],
    ["MERGE_SLASHES", true, true, "KEEP_UNCHANGED"],
    ["BASE", true, false, "KEEP_UNCHANGED"],
    ["NONE", false, false, "KEEP_UNCHANGED"],
  ])("normalizes paths as the mesh says: %s", (mode, normalize, merge, slashes) => {
    for (const listener of bootstrap(ORDERS, {}, meshOf(mode)).static_resources.listeners) {
      expect(managerOf(listener)).toMatchObject({
        normalize_path: normalize,
        merge_slashes: merge,
        path_with_escaped_slashes_action: slashes,
      });
    }
  });
});

describe("certificates", () => {
  const federated = meshOf("STRICT", "\n  federatedTrustDomains: [partner.example]");
  const SDS = { sds: "/run/spire/sockets/agent.sock" };
  const tlsOf = (owner: { transport_socket: { typed_config: { common_tls_context: object } } }) =>
    owner.transport_socket.typed_config.common_tls_context;
  const partsOf = (settings: object, set: PolicySet) => {
    const { listeners, clusters } = bootstrap(ORDERS, settings, set).static_resources;
    const reports = clusters.find(({ name }: { name: string }) => name === "reports.shop");
    return { inbound: tlsOf(listeners[0].filter_chains[0]), reports: tlsOf(reports), clusters };
  };
  const anyOf = (...prefixes: string[]) => ({
    match_typed_subject_alt_names: prefixes.map((prefix) => ({ san_type: "URI", matcher: { prefix } })),
  });

  test("are files of the proxy's folder", () => {
    expect(partsOf({}, meshOf()).inbound).toMatchObject({
      tls_certificates: [{ certificate_chain: { filename: "/etc/cellwall/tls/certificate.pem" } }],
      validation_context: {
        trusted_ca: { filename: "/etc/cellwall/tls/bundle.pem" },
        ...anyOf("spiffe://shop.example/"),
      },
    });
  });

  test("of a federated trust domain are believed by its own bundle only, and only where callers arrive", () => {
    const { inbound, reports } = partsOf({}, federated);
    const trust_domains = [
      { name: "shop.example", trust_bundle: { filename: "/etc/cellwall/tls/bundle.pem" } },
      { name: "partner.example", trust_bundle: { filename: "/etc/cellwall/tls/partner.example.pem" } },
    ];
    expect(inbound).toMatchObject({
      validation_context: {
        custom_validator_config: { name: "envoy.tls.cert_validator.spiffe", typed_config: { trust_domains } },
        ...anyOf("spiffe://shop.example/", "spiffe://partner.example/"),
      },
    });
    expect(inbound).not.toHaveProperty("validation_context.trusted_ca");
    expect(reports).toHaveProperty("validation_context.trusted_ca");
  });

  test("by SDS have the names of SPIRE's agent, and its socket a cluster", () => {
    const { inbound, reports, clusters } = partsOf(SDS, meshOf());
    for (const context of [inbound, reports]) {
      expect(context).toMatchObject({
        tls_certificate_sds_secret_configs: [{ name: ORDERS }],
        combined_validation_context: {
          validation_context_sds_secret_config: { name: "spiffe://shop.example" },
        },
      });
      expect(JSON.stringify(context)).toContain('"envoy_grpc":{"cluster_name":"sds"}');
      expect(JSON.stringify(context)).not.toContain("filename");
    }
    expect(inbound).toHaveProperty(
      "combined_validation_context.default_validation_context",
      anyOf("spiffe://shop.example/"),
    );
    expect(JSON.stringify(clusters.find(({ name }: { name: string }) => name === "sds"))).toContain(
      '{"pipe":{"path":"/run/spire/sockets/agent.sock"}}',
    );
  });

  test("by SDS take all bundles only where federated callers arrive", () => {
    const { inbound, reports } = partsOf(SDS, federated);
    const name = "combined_validation_context.validation_context_sds_secret_config.name";
    expect(inbound).toHaveProperty(name, "ALL");
    expect(reports).toHaveProperty(name, "spiffe://shop.example");
  });
});

test("a workload that is not in the mesh is an error that names those that are", () => {
  expect(() => envoyBootstrap(meshOf(), "spiffe://shop.example/x", { folder: "." })).toThrow(
    /no workload .*sa\/orders/,
  );
});

describe("the cell", () => {
  const image = Uint8Array.of(0, 1, 254, 255);
  const module = { path: "/etc/cellwall/cell.wasm", bytes: CELL };
  const resource = parse(toText(extensionConfig("0123456789abcdef", image, module)));
  const wasm = resource.resources[0].typed_config;

  test("carries the image, the module and the version", () => {
    expect(resource.version_info).toBe("0123456789abcdef");
    expect(wasm.config.configuration.value).toBe("AAH+/w==");
    expect(wasm.config.vm_config.code.local.filename).toBe("/etc/cellwall/cell.wasm");
  });

  test("may do exactly what the module imports and exports, in envoy/cell.yaml too", () => {
    const written = parse(readFileSync(new URL("../../envoy/cell.yaml", import.meta.url), "utf8"));
    const capabilities = (config: { capability_restriction_config: { allowed_capabilities: object } }) =>
      Object.keys(config.capability_restriction_config.allowed_capabilities).sort();
    expect(capabilities(wasm.config)).toEqual(capabilitiesOf(CELL).sort());
    expect(capabilities(written.resources[0].typed_config.config)).toEqual(capabilitiesOf(CELL).sort());
    expect(capabilitiesOf(CELL)).toContain("proxy_on_request_headers");
    expect(capabilitiesOf(CELL)).toContain("proxy_send_local_response");
  });

  test("as a filter of one's own connection manager is the same", () => {
    expect(parse(toText(filterConfig(image, module)))).toEqual([{ name: "cell", typed_config: wasm }]);
  });
});
