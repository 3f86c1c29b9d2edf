import { expect, test } from "vitest";
import { puppet } from "../../src/host/testing/puppet.js";
import { CELL } from "../cell/open-cell.js";
import { cellwall, folderWith } from "./run.js";

const folder = folderWith({
  "cell.wasm": CELL,
  "start.wasm": puppet("(func $s) (start $s)"),
  "text.wasm": "no module",
});

test("the cell: exit 0", () => {
  expect(cellwall(folder, ["check-module", "cell.wasm"])).toEqual({
    code: 0,
    stdout: "Envoy runs it\n",
    stderr: "",
  });
});

test("modules that Envoy would refuse or crash on: exit 1, each with its reason", () => {
  const { code, stdout, stderr } = cellwall(folder, ["check-module", "start.wasm", "cell.wasm", "text.wasm"]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr.split("\n")).toEqual([
    expect.stringMatching(/^start\.wasm: error\[start-section\]: /),
    expect.stringMatching(/^text\.wasm: error\[malformed\]: /),
    "",
  ]);
});

test("--json", () => {
  const { stdout } = cellwall(folder, ["check-module", "start.wasm", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject([{ file: "start.wasm", code: "start-section" }]);
  expect(cellwall(folder, ["check-module", "cell.wasm", "--json"]).stdout).toBe("[]\n");
});

test("a file that is not there: exit 2", () => {
  expect(cellwall(folder, ["check-module", "none.wasm"]).code).toBe(2);
});
