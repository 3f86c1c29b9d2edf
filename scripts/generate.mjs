/**
 * Writes the files that are made from others: each generator prints the whole file.
 * `--check` writes nothing and fails when one is not current.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fail, mustRun, Trouble } from "./step.mjs";
import { ROOT } from "./tree.mjs";

/** Generated file and the program that prints it. */
export const GENERATED = {
  "assembly/image/layout.ts": "src/image/generate.ts",
  "docs/conditions.md": "src/condition/generate.ts",
  "assembly/testing/images.ts": "tests/images/generate.ts",
  "docs/policy.schema.json": "src/policy/generate.ts",
};

/** Brings the generated files up to date and gives the names of those that were not. */
export async function generate({ check = false } = {}) {
  const stale = [];
  for (const [path, program] of Object.entries(GENERATED)) {
    const wanted = await mustRun(process.execPath, ["scripts/run.mjs", program]);
    const file = join(ROOT, path);
    if (existsSync(file) && readFileSync(file, "utf8") === wanted) continue;
    stale.push(path);
    if (!check) writeFileSync(file, wanted);
  }
  if (check && stale.length > 0)
    throw new Trouble(`not current: ${stale.join(", ")}; run \`npm run generate\``);
  return stale;
}

if (process.argv[1] === import.meta.filename) {
  const check = process.argv.includes("--check");
  generate({ check }).then((stale) => {
    for (const path of stale) console.log(`wrote ${path}`);
  }, fail);
}
