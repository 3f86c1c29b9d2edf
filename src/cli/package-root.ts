import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "./exit.js";

/** The package's folder, seen from the source and from the bundle. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

/** The package's version. */
export function packageVersion(): string {
  return JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")).version;
}

/** The cell that came with the package. @throws {UsageError} when it was not built */
export function cellModule(): string {
  return packageModule("cell.wasm");
}

/** The service that fetches keys, of the package. @throws {UsageError} when it was not built */
export function keysModule(): string {
  return packageModule("keys.wasm");
}

/** The filter for the calls of workloads, of the package. @throws {UsageError} when it was not built */
export function outboundModule(): string {
  return packageModule("outbound.wasm");
}

function packageModule(name: string): string {
  const path = join(packageRoot(), "build", name);
  if (!existsSync(path))
    throw new UsageError(`the package has no \`${join("build", name)}\`; run \`npm run build\` first`);
  return path;
}
