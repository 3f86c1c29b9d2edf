/** Delivery of a cell: the file that an Envoy watches. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { extensionConfig, toText } from "../../src/emit/index.js";

const MODULE = fileURLToPath(new URL("../../build/cell.wasm", import.meta.url));

/** The module that every proxy of the demo runs. */
export function cellModule(): { path: string; bytes: Uint8Array } {
  return { path: MODULE, bytes: readFileSync(MODULE) };
}

/** Puts an image in force at the proxy of a folder: written beside the watched file, then moved over it. */
export function deliver(folder: string, version: string, image: Uint8Array): void {
  const watched = join(folder, "ecds");
  mkdirSync(watched, { recursive: true });
  const partial = join(folder, "cell.yaml.partial");
  writeFileSync(partial, toText(extensionConfig(version, image, cellModule())));
  renameSync(partial, join(watched, "cell.yaml"));
}
