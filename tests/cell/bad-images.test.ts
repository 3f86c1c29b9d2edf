import { describe, expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import { Vm } from "../../src/host/vm.js";
import { hash32 } from "../../src/image/hash.js";
import { HEADER } from "../../src/image/layout.js";
import type { Expression } from "../../src/ir/expression.js";
import { parseTemplate } from "../../src/ir/template.js";
import { imageOf } from "./conditions.js";
import { CELL } from "./open-cell.js";
import { pathPolicy, TARGET } from "./path-policy.js";

const template = parseTemplate("/a/{b}/**");
if ("error" in template) throw new Error(template.error);
const PATHS = buildImage(pathPolicy({ template }, "STRICT"), TARGET);

const PLACE = { file: "test", line: 1, column: 1, length: 1 };
const ROLES: Expression = { kind: "attribute", attribute: { name: "request.queryValues", key: "role" } };
const ITEM: Expression = { kind: "variable", depth: 0 };

function call(
  name: "in" | "lowerAscii" | "index" | "size" | "add" | "less",
  ...args: Expression[]
): Expression {
  return { kind: "call", function: name, args };
}

function text(value: string): Expression {
  return { kind: "constant", value: { type: "string", value } };
}

function int(value: number): Expression {
  return { kind: "constant", value: { type: "int", value: String(value) } };
}

/** Loops, jumps, a list and a map with hash tables, an automaton, a test and a part of the path. */
const CONDITIONS = imageOf([
  {
    kind: "macro",
    macro: "exists",
    range: { kind: "macro", macro: "map", range: ROLES, result: call("lowerAscii", ITEM) },
    condition: call("in", ITEM, { kind: "list", items: [..."abcdefghij"].map(text) }),
  },
  {
    kind: "and",
    args: [
      { kind: "test", test: { kind: "header", name: "x", match: { present: true }, place: PLACE } },
      { kind: "matches", value: { kind: "segment", from: 0, suffix: 0 }, pattern: "^ab?$" },
      {
        kind: "conditional",
        condition: call("less", int(1), call("size", ROLES)),
        // biome-ignore lint/suspicious/noThenProperty: the branch of a conditional, never awaited
        then: call("in", call("index", ROLES, int(0)), ROLES),
        else: call("in", text("b"), {
          kind: "map",
          entries: [..."abcdefghij"].map((key, index) => [text(key), int(index)]),
        }),
      },
    ],
  },
]);

const module = new WebAssembly.Module(CELL);
const REQUESTS = ["/a/1/x", "/", "/a/*/x?q", "/ab?role=A&role=b&role", "/b?role=%zz"];

function statusOf(vm: Vm, path: string): number {
  const stream = vm.stream({});
  stream.onRequestHeaders([
    [":method", "GET"],
    [":path", path],
    ["x", "y"],
  ]);
  const status = stream.localReply?.status ?? 200;
  stream.end();
  return status;
}

/** An image with one byte changed and the checksum made right again. */
function forge(image: Uint8Array, at: number, value: number): Uint8Array {
  const forged = image.slice();
  forged[at] = value;
  const checksum = hash32(forged.subarray(HEADER.CHECKSUM + 4), 0);
  new DataView(forged.buffer).setUint32(HEADER.CHECKSUM, checksum, true);
  return forged;
}

describe("a bad image", () => {
  const vm = new Vm(module);
  expect(vm.configure(PATHS).accepted).toBe(true);

  test.each(Array.from(PATHS.keys()))("with byte %i changed is refused, and the one before goes on", (at) => {
    const damaged = PATHS.slice();
    damaged[at] = (PATHS[at] ?? 0) ^ (1 << (at % 8));
    expect(vm.configure(damaged).accepted).toBe(false);
    expect([statusOf(vm, "/a/1/x"), statusOf(vm, "/b")]).toEqual([200, 403]);
  });

  test.each(Array.from(PATHS.keys()))("cut to %i bytes is refused", (length) => {
    expect(vm.configure(PATHS.slice(0, length)).accepted).toBe(false);
  });

  test("with bytes after its end is refused", () => {
    expect(vm.configure(Uint8Array.of(...PATHS, 0)).accepted).toBe(false);
  });

  test("tells in the log what is wrong", () => {
    const configured = vm.configure(PATHS.slice(0, 10));
    expect(configured.log.map(({ message }) => message).join()).toContain("is cut short");
  });

  test.each([
    ["of paths", PATHS],
    ["of conditions", CONDITIONS],
  ])("%s, forged at any byte, is refused or at least never traps", { timeout: 300_000 }, (_, image) => {
    for (let at = 0; at < image.length; at++) {
      if (at >= HEADER.CHECKSUM && at < HEADER.CHECKSUM + 4) continue;
      for (const value of [0x00, 0x01, 0x7f, 0xff, (image[at] ?? 0) + 1]) {
        expect(flawOf(forge(image, at, value)), `byte ${at} as ${value}`).toBeUndefined();
      }
    }
  });
});

/** What is wrong about a cell that gets an image: it fails on it, or refuses it and does not say why. */
function flawOf(image: Uint8Array): string | undefined {
  const vm = new Vm(module);
  const configured = vm.configure(image);
  if (configured.accepted) {
    for (const path of REQUESTS) statusOf(vm, path);
    return vm.failure?.message;
  }
  const isExplained = configured.log.some(({ message }) => message.startsWith("cellwall: the image"));
  return isExplained ? undefined : configured.reason;
}
