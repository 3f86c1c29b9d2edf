import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Diagnostics } from "../diagnostics/diagnostic.js";
import { lower } from "../lower/lower.js";
import { readDocuments } from "../policy/read.js";
import { envoyBootstrap, toText } from "./index.js";

const GATEWAY = "spiffe://shop.example/ns/edge/sa/gateway";

/** The clusters as Envoy would read them. */
function clusters(spec: string, settings = {}): { name: string; load_assignment: object }[] {
  const text = `
apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec: { trustDomain: shop.example, workloads: [{ id: "${GATEWAY}", tier: gateway }]${spec} }`;
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments([{ path: "mesh.yaml", text }], diagnostics), diagnostics);
  if (set === undefined) throw new Error(JSON.stringify(diagnostics.all));
  return parse(toText(envoyBootstrap(set, GATEWAY, { folder: ".", ...settings }))).static_resources.clusters;
}

function at(cluster: string, address: string, port: number): object {
  const endpoint = { address: { socket_address: { address, port_value: port } } };
  return { cluster_name: cluster, endpoints: [{ lb_endpoints: [{ endpoint }] }] };
}

describe("the rate limit service of a mesh", () => {
  test("has a cluster by its name, at a host of that name when nobody says otherwise", () => {
    const [found] = clusters(", rateLimitService: { cluster: limits }");
    expect(found?.name).toBe("limits");
    expect(found?.load_assignment).toEqual(at("limits", "limits", 8081));
  });

  test("is where the settings say", () => {
    const rateLimitService = { address: "10.0.0.7", port: 9000 };
    const [found] = clusters(", rateLimitService: { cluster: limits }", { rateLimitService });
    expect(found?.load_assignment).toEqual(at("limits", "10.0.0.7", 9000));
  });

  test("has none where the mesh has no service", () => {
    expect(clusters("")).toEqual([]);
  });
});
