import { request } from "node:http";
import { headersFor, PATH, TENANT } from "../scenario/request.js";
import type { Variant } from "../variants/variant.js";

/** Sees a listener do its job: it lets the request pass, and refuses another tenant's if it should. @throws {Error} it doesn't */
export async function checkVariant({ name, refuses }: Variant, port: number): Promise<void> {
  await expectStatus(name, port, TENANT, 200);
  await expectStatus(name, port, "intruder", refuses ? 403 : 200);
}

async function expectStatus(name: string, port: number, tenant: string, wanted: number): Promise<void> {
  const status = await statusOf(port, tenant);
  if (status !== wanted)
    throw new Error(`\`${name}\` answers ${status} to tenant \`${tenant}\`, not ${wanted}`);
}

function statusOf(port: number, tenant: string): Promise<number | undefined> {
  const headers = Object.fromEntries(headersFor(tenant));
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: PATH, headers, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on("error", reject).end();
  });
}
