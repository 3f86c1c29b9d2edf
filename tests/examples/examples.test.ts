/** Every example filter, without Envoy: what its folder holds, how it is built, what it does in the Node host. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/tree.mjs";
import { checkModule } from "../../src/host/index.js";
import { buildExample, EXAMPLES, FILES, pathIn, readExample } from "./example.js";
import { NodeHost } from "./node-host.js";
import { expectOutcome } from "./outcome.js";

test("examples/README.md names every example", () => {
  const readme = readFileSync(join(ROOT, "examples/README.md"), "utf8");
  const named = [...readme.matchAll(/^\| \[(\S+)\]\(\1\)/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual([...EXAMPLES, "demo"].sort());
});

test("the filter in README.md is an example", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const [, filter] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  expect(filter).toBe(readFileSync(join(ROOT, pathIn("add-header", "filter.ts")), "utf8"));
});

describe.each(EXAMPLES)("%s", (name) => {
  test("has the same files as the others", () => {
    expect(readdirSync(join(ROOT, "examples", name)).sort()).toEqual(FILES);
  });

  describe("in the Node host", () => {
    const example = readExample(name);
    let module: Uint8Array;
    let host: NodeHost;
    beforeAll(() => {
      module = buildExample(example);
      host = new NodeHost(module, example);
    });

    test("is a module that Envoy runs", () => {
      expect(checkModule(module)).toEqual([]);
    });

    test.each(example.requests.requests)("$name", (exchange) => {
      expectOutcome(exchange, host.send(exchange));
    });

    test.each(example.requests.refused)("refuses the configuration %j and says why", (configuration) => {
      const configured = host.configure(configuration);
      expect(configured.accepted).toBe(false);
      expect(configured.log.map(({ message }) => message)).toEqual([expect.stringContaining(name)]);
    });
  });
});
