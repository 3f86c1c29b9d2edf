import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import type { PathNormalization } from "../../src/ir/model.js";
import { normalizePath } from "../../src/ir/normalize.js";
import { Kernels } from "./kernels.js";

type Mode = Exclude<PathNormalization, "STRICT">;

interface Istio {
  readonly cases: readonly { readonly mode: Mode; readonly input: string; readonly expect_path: string }[];
}

type Observed = string | { readonly status: number };

interface Envoy {
  readonly cases: readonly { readonly input: string; readonly expect: Readonly<Record<Mode, Observed>> }[];
}

const istio: Istio = read("path-normalization.json");
const envoy: Envoy = read("envoy-path-normalization.json");

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`data/${name}`, import.meta.url), "utf8")) as T;
}

let kernels: Kernels;
beforeAll(() => {
  kernels = Kernels.load();
}, 60_000);

/** Both implementations; the answer is one text, as Istio and Envoy give it. */
function outcomes(input: string, mode: PathNormalization): string[] {
  return [normalizePath(input, mode), kernels.normalizePath(input, mode)].map((answer) =>
    "refused" in answer ? answer.refused : answer.path + answer.query,
  );
}

describe("istio's path normalization cases", () => {
  it("are all here", () => expect(istio.cases).toHaveLength(173));

  it.each(istio.cases)("$mode $input", ({ mode, input, expect_path }) => {
    expect(outcomes(input, mode)).toEqual([expect_path, expect_path]);
  });

  // STRICT is no mode of Istio: of its 173 cases, those that STRICT refuses are refused for these reasons.
  it("are normal, or refused with a reason, in the strict mode", () => {
    const refusals = new Set<string>();
    for (const { input } of istio.cases) {
      const [reference, kernel] = outcomes(input, "STRICT");
      expect(kernel).toBe(reference);
      if (!kernel?.startsWith("/")) refusals.add(kernel ?? "");
    }
    expect([...refusals].sort()).toEqual([
      "path-backslash",
      "path-encoding",
      "path-escaped-control",
      "path-escaped-slash",
      "path-parameter",
    ]);
  });
});

describe("what a real envoy did", () => {
  /** Envoy leaves two slashes of a path that has nothing else; here policy and upstream get one, so that a rule for `/` holds. */
  function expected(observed: string, mode: Mode): string {
    return mode.endsWith("MERGE_SLASHES") ? observed.replace(/^\/\/(?=$|\?)/, "/") : observed;
  }

  const cases = envoy.cases.flatMap(({ input, expect: byMode }) =>
    Object.entries(byMode).map(([mode, observed]) => ({ mode: mode as Mode, input, observed })),
  );

  it.each(cases)("$mode $input", ({ mode, input, observed }) => {
    const both = outcomes(input, mode);
    if (typeof observed === "string")
      expect(both).toEqual([expected(observed, mode), expected(observed, mode)]);
    else for (const outcome of both) expect(outcome).toMatch(/^path-/);
  });
});
