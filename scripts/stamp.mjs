/** Stamps: the hash of a step's inputs, kept from its last success, so that it runs only when one changed. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "./tree.mjs";

const FOLDER = join(CACHE, "stamps");

/** Hash of files (names and contents) and of the settings that matter beside them. */
export function hashOf(files, settings = "") {
  const hash = createHash("sha256").update(settings);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** True when the step last succeeded with these inputs and its outputs are still there. */
export function isCurrent(name, hash, outputs) {
  const stamp = join(FOLDER, name);
  return (
    existsSync(stamp) && readFileSync(stamp, "utf8") === hash && outputs.every((path) => existsSync(path))
  );
}

/** Remembers that the step succeeded with these inputs. */
export function markCurrent(name, hash) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, name), hash);
}
