/** One request to a test's Envoy, and what became of it. */
import { vi } from "vitest";
import type { Received, Running } from "./envoy.js";

export interface Exchange {
  /**
   * The status and why: of what passed, the target that the service got (`200 /x`); of what the cell refused,
   * the rule (`403 no-admin`) or the reason (`400 path-escape`); else Envoy's own response code details
   * (`400 http1.codec_error`). Status 0: closed without an answer.
   */
  readonly outcome: string;
  /** What reached the service. */
  readonly received: readonly Received[];
}

const LOGGED_MS = 5000;

/**
 * Sends one request, with nothing else under way. `send` gives the status that the client got.
 * @throws {Error} Envoy logged another status than it sent, or logged nothing in 5 s
 */
export async function exchange(envoy: Running, send: (port: number) => Promise<number>): Promise<Exchange> {
  const [logged, reached] = [envoy.records().length, envoy.reached.length];
  const status = await send(envoy.port);
  const record = await vi.waitUntil(() => envoy.records()[logged], { timeout: LOGGED_MS, interval: 5 });
  if (record.status !== status) throw new Error(`the client got ${status}, the log says ${record.status}`);
  const received = envoy.reached.slice(reached);
  return { outcome: `${status} ${received[0]?.target ?? whyOf(record)}`, received };
}

function whyOf({ details, cellwall }: Record<string, unknown>): string {
  const { rule, reason } = typeof cellwall === "string" ? JSON.parse(cellwall) : {};
  return reason ?? rule ?? details;
}
