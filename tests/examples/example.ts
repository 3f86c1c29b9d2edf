import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, parseDocument } from "yaml";
import { ROOT } from "../../scripts/tree.mjs";
import { type Requests, readRequests } from "./requests.js";

/** What each example consists of. */
export const FILES = ["README.md", "envoy.yaml", "filter.ts", "requests.yaml"];

/** Not a filter. */
const DEMO = "demo";

/** The names of all example filters. */
export const EXAMPLES: readonly string[] = readdirSync(join(ROOT, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== DEMO)
  .map(({ name }) => name);

/** A folder under examples/, read. */
export interface Example {
  readonly name: string;
  /** What a person types in the repository to build and to run, from the README. */
  readonly commands: { readonly build: string; readonly run: string };
  readonly envoy: Document;
  readonly requests: Requests;
}

/** Path of an example's file, relative to the repository. */
export function pathIn(name: string, file: string): string {
  return join("examples", name, file);
}

/** @throws {Error} a file is missing, or requests.yaml has another form */
export function readExample(name: string): Example {
  const text = (file: string) => readFileSync(join(ROOT, pathIn(name, file)), "utf8");
  const block = /```sh\n([\s\S]*?)```/.exec(text("README.md"))?.[1] ?? "";
  const [build = "", run = ""] = block.split("\n");
  return {
    name,
    commands: { build, run },
    envoy: parseDocument(text("envoy.yaml")),
    requests: readRequests(text("requests.yaml")),
  };
}

/** Builds a filter as its README says, and gives the module. @throws {Error} with what the compiler says */
export function buildExample({ name, commands }: Example): Uint8Array {
  execFileSync("sh", ["-c", commands.build], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  return readFileSync(join(ROOT, "build", "examples", `${name}.wasm`));
}
