/** Published vectors of signatures, verified with the host function of a real Envoy. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findEnvoy } from "../../scripts/envoy.mjs";
import { algorithmBits } from "../../src/keys/algorithms.js";
import { jwksToKeySet } from "../../src/keys/key-set.js";
import { compile } from "../conformance/compile.js";
import { type VectorGroup, wycheproof } from "../conformance/vectors.js";
import { type EnvoyProcess, freePort, launchEnvoy, optionsFor } from "./process.js";

const GROUPS = ["rsa-pkcs1", "rsa-pss", "ecdsa", "ed25519"]
  .flatMap(wycheproof)
  .map((group) => ({ ...group, vectors: group.vectors.filter(({ result }) => result !== "acceptable") }));

let envoy: EnvoyProcess;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cellwall-vectors-"));
  writeFileSync(join(folder, "vectors.wasm"), compile("vectors"));
  const admin = await freePort();
  const config = join(folder, "envoy.json");
  writeFileSync(config, JSON.stringify(bootstrap(admin)));
  envoy = await launchEnvoy(findEnvoy(), ["-c", config, ...optionsFor(1)], admin);
}, 120_000);
afterAll(async () => {
  await envoy?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("Envoy's module takes the good ones and refuses the others", async () => {
  const total = GROUPS.reduce((sum, { vectors }) => sum + vectors.length, 0);
  expect(total).toBeGreaterThan(2_000);
  expect(await envoy.stat("wasmcustom.vectors_right")).toBe(total);
  expect(await envoy.stat("wasmcustom.vectors_wrong")).toBe(0);
});

function bootstrap(admin: number): object {
  const code = { local: { filename: join(folder, "vectors.wasm") } };
  const value = Buffer.concat([u32(GROUPS.length), ...GROUPS.map(encodeGroup)]).toString("base64");
  return {
    admin: { address: { socket_address: { address: "127.0.0.1", port_value: admin } } },
    bootstrap_extensions: [
      {
        name: "envoy.bootstrap.wasm",
        typed_config: {
          "@type": "type.googleapis.com/envoy.extensions.wasm.v3.WasmService",
          singleton: true,
          config: {
            name: "vectors",
            vm_config: { runtime: "envoy.wasm.runtime.v8", code },
            configuration: { "@type": "type.googleapis.com/google.protobuf.BytesValue", value },
          },
        },
      },
    ],
  };
}

/** As tests/conformance/assembly/vectors.ts reads it. */
function encodeGroup({ algorithm, key, vectors }: VectorGroup): Buffer {
  const keySet = jwksToKeySet([key]);
  const number = Math.log2(algorithmBits([algorithm]));
  const encoded = vectors.map(({ result, message, signature }) =>
    Buffer.concat([
      u32(Number(result === "valid"), message.length, signature.length),
      ...[message, signature],
    ]),
  );
  return Buffer.concat([u32(number, keySet.length, vectors.length), keySet, ...encoded]);
}

function u32(...values: readonly number[]): Buffer {
  return Buffer.from(Uint32Array.from(values).buffer);
}
