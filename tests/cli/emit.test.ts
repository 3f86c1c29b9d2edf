import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MESH, POLICY } from "./policy.js";
import { cellwall, folderWith } from "./run.js";

const SERVICE = "  rateLimitService: { cluster: ratelimit }\n";

const folder = folderWith({
  "mesh.yaml": MESH.replace("  workloads:", `${SERVICE}  workloads:`),
  "alone.yaml": POLICY,
  "together.yaml": POLICY.replace("rate: 1/1m,", "rate: 1/1m, scope: mesh, overrides: { file: some.csv },"),
  "some.csv": "address,rate\n10.0.0.1,5/1h\n",
});

test("emit ratelimit prints the service's configuration, or writes it", () => {
  const { code, stdout } = cellwall(folder, ["emit", "ratelimit", "mesh.yaml", "together.yaml"]);
  expect(code).toBe(0);
  expect(stdout).toContain("value: orders/per-address");
  expect(stdout).toContain(
    "value: /0a000001\n        rate_limit:\n          unit: hour\n          requests_per_unit: 5",
  );
  const written = cellwall(folder, ["emit", "ratelimit", "mesh.yaml", "together.yaml", "-o", "shop.yaml"]);
  expect(written).toEqual({ code: 0, stdout: "", stderr: "" });
  expect(readFileSync(join(folder, "shop.yaml"), "utf8")).toBe(stdout);
});

test("emit ratelimit has nothing to say without limits of the mesh", () => {
  const { code, stdout, stderr } = cellwall(folder, ["emit", "ratelimit", "mesh.yaml", "alone.yaml"]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toBe("cellwall: no limit is for the mesh; give one `scope: mesh`\n");
});
