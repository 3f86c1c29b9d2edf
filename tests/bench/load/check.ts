import { request } from "node:http";
import { headersFor, PATH, TENANT } from "../scenario/request.js";
import type { Variant } from "../variants/variant.js";

const INTRUDER = "intruder";

/**
 * Sees a listener do its job: it lets the request pass, and refuses another tenant's and those without a good token if
 * it should. @throws {Error} it doesn't
 */
export async function checkVariant({ name, refuses, tokens }: Variant, port: number): Promise<void> {
  const [first, ...rest] = tokens?.() ?? [];
  const expect = async (tenant: string, token: string | undefined, wanted: number) => {
    const status = await statusOf(port, tenant, token);
    if (status !== wanted)
      throw new Error(`\`${name}\` answers ${status}, not ${wanted}, to ${tenant}, ${token}`);
  };
  await expect(TENANT, first, 200);
  await expect(INTRUDER, first, refuses ? 403 : 200);
  if (first === undefined) return;
  await expect(TENANT, rest.at(-1) ?? first, 200);
  await expect(TENANT, "", 401);
  await expect(TENANT, changed(first), 401);
}

/** Another user's, with a signature that is not for him. */
function changed(token: string): string {
  const [header, payload = "", signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  const other = Buffer.from(JSON.stringify({ ...claims, sub: "root" })).toString("base64url");
  return [header, other, signature].join(".");
}

/** Sees a listener with tight limits refuse a caller's second request, and no other caller's. @throws {Error} it doesn't */
export async function checkLimits(name: string, port: number): Promise<void> {
  const callers = ["1", "1", "2"];
  const statuses: (number | undefined)[] = [];
  for (const caller of callers) statuses.push(await statusOf(port, TENANT, undefined, caller));
  if (statuses.join() !== "200,429,200")
    throw new Error(`\`${name}\` answers ${statuses} to callers ${callers}`);
}

function statusOf(
  port: number,
  tenant: string,
  token?: string,
  caller?: string,
): Promise<number | undefined> {
  const headers = Object.fromEntries(headersFor(tenant, token, caller));
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: PATH, headers, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on("error", reject).end();
  });
}
