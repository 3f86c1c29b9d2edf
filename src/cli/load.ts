import { join } from "node:path";
import { type Diagnostic, Diagnostics } from "../diagnostics/diagnostic.js";
import type { Sources } from "../diagnostics/render.js";
import type { PolicySet } from "../ir/model.js";
import { lower } from "../lower/lower.js";
import { readDocuments, type SourceFile } from "../policy/read.js";
import { UsageError } from "./exit.js";
import { isFolder, namesIn, readText } from "./files.js";

/** What the named files mean; `set` is missing when there are errors. */
export interface Loaded {
  readonly set: PolicySet | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Sources;
}

/**
 * Reads policy files; a folder stands for all `.yaml` and `.yml` files in it, sorted by name.
 * @throws {UsageError} for one that can't be read
 */
export function loadPolicies(paths: readonly string[]): Loaded {
  const files = paths.flatMap(filesOf);
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments(files, diagnostics), diagnostics, readNamed);
  const sources = new Map(files.map(({ path, text }) => [path, text]));
  return { set: diagnostics.hasErrors ? undefined : set, diagnostics: diagnostics.all, sources };
}

/** A file that a policy names, or why it can't be read. */
function readNamed(path: string): string | { readonly error: string } {
  try {
    return readText(path);
  } catch (error) {
    if (error instanceof UsageError) return { error: error.message };
    throw error;
  }
}

function filesOf(path: string): SourceFile[] {
  if (!isFolder(path)) return [{ path, text: readText(path) }];
  const names = namesIn(path).filter((name) => /\.ya?ml$/.test(name));
  if (names.length === 0) throw new UsageError(`\`${path}\` has no .yaml or .yml files; name a policy file`);
  return names.map((name) => ({ path: join(path, name), text: readText(join(path, name)) }));
}
