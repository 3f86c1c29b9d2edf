import { describe, expect, test } from "vitest";
import { checkModule } from "./check.js";
import { assemble, puppet } from "./testing/puppet.js";

const MARKER = '(func (export "proxy_abi_version_0_2_1"))';
const MEMORY = '(memory (export "memory") 1)';
const MALLOC = '(func (export "malloc") (param i32) (result i32) (i32.const 0))';

/** A sound module with something added. */
const sound = (extra = "") => `(module ${extra} ${MARKER} ${MEMORY} ${MALLOC})`;
const codes = (text: string) => checkModule(assemble(text)).map(({ code }) => code);

describe("a module that Envoy runs has no findings", () => {
  test.each([
    ["the least there can be", sound()],
    ["memory from the host", `(module (import "env" "memory" (memory 1)) ${MARKER} ${MALLOC})`],
    [
      "the older allocator",
      `(module ${MARKER} ${MEMORY} ${MALLOC.replace('"malloc"', '"proxy_on_memory_allocate"')})`,
    ],
    ["an older ABI", sound().replace("0_2_1", "0_2_0")],
    ["1 GiB of memory", sound().replace('"memory") 1', '"memory") 1 16384')],
    ["v128 inside", sound("(func (param v128))")],
    ["a GC type inside", sound("(type (struct (field i32))) (func (param (ref null 0)))")],
    ["a plain reference at the boundary", sound('(func (export "f") (param externref funcref))')],
    ["a tag inside", sound("(tag (param i32))")],
    ["an exported number", sound('(global (export "g") i32 (i32.const 1))')],
  ])("%s", (_, text) => {
    expect(checkModule(assemble(text))).toEqual([]);
  });

  test.each(["env", "wasi_snapshot_preview1", "wasi_unstable"])("all that `%s` offers", (module) => {
    expect(checkModule(puppet("", module))).toEqual([]);
  });
});

describe("refused", () => {
  test.each([
    ["start-section", sound("(func $s) (start $s)")],
    ["abi", sound().replace("0_2_1", "0_3_0")],
    ["malloc", `(module ${MARKER} ${MEMORY})`],
    ["memory", `(module ${MARKER} ${MALLOC} (memory 1))`],
    ["memory-limit", sound().replace('"memory") 1', '"memory") 16385')],
    ["memory-limit", sound().replace('"memory") 1', '"memory") 1 16385')],
    ["import", sound('(import "env" "abort" (func (param i32 i32 i32 i32)))')],
    [
      "import",
      sound('(import "wasi_snapshot_preview1" "sock_accept" (func (param i32 i32 i32) (result i32)))'),
    ],
    ["import", sound('(import "other" "proxy_done" (func (result i32)))')],
    ["import", sound('(import "env" "g" (global i32))')],
    ["import", sound('(import "env" "t" (tag (param i32)))')],
    ["import", sound('(import "env" "constructor" (func))')],
    ["import-type", sound('(import "env" "proxy_done" (func))')],
    ["import-type", sound('(import "env" "proxy_increment_metric" (func (param i32 i32) (result i32)))')],
    ["export-type", sound('(func (export "f") (param v128))')],
    ["export-type", sound('(func (export "f") (result v128) (v128.const i32x4 0 0 0 0))')],
    ["export-type", sound('(func (export "f") (param anyref))')],
    ["export-type", sound('(type $s (struct (field i32))) (func (export "f") (param (ref $s)))')],
    ["export-type", sound('(global (export "g") v128 (v128.const i32x4 0 0 0 0))')],
    ["export-type", sound('(global (export "g") anyref (ref.null any))')],
    ["export-tag", sound('(tag (export "t") (param i32))')],
    ["callback-type", sound('(func (export "proxy_on_configure") (param i32 i32))')],
    [
      "callback-type",
      sound('(func (export "proxy_on_request_headers") (param i32 i32) (result i32) (i32.const 0))'),
    ],
    ["callback-type", sound('(func (export "_initialize") (result i32) (i32.const 0))')],
    [
      "callback-type",
      sound().replace('(func (export "malloc") (param i32)', '(func (export "malloc") (param i64)'),
    ],
  ])("%s: %s", (code, text) => {
    expect(codes(text)).toEqual([code]);
  });

  test.each([
    ["nothing", new Uint8Array()],
    ["text", Buffer.from("not a module at all")],
    ["a module cut short", puppet().subarray(0, 200)],
  ])("%s is malformed", (_, bytes) => {
    expect(checkModule(bytes).map(({ code }) => code)).toEqual(["malformed"]);
  });

  test("every finding comes at once, and says what to do", () => {
    const text = '(module (import "env" "seed" (func (result f64))) (memory 1))';
    expect(checkModule(assemble(text))).toEqual([
      { code: "abi", message: "exports no ABI version that Envoy knows; export `proxy_abi_version_0_2_1`" },
      { code: "malloc", message: "exports no `malloc`, which the host needs to hand values over" },
      { code: "memory", message: "has no `memory` that the host can see; export it" },
      { code: "import", message: "imports function `env.seed`, which Envoy does not have" },
    ]);
  });
});
