import { buildImage } from "../../../src/compile/image.js";
import { type PolicyOptions, policyText, readPolicy, TARGET } from "./policy.js";
import { benchRules, type Shape } from "./rules.js";

/** The cell's image of so many rules, and the CPU time that it took to make. */
export interface Compiled {
  readonly image: Uint8Array;
  /** Policy file to IR, in milliseconds. */
  readonly readMs: number;
  /** IR to image, in milliseconds. */
  readonly compileMs: number;
}

const known = new Map<string, Compiled>();

/** Makes each image once: one of 100,000 rules takes a while. */
export function compiled(rules: number, shape: Shape, options: PolicyOptions = {}): Compiled {
  const key = JSON.stringify([rules, shape, options]);
  const made = known.get(key) ?? compileRules(rules, shape, options);
  known.set(key, made);
  return made;
}

function compileRules(rules: number, shape: Shape, options: PolicyOptions): Compiled {
  const text = policyText(benchRules(rules, shape), options);
  const start = cpuMs();
  const set = readPolicy(text);
  const read = cpuMs();
  const image = buildImage(set, TARGET);
  return { image, readMs: read - start, compileMs: cpuMs() - read };
}

/** What this process has used so far, garbage collection on other threads included; in milliseconds. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
