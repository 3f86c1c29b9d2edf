/** Where things are in the repository, and which files it holds. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the repository, without a trailing slash. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** What can be thrown away: Envoy, bundles, stamps, test reports. */
export const CACHE = join(ROOT, ".cache");

const NOT_SOURCES = new Set(["node_modules", "build", "dist", "coverage"]);

/**
 * Absolute paths of the files under a folder (relative to the repository), sorted; hidden ones and outputs left
 * out. A folder that is not there has none.
 */
export function filesUnder(folder, accepts = () => true) {
  const start = join(ROOT, folder);
  if (!existsSync(start)) return [];
  const files = [];
  for (const entry of readdirSync(start, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || NOT_SOURCES.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...filesUnder(path, accepts));
    else if (accepts(path)) files.push(join(ROOT, path));
  }
  return files.sort();
}
