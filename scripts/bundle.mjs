/** TypeScript programs as single JavaScript files, by esbuild; npm packages stay outside. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { CACHE, ROOT } from "./tree.mjs";

const OPTIONS = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "silent",
};

/** Bundles `entry` into `outfile`; `options` are esbuild's. */
export async function bundle(entry, outfile, options = {}) {
  const result = await build({
    ...OPTIONS,
    entryPoints: [entry],
    write: false,
    outfile,
    absWorkingDir: ROOT,
    ...options,
  });
  for (const file of result.outputFiles) replaceFile(file.path, file.contents);
}

/** Bundles a program to run from this tree and gives the bundle's path; stacks name the TypeScript lines. */
export async function bundleToRun(entry) {
  const source = resolve(entry);
  const name = relative(ROOT, source).replaceAll("..", "_").replace(/\.ts$/, ".mjs");
  const outfile = join(CACHE, "run", name);
  await bundle(source, outfile, { sourcemap: "inline", plugins: [sourceUrls] });
  return outfile;
}

/** Imports a TypeScript module of this tree. */
export async function importTypeScript(path) {
  return import(pathToFileURL(await bundleToRun(join(ROOT, path))).href);
}

/** `import.meta.url` and `.filename` stay those of the source: it finds the files beside it, and knows it is no program here. */
const sourceUrls = {
  name: "source-urls",
  setup({ onLoad }) {
    onLoad({ filter: /\.m?ts$|\.mjs$/ }, ({ path }) => {
      const url = JSON.stringify(pathToFileURL(path).href);
      // Patterns don't fit themselves: this file may be bundled, too.
      const source = readFileSync(path, "utf8").replace(/\bimport\.meta\.url\b/g, url);
      const text = source.replace(/\bimport\.meta\.filename\b/g, JSON.stringify(path));
      return { contents: text, loader: "ts" };
    });
  },
};

/** Two runs at the same time never see half a file. */
function replaceFile(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.${process.pid}`;
  writeFileSync(partial, contents);
  renameSync(partial, path);
}
