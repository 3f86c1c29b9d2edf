import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { assemble } from "../../src/host/testing/puppet.js";
import { CELL } from "../cell/open-cell.js";
import { cellwall, folderWith } from "./run.js";

const DOCS = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");

/** The text blocks with `$ command` lines; what follows a command is what it prints. */
const sessions = [...DOCS.matchAll(/```\n(\$ [\s\S]*?)\n```/g)].flatMap(([, block = ""]) =>
  `\n${block}`
    .split("\n$ ")
    .slice(1)
    .map((part) => {
      const [command = "", ...output] = part.split("\n");
      return { command, output: output.join("\n") };
    }),
);

const policy = /```yaml\n([\s\S]*?)```/.exec(DOCS)?.[1] ?? "";
const folder = folderWith({
  "policy.yaml": policy,
  "wrong.yaml": policy.replace("effect: allow\n", "effect: allwo\n"),
  "covered.yaml": policy.replace('"/orders/refunds/**"', '"/orders/**"'),
  "requests.jsonl": sessions.find(({ command }) => command === "cat requests.jsonl")?.output ?? "",
  "orders-test.yaml": sessions.find(({ command }) => command === "cat orders-test.yaml")?.output ?? "",
  "cell.wasm": CELL,
  // What AssemblyScript's default flags give, in what matters here.
  "default.wasm": assemble(`(module (import "env" "abort" (func (param i32 i32 i32 i32)))
    (func (export "proxy_abi_version_0_2_1")) (memory (export "memory") 1)
    (func (export "malloc") (param i32) (result i32) (i32.const 0)) (func $s) (start $s))`),
});

test.each(sessions.filter(({ command }) => command.startsWith("cellwall ")))(
  "docs/cli.md tells the truth: $command",
  ({ command, output }) => {
    const args = command.replace("build/cell.wasm", "cell.wasm").split(" ").slice(1);
    const { stdout, stderr } = cellwall(folder, args);
    expect(`${stdout}${stderr}`.trimEnd()).toBe(output);
  },
);
