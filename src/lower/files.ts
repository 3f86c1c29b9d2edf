import { dirname, isAbsolute, join } from "node:path";
import type { Scope } from "./scope.js";

/** Reads a file that a document names: its text, or what is wrong. */
export type ReadFile = (path: string) => string | { readonly error: string };

/** For documents that stand in no folder. */
export const NO_FILES: ReadFile = () => ({ error: "files can't be read here" });

/** A file named beside the document, read; undefined when it can't be (which has been reported). */
export function readBeside(
  name: string,
  readFile: ReadFile,
  scope: Scope,
): { readonly path: string; readonly text: string } | undefined {
  const path = isAbsolute(name) ? name : join(dirname(scope.place.file), name);
  const text = readFile(path);
  if (typeof text === "string") return { path, text };
  const help = "a file's name is relative to the document that names it";
  scope.error("unreadable-file", text.error, help);
  return undefined;
}
