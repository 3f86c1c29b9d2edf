/** Sees each tier of a contender do its job before it is measured. */

import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import type { Svid } from "../../../examples/demo/certificates.js";
import type { Tier } from "../../../src/ir/model.js";
import { PATH } from "../scenario/request.js";
import type { Deployment } from "./deployment.js";
import { TIERS, TRIAL_PER_HOUR, trialClient } from "./limits.js";
import { forgedToken, type Headers, headersOf } from "./request.js";

/** The gateway's identity, with which the sidecar is asked without the gateway. */
export interface Credentials extends Svid {
  readonly bundle: string;
}

/** How many requests more than the limit are sent. */
const EXTRA = 2;

/** What is seen at each tier of a contender that guards. */
export const VERDICTS =
  "answer 200 with the token, 401 without it or to a forged one, 403 to another tenant, " +
  `429 to requests ${TRIAL_PER_HOUR + 1} and ${TRIAL_PER_HOUR + EXTRA} of ${TRIAL_PER_HOUR} an hour`;

/** @throws {Error} a verdict is not what it must be */
export async function checkDeployment(deployment: Deployment, credentials: Credentials): Promise<void> {
  const { contender } = deployment;
  const expect = async (tier: Tier, what: string, headers: Headers, wanted: number) => {
    const status = await statusOf(deployment, tier, headers, credentials);
    if (status === wanted) return;
    throw new Error(`\`${contender.name}\`: the ${tier} answers ${status} to ${what}, not ${wanted}`);
  };
  for (const tier of TIERS) {
    await expect(tier, "a good request", headersOf(), 200);
    if (!contender.isGuarded) continue;
    await expect(tier, "a request without a token", headersOf({ token: "" }), 401);
    await expect(tier, "a forged token", headersOf({ token: forgedToken() }), 401);
    await expect(tier, "another tenant", headersOf({ tenant: "intruder" }), 403);
    const trial = headersOf({ client: trialClient(tier) });
    for (let sent = 1; sent <= TRIAL_PER_HOUR + EXTRA; sent++) {
      const what = `request ${sent} of ${TRIAL_PER_HOUR} an hour`;
      await expect(tier, what, trial, sent <= TRIAL_PER_HOUR ? 200 : 429);
    }
  }
}

/** Asks a tier's proxy; a sidecar as the gateway does, by mutual TLS. */
async function statusOf(
  { ports }: Deployment,
  tier: Tier,
  headers: Headers,
  credentials: Credentials,
): Promise<number | undefined> {
  const target = { host: "127.0.0.1", port: ports[tier], path: PATH, agent: false as const };
  const options = { ...target, headers: Object.fromEntries(headers) };
  const sent = tier === "gateway" ? httpRequest(options) : httpsRequest({ ...options, ...tls(credentials) });
  const [answer] = (await once(sent.end(), "response")) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

/** A SPIFFE certificate names no host. */
function tls({ certificate, key, bundle }: Credentials): RequestOptions {
  return { cert: certificate, key, ca: bundle, checkServerIdentity: () => undefined };
}
