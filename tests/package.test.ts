/** The npm package as its users get it: packed, unpacked elsewhere, imported, run and compiled against. */
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../scripts/tree.mjs";

const TARGET = "spiffe://shop.example/ns/shop/sa/orders";

const POLICY = `
apiVersion: cellwall.dev/v1alpha1
kind: Mesh
metadata: { name: shop }
spec:
  trustDomain: shop.example
  workloads: [{ id: ${TARGET} }]
---
apiVersion: cellwall.dev/v1alpha1
kind: Policy
metadata: { name: orders }
spec:
  target: { workload: ${TARGET} }
  authorize: [{ name: read, effect: allow, methods: [GET] }]
`;

const PROGRAM = `
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildImage, createDecider, Diagnostics, lower, readDocuments } from "cellwall";
const diagnostics = new Diagnostics();
const files = [{ path: "policy.yaml", text: readFileSync("policy.yaml", "utf8") }];
const set = lower(readDocuments(files, diagnostics), diagnostics);
const wasm = readFileSync(fileURLToPath(import.meta.resolve("cellwall/build/cell.wasm")));
const decider = createDecider(wasm, buildImage(set, "${TARGET}"));
for (const method of ["GET", "PUT"]) console.log(decider.decide({ method, host: "a", path: "/", headers: [] }).verdict);
`;

const TYPED_PROGRAM = `
import { Diagnostics, lower, type PolicySet, readDocuments } from "cellwall";
export const set: PolicySet | undefined = lower(readDocuments([], new Diagnostics()), new Diagnostics());
`;

const FILTER = `
import { Action, EMPTY, filter, Http, literal, reply, Root, Slice } from "cellwall/assembly/sdk";
export * from "cellwall/assembly/abi/exports/core";
export * from "cellwall/assembly/abi/exports/request-headers";
const DETAILS = literal("closed");
class Closed extends Http {
  requestHeaders(count: u32, endOfStream: bool): u32 {
    reply(403, DETAILS, EMPTY, EMPTY);
    return Action.Pause;
  }
}
class Door extends Root {
  configure(configuration: Slice): bool {
    return true;
  }
  createHttp(): Http {
    return new Closed();
  }
}
filter(() => new Door());
`;

describe("the npm package", () => {
  const folder = mkdtempSync(join(tmpdir(), "cellwall-package-"));
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const tool = (name: string) => join(ROOT, "node_modules", ".bin", name);

  beforeAll(() => {
    // Without scripts: what is packed is what this run of the tests built.
    run("npm", "pack", ROOT, "--ignore-scripts", "--silent");
    const [tarball = ""] = readdirSync(folder);
    const modules = join(folder, "node_modules");
    mkdirSync(join(modules, "cellwall"), { recursive: true });
    run("tar", "-xzf", tarball, "--strip-components=1", "-C", join(modules, "cellwall"));
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    for (const name of [...Object.keys(dependencies), "@types"]) {
      // A scoped package is one folder deeper.
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
    }
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "policy.yaml"), POLICY);
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  test("holds what it needs and no tests", () => {
    const files = run("sh", "-c", "cd node_modules/cellwall && find . -type f | sort").split("\n");
    for (const path of ["LICENSE", "README.md", "CHANGELOG.md", "build/cell.wasm", "docs/policy.md"]) {
      expect(files).toContain(`./${path}`);
    }
    expect(files.filter((path) => /\.(spec|test)\.|^\.\/(src|tests)\//.test(path))).toEqual([]);
  });

  test("decides requests when imported", () => {
    writeFileSync(join(folder, "program.js"), PROGRAM);
    expect(run("node", "program.js")).toBe("allow\ndeny\n");
  });

  test("has types", () => {
    writeFileSync(join(folder, "typed.ts"), TYPED_PROGRAM);
    const options = ["--strict", "--noEmit", "--module", "nodenext", "--target", "es2022", "--types", "node"];
    expect(() => run(tool("tsc"), ...options, "typed.ts")).not.toThrow();
  });

  test("brings the command", () => {
    const command = join(folder, "node_modules", "cellwall", "dist", "cli.js");
    expect(run(command, "--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(() => run(command, "check", "policy.yaml")).not.toThrow();
  });

  test("brings the SDK for own filters", () => {
    writeFileSync(join(folder, "door.ts"), FILTER);
    const flags = ["--runtime", "minimal", "--exportStart", "_initialize", "--use", "abort="];
    run(tool("asc"), "door.ts", ...flags, "--outFile", "door.wasm");
    const command = join(folder, "node_modules", "cellwall", "dist", "cli.js");
    expect(() => run(command, "check-module", "door.wasm")).not.toThrow();
  });
});
