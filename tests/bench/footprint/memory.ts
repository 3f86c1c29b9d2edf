import { residentBytes } from "../envoy/memory.js";
import { startEnvoy } from "../envoy/process.js";
import { baseline } from "../variants/floor.js";
import type { Variant } from "../variants/variant.js";

/** An Envoy that has one listener and no traffic. */
export interface MemoryFootprint {
  readonly name: string;
  /** The whole process's own memory. */
  readonly residentBytes: number;
  /** From the start of the process until it is live. */
  readonly startMs: number;
}

/** Starts an Envoy for each variant, and one without a filter first. */
export async function memoryFootprints(variants: readonly Variant[]): Promise<MemoryFootprint[]> {
  const found: MemoryFootprint[] = [];
  for (const variant of [baseline(1), ...variants]) {
    const envoy = await startEnvoy([variant]);
    found.push({ name: variant.name, residentBytes: residentBytes(envoy.pid), startMs: envoy.startMs });
    await envoy.stop();
  }
  return found;
}
