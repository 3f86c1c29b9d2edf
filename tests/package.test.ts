/** The npm package as its users get it: packed, unpacked elsewhere, imported, run and compiled against. */
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
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
import { EXAMPLES, pathIn } from "./examples/example.js";

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

/** What README.md says to type in a project with an own filter; what is installed is there already. */
const FILTER_COMMANDS = (
  /```sh\nnpm install cellwall assemblyscript\n([\s\S]*?)```/.exec(
    readFileSync(join(ROOT, "README.md"), "utf8"),
  )?.[1] ?? ""
).trim();

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
    for (const name of [...Object.keys(dependencies), "@types", "assemblyscript"]) {
      // A scoped package is one folder deeper.
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
    }
    mkdirSync(join(modules, ".bin"));
    symlinkSync(tool("asc"), join(modules, ".bin", "asc"));
    symlinkSync("../cellwall/dist/cli.js", join(modules, ".bin", "cellwall"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "policy.yaml"), POLICY);
  }, 60_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  test("holds what it needs and no tests", () => {
    const files = run("sh", "-c", "cd node_modules/cellwall && find . -type f | sort").split("\n");
    for (const path of ["LICENSE", "README.md", "CHANGELOG.md", "build/cell.wasm", "docs/policy.md"]) {
      expect(files).toContain(`./${path}`);
    }
    expect(files.filter((path) => /\.(spec|test)\.|^\.\/(src|tests|assembly\/testing)\//.test(path))).toEqual(
      [],
    );
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

  test.each(EXAMPLES)("brings the SDK to build an own filter such as %s", (example) => {
    copyFileSync(join(ROOT, pathIn(example, "filter.ts")), join(folder, "filter.ts"));
    rmSync(join(folder, "filter.wasm"), { force: true });
    expect(run("sh", "-ec", FILTER_COMMANDS)).toBe("Envoy runs it\n");
    expect(existsSync(join(folder, "filter.wasm"))).toBe(true);
  });
});
