import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { filesUnder, ROOT } from "../../scripts/tree.mjs";

/** One file names another file of the repository (without extension), a package, or the host (`@external`). */
export interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import in the sources of src/ and assembly/; tests may reach further and are left out. */
export function readImports(): Import[] {
  const files = ["src", "assembly"].flatMap((folder) => filesUnder(folder, isSource));
  return files.flatMap((path) => importsOf(relative(ROOT, path), readFileSync(path, "utf8")));
}

function isSource(path: string): boolean {
  return path.endsWith(".ts") && !/\.(test|spec)\.ts$/.test(path) && !path.includes("/testing/");
}

const SPECIFIER = /(?:\bfrom|\bimport)\s*\(?\s*"([\w@./:-]+)"/g;

/** What the text of one file imports. */
export function importsOf(from: string, text: string): Import[] {
  const specifiers = [...text.matchAll(SPECIFIER)].map((match) => match[1] ?? "");
  const targets = specifiers.map((specifier) =>
    specifier.startsWith(".") ? join(dirname(from), specifier).replace(/\.js$/, "") : specifier,
  );
  if (text.includes("@external(")) targets.push("@external");
  return targets.map((to) => ({ from, to }));
}

/** The folder that counts as one layer: `src/ir/model.ts` → `src/ir`; other names stand for themselves. */
export function layerOf(path: string): string {
  // Nothing but numbers, generated from src/image/layout.ts: everybody may know them.
  if (/^assembly\/image\/layout\b/.test(path)) return "assembly/image/layout";
  const [top, folder, file] = path.split("/");
  if (top !== "src" && top !== "assembly") return path;
  return file === undefined ? top : `${top}/${folder}`;
}
