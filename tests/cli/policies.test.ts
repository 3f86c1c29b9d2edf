import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { createDecider } from "../../src/host/decide.js";
import { CELL } from "../cell/open-cell.js";
import { GATEWAY, MESH, ORDERS, POLICY } from "./policy.js";
import { cellwall, cellwallOnTerminal, folderWith } from "./run.js";

const WRONG = POLICY.replace("effect: allow", "effect: allwo");

let folder: string;
beforeAll(() => {
  folder = folderWith({
    "mesh.yaml": MESH,
    "orders.yml": POLICY,
    "wrong.yaml.txt": WRONG,
    "notes.txt": "no policy",
  });
});

describe("check", () => {
  test("right policies: exit 0 and a summary; a folder stands for its YAML files", () => {
    const expected = { code: 0, stdout: "1 policy for 2 workloads: no errors\n", stderr: "" };
    expect(cellwall(folder, ["check", "mesh.yaml", "orders.yml"])).toEqual(expected);
    expect(cellwall(folder, ["check", "."])).toEqual(expected);
  });

  test("wrong policies: exit 1, the place with a caret, and no colour when piped", () => {
    const { code, stdout, stderr } = cellwall(folder, ["check", "mesh.yaml", "wrong.yaml.txt"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("wrong.yaml.txt:8:15: error[");
    expect(stderr).toContain("\n        effect: allwo\n                ^^^^^\n");
    expect(stderr).toContain("1 error, 0 warnings\n");
    expect(stderr).not.toContain("\x1b");
  });

  test.each([
    ["colour on a terminal", {}, true],
    ["none with NO_COLOR", { NO_COLOR: "1" }, false],
  ])("%s", (_, environment, coloured) => {
    const { code, stdout } = cellwallOnTerminal(
      folder,
      ["check", "mesh.yaml", "wrong.yaml.txt"],
      environment,
    );
    expect(code).toBe(1);
    expect(stdout).toContain("wrong.yaml.txt:8:15");
    expect(stdout.includes("\x1b[31m")).toBe(coloured);
  });

  test("--json gives the findings on standard output, an empty list for none", () => {
    const { code, stdout, stderr } = cellwall(folder, ["check", "mesh.yaml", "wrong.yaml.txt", "--json"]);
    expect([code, stderr]).toEqual([1, ""]);
    expect(JSON.parse(stdout)).toMatchObject([
      { severity: "error", place: { file: "wrong.yaml.txt", line: 8 } },
    ]);
    expect(cellwall(folder, ["check", ".", "--json"])).toEqual({ code: 0, stdout: "[]\n", stderr: "" });
  });
});

describe("check warns of what has no effect", () => {
  const COVERED = POLICY.replace('"/orders/refunds/**"]\n      peers: [{ namespace: edge }]', '"/**"]');
  const SUBJECT = "`orders/read` never allows anything: `orders/refunds` denies whatever it matches";
  let there: string;
  beforeAll(() => {
    there = folderWith({ "mesh.yaml": MESH, "covered.yaml": COVERED, "wrong.yaml.txt": WRONG });
    mkdirSync(join(there, "below"));
  });

  test("with both places, exit 0", () => {
    const { code, stdout, stderr } = cellwall(there, ["check", "."]);
    expect([code, stdout]).toEqual([0, "1 policy for 2 workloads: no errors\n"]);
    expect(stderr).toContain(`covered.yaml:7:13: warning[always-denied]: ${SUBJECT}\n`);
    expect(stderr).toContain("\n  see: covered.yaml:11:13\n");
    expect(stderr).toContain("0 errors, 1 warning\n");
  });

  test("--strict: exit 1 on warnings, and only then", () => {
    expect(cellwall(there, ["check", ".", "--strict"]).code).toBe(1);
    expect(cellwall(folder, ["check", ".", "--strict"]).code).toBe(0);
  });

  test("--ignore leaves out warnings, not errors", () => {
    const ignore = ["--strict", "--ignore", "hidden-rule,always-denied"];
    expect(cellwall(there, ["check", ".", ...ignore])).toEqual({
      code: 0,
      stdout: "1 policy for 2 workloads: no errors\n",
      stderr: "",
    });
    const wrong = ["check", "mesh.yaml", "wrong.yaml.txt", "--ignore", "invalid-value"];
    expect(cellwall(there, wrong)).toMatchObject({ code: 1, stderr: expect.stringContaining("1 error") });
    expect(cellwall(there, ["check", ".", "--ignore", "hiden-rule"])).toEqual({
      code: 2,
      stdout: "",
      stderr: "cellwall: no finding has the code `hiden-rule`; did you mean `hidden-rule`?\n",
    });
  });

  test("--json has the other place as `related`", () => {
    expect(JSON.parse(cellwall(there, ["check", ".", "--json"]).stdout)).toMatchObject([
      { code: "always-denied", place: { line: 7 }, related: { file: "covered.yaml", line: 11 } },
    ]);
  });

  test.each([
    ["relative to where it runs", ".", ["mesh.yaml", "covered.yaml"], "covered.yaml"],
    ["absolute elsewhere", "below", ["../mesh.yaml", "../covered.yaml"], /^file:\/\/\/.*\/covered\.yaml$/],
  ])("--sarif writes it for code hosts, with URIs %s", (_, cwd, files, uri) => {
    const args = ["check", ...files, "--sarif", "findings.sarif"];
    expect(cellwall(join(there, cwd), args).code).toBe(0);
    const { runs } = JSON.parse(readFileSync(join(there, cwd, "findings.sarif"), "utf8"));
    const [result] = runs[0].results;
    expect([result.ruleId, result.level]).toEqual(["always-denied", "warning"]);
    expect(result.message.text).toContain(SUBJECT);
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toMatch(uri);
  });

  test("--sarif has errors, too", () => {
    const args = ["check", "mesh.yaml", "wrong.yaml.txt", "--sarif", "errors.sarif"];
    expect(cellwall(there, args).code).toBe(1);
    const { runs } = JSON.parse(readFileSync(join(there, "errors.sarif"), "utf8"));
    expect(runs[0].results).toMatchObject([{ ruleId: "invalid-value", level: "error" }]);
  });

  test("says when there was too much to compare", () => {
    const shared = Array.from({ length: 400 }, (_, index) => `10.${index >> 8}.${index & 255}.0`);
    const rules = Array.from(
      { length: 80 },
      (_, index) => `    - { name: r${index}, effect: deny, sources: [${shared}, 192.0.2.${index}] }\n`,
    );
    const head = POLICY.slice(0, POLICY.indexOf("    - name"));
    const many = folderWith({ "mesh.yaml": MESH, "many.yaml": head + rules.join("") });
    const { code, stderr } = cellwall(many, ["check", ".", "--strict", "--sarif", "findings.sarif"]);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/^note: there are too many rules alike/)]);
    const { runs } = JSON.parse(readFileSync(join(many, "findings.sarif"), "utf8"));
    expect(runs[0].invocations[0].toolExecutionNotifications).toHaveLength(1);
  });

  test("other commands say nothing of it", () => {
    const args = ["compile", ".", "--target", ORDERS, "-o", "orders.image"];
    expect(cellwall(there, args).stderr).toMatch(/^orders\.image: \d+ bytes, version [0-9a-f]{16}\n$/);
  });
});

describe("compile", () => {
  test("writes an image that the cell takes", () => {
    const { code, stderr } = cellwall(folder, ["compile", ".", "--target", ORDERS, "-o", "orders.image"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^orders\.image: \d+ bytes, version [0-9a-f]{16}\n$/);
    const image = readFileSync(join(folder, "orders.image"));
    const { verdict, version } = createDecider(CELL, image).decide({ path: "/", headers: [] });
    expect(verdict).toBe("deny");
    expect(stderr).toContain(`version ${version}\n`);
  });

  test("wrong policies: exit 1, no image", () => {
    const args = ["compile", "mesh.yaml", "wrong.yaml.txt", "--target", ORDERS, "-o", "none.image"];
    expect(cellwall(folder, args).code).toBe(1);
    expect(() => readFileSync(join(folder, "none.image"))).toThrow("ENOENT");
  });

  test("an unknown target: exit 2, and the workloads there are, the nearest first", () => {
    const args = ["compile", ".", "--target", `${ORDERS}x`, "-o", "none.image"];
    expect(cellwall(folder, args)).toEqual({
      code: 2,
      stdout: "",
      stderr: `cellwall: the mesh has no workload \`${ORDERS}x\`; name one of these:\n  ${ORDERS}\n  ${GATEWAY}\n`,
    });
  });
});

describe("envoy", () => {
  test("prints a bootstrap for the target's tier", () => {
    const { code, stdout } = cellwall(folder, ["envoy", ".", "--target", GATEWAY, "--listen", "[::1]:9443"]);
    expect(code).toBe(0);
    expect(stdout).toContain("{ address: ::1, port_value: 9443 }");
    expect(stdout).toContain(`id: ${GATEWAY}`);
  });

  test.each(["ecds", "filter"])("--format %s has the image", (format) => {
    cellwall(folder, ["compile", ".", "--target", ORDERS, "-o", "orders.image"]);
    const { stdout } = cellwall(folder, ["envoy", ".", "--target", ORDERS, "--format", format]);
    expect(stdout).toContain(readFileSync(join(folder, "orders.image")).toString("base64"));
  });

  test("-o writes what `envoy -c` needs beside the certificates", () => {
    const { code, stderr } = cellwall(folder, ["envoy", ".", "--target", ORDERS, "-o", "proxy"]);
    expect([code, stderr]).toEqual([0, "proxy/envoy.yaml\nproxy/ecds/cell.yaml\n"]);
    expect(readFileSync(join(folder, "proxy/envoy.yaml"), "utf8")).toContain(
      join(folder, "proxy/ecds/cell.yaml"),
    );
  });

  test.each([
    ["--format", "toml"],
    ["--listen", "nowhere"],
    ["--admin-port", "70000"],
    ["--endpoint", "nothing"],
  ])("%s %s: exit 2", (option, value) => {
    expect(cellwall(folder, ["envoy", ".", "--target", ORDERS, option, value]).code).toBe(2);
  });
});

describe("the command line", () => {
  test.each(["check", "compile", "decide", "envoy", "check-module"])(
    "%s --help has examples and exit codes",
    (command) => {
      const { code, stdout } = cellwall(folder, [command, "--help"]);
      expect(code).toBe(0);
      expect(stdout).toContain(`Examples:\n  `);
      expect(stdout).toContain("Exit codes:\n  0  done");
    },
  );

  test.each([
    [["--help"], 0],
    [["--version"], 0],
    [["nothing"], 2],
    [["check"], 2],
    [["compile", "."], 2],
    [["check", ".", "--colour"], 2],
  ])("%j: exit %d", (args, code) => {
    expect(cellwall(folder, args).code).toBe(code);
  });

  test.each([
    ["a file that is not there", ["check", "none.yaml"], "can't read `none.yaml`: there is no such file"],
    [
      "a place that can't be written",
      ["compile", ".", "--target", ORDERS, "-o", "no/such"],
      "can't write `no/such`",
    ],
    ["a folder without policies", ["check", "empty"], "has no .yaml or .yml files"],
  ])("%s: exit 2", (_, args, message) => {
    const there = folderWith({ "mesh.yaml": MESH });
    mkdirSync(join(there, "empty"));
    const { code, stderr } = cellwall(there, args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
