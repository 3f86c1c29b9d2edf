/** Which folder may know which (docs: RATIONALE.md, CONTRIBUTING.md): the arrows point one way. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ROOT } from "../scripts/tree.mjs";
import { findCycle } from "./repository/cycle.js";
import { type Import, importsOf, layerOf, readImports } from "./repository/imports.js";

interface Rule {
  readonly rule: string;
  readonly because: string;
  /** The imports that break it. */
  readonly broken: (imports: readonly Import[]) => readonly Import[];
  /** Imports that must be found to break it: a rule that finds nothing is no rule. */
  readonly bites: readonly Import[];
}

const DEPENDENCIES = Object.keys(JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")).dependencies);

const RULES: readonly Rule[] = [
  only("src/diagnostics", [], "every stage reports, so what it reports with knows no stage"),
  only("src/ir", ["src/diagnostics"], "all stages agree on the model, so it belongs to none of them"),
  only("src/policy", ["src/diagnostics"], "reading YAML says nothing about what it means"),
  only("src/condition", ["src/diagnostics"], "what CEL says is one thing, what it means for a rule another"),
  only("src/image", [], "bytes, whatever they mean"),
  only("src/keys", ["src/image"], "a key is the same, whoever uses it"),
  only("src/regex", ["src/image"], "a pattern means the same, wherever it is written"),
  only(
    "src/lower",
    ["src/policy", "src/condition", "src/ir", "src/regex", "src/keys", "src/diagnostics"],
    "it turns documents and conditions into the model, no more",
  ),
  only("src/envoy", ["src/ir"], "what Envoy hands to a filter, whoever plays Envoy"),
  only(
    "src/compile",
    ["src/ir", "src/image", "src/envoy", "src/keys", "src/regex"],
    "it turns the model into an image, however that was written",
  ),
  only("src/verify", ["src/ir", "src/diagnostics"], "cases are run by whoever decides"),
  only("src/explain", ["src/ir", "src/diagnostics"], "what a policy means is enough to explain it"),
  only("src/lint", ["src/ir", "src/diagnostics"], "it judges what policies mean, however that was written"),
  only("assembly/bytes", ["assembly/image/layout"], "kernels, for whoever has bytes"),
  only("assembly/image", ["assembly/bytes", "assembly/image/layout"], "an image is only bytes"),
  only(
    "assembly/identity",
    ["assembly/bytes", "assembly/image", "assembly/image/layout"],
    "credentials are bytes; what needs the host comes in from above",
  ),
  only(
    "assembly/engine",
    ["assembly/bytes", "assembly/identity", "assembly/image", "assembly/image/layout"],
    "facts come in, a verdict goes out: the same core can run in another host",
  ),
  only("assembly/abi", ["assembly/bytes", "@external"], "the ABI serves the SDK and knows nothing above"),
  only("assembly/sdk", ["assembly/abi", "assembly/bytes"], "a filter author gets the SDK without our filter"),
  only(
    "assembly/keys",
    ["assembly/sdk", "assembly/bytes", "assembly/identity"],
    "keys are fetched beside the requests, by who knows no policy",
  ),
  only(
    "assembly/received",
    ["assembly/sdk", "assembly/bytes"],
    "which token came with which request is for whoever writes it down or looks it up",
  ),
  {
    rule: "only src/lower knows both documents and the model",
    because:
      "the language can change without the model; src/cli and src/index.ts only put the stages together",
    broken: (imports) => {
      const knows = (from: string, to: string) =>
        imports.some((one) => layerOf(one.from) === from && layerOf(one.to) === to);
      const allowed = ["src", "src/lower", "src/cli"];
      return imports.filter(({ from, to }) => {
        const layer = layerOf(from);
        return !allowed.includes(layer) && layerOf(to) === "src/policy" && knows(layer, "src/ir");
      });
    },
    bites: [
      { from: "src/emit/envoy.ts", to: "src/policy/read" },
      { from: "src/emit/envoy.ts", to: "src/ir/model" },
    ],
  },
  {
    rule: "only src/lower imports src/condition",
    because: "what follows works on the model's expressions, whatever language they were written in",
    broken: (imports) =>
      imports.filter(
        ({ from, to }) =>
          layerOf(to) === "src/condition" && !["src/condition", "src/lower"].includes(layerOf(from)),
      ),
    bites: [{ from: "src/compile/code.ts", to: "src/condition/check" }],
  },
  {
    rule: "nobody imports src/cli",
    because: "commands are the outermost layer",
    broken: (imports) =>
      imports.filter(({ from, to }) => layerOf(to) === "src/cli" && layerOf(from) !== "src/cli"),
    bites: [{ from: "src/emit/envoy.ts", to: "src/cli/load" }],
  },
  {
    rule: "filters never import each other",
    because: "each is an entry point of its own; what two share is a part",
    broken: (imports) =>
      imports.filter(({ from, to }) => from.startsWith("assembly/") && to.startsWith("assembly/filters/")),
    bites: [{ from: "assembly/filters/authorize.ts", to: "assembly/filters/cell" }],
  },
  {
    rule: "only assembly/abi names a host call",
    because: "raw pointers stay in one folder",
    broken: (imports) =>
      imports.filter(({ from, to }) => to === "@external" && layerOf(from) !== "assembly/abi"),
    bites: importsOf("assembly/sdk/log.ts", '@external("env", "proxy_log")'),
  },
  {
    rule: "sources import nothing from outside of their tree",
    because: "only src/ and assembly/ are published, and neither runs where the other does",
    broken: (imports) =>
      imports.filter(
        ({ from, to }) => to.includes("/") && isOfTree(to) && to.split("/")[0] !== from.split("/")[0],
      ),
    bites: [
      { from: "src/cli/main.ts", to: "scripts/tree.mjs" },
      { from: "assembly/bytes/hash.ts", to: "src/image/hash" },
    ],
  },
  {
    rule: "sources import only packages that npm installs with this one",
    because: "a package of our own tests is missing on a user's machine",
    broken: (imports) => imports.filter(({ to }) => isPackage(to) && !DEPENDENCIES.includes(to)),
    bites: [{ from: "src/host/check.ts", to: "vitest" }],
  },
  {
    rule: "no folders import each other in a circle",
    because: "a stage can be read, tested and replaced alone",
    broken: findCycle,
    bites: [
      { from: "src/compile/compile.ts", to: "src/emit/envoy" },
      { from: "src/emit/envoy.ts", to: "src/host/vm" },
      { from: "src/host/vm.ts", to: "src/compile/compile" },
    ],
  },
];

/** A layer that may import these layers of its tree and no others; packages are not meant. */
function only(layer: string, allowed: readonly string[], because: string): Rule {
  const isForeign = (to: string) => (isOfTree(to) || to === "@external") && layerOf(to) !== layer;
  return {
    rule: `${layer} imports only ${allowed.join(", ") || "itself"}`,
    because,
    broken: (imports) =>
      imports.filter(
        ({ from, to }) => layerOf(from) === layer && isForeign(to) && !allowed.includes(layerOf(to)),
      ),
    bites: [{ from: `${layer}/x.ts`, to: `${layer.split("/")[0]}/elsewhere/y` }],
  };
}

function isPackage(to: string): boolean {
  return !isOfTree(to) && !to.startsWith("node:") && to !== "@external";
}

function isOfTree(path: string): boolean {
  return /^(src|assembly|tests|examples|scripts)\//.test(path);
}

describe("layering", () => {
  const imports = readImports();

  test("the imports are found", () => {
    expect(imports).toContainEqual({ from: "src/ir/model.ts", to: "src/diagnostics/place" });
    expect(imports).toContainEqual({ from: "assembly/abi/imports.ts", to: "@external" });
  });

  test.each(RULES)("$rule", ({ broken, because }) => {
    expect(broken(imports), because).toEqual([]);
  });

  test.each(RULES)("would notice when not: $rule", ({ broken, bites }) => {
    expect(broken(bites)).not.toEqual([]);
  });
});
