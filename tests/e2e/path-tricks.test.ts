import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Running, startEnvoy } from "./envoy.js";
import { exchange } from "./exchange.js";
import { SPELLINGS } from "./path-spellings.js";
import { imageOf } from "./policies.js";
import { rawGet } from "./raw-request.js";
import { isReadUnder } from "./target-readings.js";

const image = imageOf(`
  default: allow
  authorize:
    - { name: no-admin, effect: deny, paths: [/admin, "/admin/**"] }
`);

const TABLE = Object.entries(SPELLINGS).map(
  ([behaviour, spellings]) =>
    [
      behaviour,
      spellings.map(([target, ...outcomes]) => [shown(target), target, outcomes] as const),
    ] as const,
);

describe.each([
  ["the cell alone", false],
  ["Envoy's path normalization, then the cell", true],
])("no spelling gets round a deny rule: %s", (_, normalize) => {
  let envoy: Running;
  beforeAll(async () => {
    envoy = await startEnvoy(image, normalize);
  });
  afterAll(() => envoy?.stop());

  describe.each(TABLE)("%s", (_behaviour, spellings) => {
    test.each(spellings)("%s", async (_shown, target, [alone, afterEnvoy = alone]) => {
      const { outcome, received } = await exchange(envoy, (port) => rawGet(port, target));
      expect(outcome).toBe(normalize ? afterEnvoy : alone);
      expect(received.filter((request) => isReadUnder("/admin", request.target))).toEqual([]);
    });
  });

  test("the service read all that Envoy sent to it", async () => {
    expect(await envoy.stat("cluster.service.upstream_rq_total")).toBe(envoy.reached.length);
  });
});

test("the table is long", () => {
  expect(Object.values(SPELLINGS).flat().length).toBeGreaterThanOrEqual(60);
});

function shown(target: string): string {
  return JSON.stringify(target.length > 60 ? `${target.slice(0, 60)}…` : target);
}
