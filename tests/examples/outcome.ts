import { expect } from "vitest";
import type { Exchange } from "./requests.js";

/** What came of a request, in either host. Metrics have the names that the filter gave them. */
export interface Outcome {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly metrics: Readonly<Record<string, number | undefined>>;
  readonly filterState: Readonly<Record<string, string | undefined>>;
}

/** Compares all that the exchange says of its outcome. */
export function expectOutcome({ response, metrics, filterState }: Exchange, outcome: Outcome): void {
  expect(outcome.status).toBe(response.status);
  if (response.body !== undefined) expect(outcome.body).toBe(response.body);
  for (const [name, value] of Object.entries(response.headers)) {
    if (value === null) expect(outcome.headers[name], name).toBeUndefined();
    else expect(outcome.headers[name], name).toMatch(new RegExp(`^(?:${value})$`));
  }
  expect(outcome.metrics).toMatchObject(metrics);
  expect(outcome.filterState).toMatchObject(filterState);
}
