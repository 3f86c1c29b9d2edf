import type { Results } from "./results.js";
import { COUNTINGS, cellName, nativeName, onWorkers, spelled, unlimitedName } from "./variants/limits.js";

/** A number that the design promises, and what this run found. */
export interface Budget {
  readonly what: string;
  readonly bound: "at most" | "at least";
  readonly limit: number;
  readonly unit: string;
  /** Absent: not measured in this run. */
  readonly found?: number | undefined;
}

const KIB = 1024;

/** The budgets that this bench can judge; ratios are of median CPU added. */
export function budgets({ variants, footprint }: Results): Budget[] {
  const added = (name: string) => variants.find((variant) => variant.name === name)?.added.median;
  const ratio = (a: string, b: string) => divided(added(a), added(b));
  const largest = footprint?.images.at(-1);
  const cellModule = footprint?.modules.find(({ name }) => name === "cell");
  return [
    atMost(0.7, "×", "cell, JWT + 8 rules + limit / jwt_authn (cached) + rbac(8) + local_ratelimit", {
      found: ratio("cell(JWT + 8 + limit)", "jwt_authn + rbac(8) + local_ratelimit"),
    }),
    atMost(0.1, "×", "cell, JWT + 1,000 rules + limit / jwt_authn (cached) + rbac(1000) + local_ratelimit", {
      found: ratio("cell(JWT + 1000 + limit)", "jwt_authn + rbac(1000) + local_ratelimit"),
    }),
    atMost(1.5, "×", "cell, 100,000 rules / 10 rules", { found: ratio("cell(100000)", "cell(10)") }),
    atMost(0.4, "×", "one header, cellwall SDK / @solo-io/proxy-runtime", {
      found: ratio("one header, cellwall SDK", "one header, @solo-io/proxy-runtime"),
    }),
    ...COUNTINGS.map((counting) =>
      atMost(
        1.5,
        "×",
        onWorkers(`added to the cell / local_ratelimit, ${spelled(counting)}`, counting.workers),
        {
          found: divided(
            less(added(cellName(counting)), added(unlimitedName(counting.workers))),
            added(nativeName(counting)),
          ),
        },
      ),
    ),
    atMost(64, "KiB", "module cell.wasm", { found: divided(cellModule?.bytes, KIB) }),
    atMost(128, "B/rule", "image of 100,000 rules", { found: divided(largest?.imageBytes, largest?.rules) }),
    atLeast(1, "M rules/s", "image of 100,000 rules loaded", {
      found: divided(largest?.rules, largest && largest.configureMs * 1_000),
    }),
    atMost(5, "s", "100,000 rules, policy file to image", {
      found: divided(largest && largest.readMs + largest.compileMs, 1_000),
    }),
  ];
}

type Found = Pick<Budget, "found">;

/** A budget that is kept by what is no more. */
export function atMost(limit: number, unit: string, what: string, found: Found): Budget {
  return { what, bound: "at most", limit, unit, ...found };
}

function atLeast(limit: number, unit: string, what: string, found: Found): Budget {
  return { what, bound: "at least", limit, unit, ...found };
}

function less(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a - b;
}

function divided(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a / b;
}
