import { afterAll, beforeAll, describe, test } from "vitest";
import { EnvoyHost } from "../examples/envoy-host.js";
import { buildExample, EXAMPLES, readExample } from "../examples/example.js";
import { expectOutcome } from "../examples/outcome.js";

describe.each(EXAMPLES)("the example %s on Envoy", (name) => {
  const example = readExample(name);
  let host: EnvoyHost;
  beforeAll(async () => {
    buildExample(example);
    host = await EnvoyHost.start(example);
  });
  afterAll(() => host?.stop());

  test.each(example.requests.requests)("$name", async (exchange) => {
    expectOutcome(exchange, await host.send(exchange));
  });
});
