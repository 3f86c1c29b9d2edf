/** What is paid once, not per request: sizes, times to compile and to load, memory at rest. */
import { statSync } from "node:fs";
import { BENCH_MODULES, CELL, modulePath } from "../modules.js";
import { cell } from "../variants/cell.js";
import { emptyWasm } from "../variants/floor.js";
import { headerOnSdk, headerOnSolo } from "../variants/header.js";
import { rbac } from "../variants/native.js";
import { type ImageFootprint, imageFootprint } from "./images.js";
import { type MemoryFootprint, memoryFootprints } from "./memory.js";

const RULES = [10, 100, 1_000, 10_000, 100_000];

export interface Footprint {
  readonly modules: readonly { readonly name: string; readonly bytes: number }[];
  readonly images: readonly ImageFootprint[];
  readonly memory: readonly MemoryFootprint[];
}

export async function measureFootprint(): Promise<Footprint> {
  const modules = [
    ["cell", CELL] as const,
    ...BENCH_MODULES.map((name) => [name, modulePath(name)] as const),
  ];
  const sizes = modules.map(([name, path]) => ({ name, bytes: statSync(path).size }));
  const images = RULES.map(imageFootprint);
  const listeners = [emptyWasm(), headerOnSdk(), headerOnSolo(), cell(10), cell(1_000), cell(100_000)];
  const memory = await memoryFootprints([...listeners, rbac(10), rbac(1_000), rbac(100_000)]);
  return { modules: sizes, images, memory };
}
