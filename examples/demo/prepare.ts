/** `npm run demo:prepare`: certificates and cells for envoy/gateway.yaml and envoy/sidecar.yaml as they stand. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildImage } from "../../src/compile/image.js";
import { policyDigest } from "../../src/ir/digest.js";
import { deliver } from "./cell.js";
import { createAuthority, type Svid } from "./certificates.js";
import { GATEWAY, ORDERS, policyText, readPolicySet } from "./mesh.js";

const FOLDER = fileURLToPath(new URL("../../.cache/demo", import.meta.url));

const set = readPolicySet(policyText());
const authority = await createAuthority(set.trustDomain);
for (const [name, id] of [
  ["gateway", GATEWAY],
  ["orders", ORDERS],
] as const) {
  writeTls(join(FOLDER, name, "tls"), await authority.issue(id));
  deliver(join(FOLDER, name), policyDigest(set), buildImage(set, id));
}

/** The files that the configuration by hand names. */
function writeTls(folder: string, { certificate, key }: Svid): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "certificate.pem"), certificate);
  writeFileSync(join(folder, "key.pem"), key, { mode: 0o600 });
  writeFileSync(join(folder, "bundle.pem"), authority.bundle);
}

console.log(`wrote ${FOLDER}; now, from the top of the repository, each in a terminal of its own:

  python3 -m http.server 9080 --bind 127.0.0.1        # or any other service
  envoy -c envoy/sidecar.yaml --disable-hot-restart   # which Envoy: node scripts/envoy.mjs
  envoy -c envoy/gateway.yaml --disable-hot-restart
  curl -i -H 'host: orders.shop.example' http://127.0.0.1:8080/orders/customers/7/items`);
