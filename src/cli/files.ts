import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { UsageError } from "./exit.js";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "a part of the path is no folder",
  EISDIR: "it is a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
};

/** Text of a file. @throws {UsageError} */
export function readText(path: string): string {
  return attempt("read", path, () => readFileSync(path, "utf8"));
}

/** @throws {UsageError} */
export function readBytes(path: string): Uint8Array {
  return attempt("read", path, () => readFileSync(path));
}

/** @throws {UsageError} */
export function write(path: string, content: string | Uint8Array): void {
  attempt("write", path, () => writeFileSync(path, content));
}

/** @throws {UsageError} */
export function isFolder(path: string): boolean {
  return attempt("read", path, () => statSync(path).isDirectory());
}

/** The names in a folder, sorted. @throws {UsageError} */
export function namesIn(folder: string): string[] {
  return attempt("read", folder, () => readdirSync(folder).sort());
}

/** What the file system says, as a sentence for people. */
export function fileTrouble(verb: "read" | "write", path: string, error: unknown): UsageError {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return new UsageError(`can't ${verb} \`${path}\`: ${REASONS[code] ?? code}`);
}

function attempt<T>(verb: "read" | "write", path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw fileTrouble(verb, path, error);
  }
}
