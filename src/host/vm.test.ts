import { describe, expect, test } from "vitest";
import { SharedData } from "./shared-data.js";
import { assemble, puppet } from "./testing/puppet.js";
import { Vm } from "./vm.js";

const HEADERS = [[":path", "/"]] as const;
const bytes = (text: string) => Buffer.from(text);

/** Refuses a configuration of 3 bytes, traps on one of 4, holds streams of 2 headers, traps on one of 3. */
const GUEST = new WebAssembly.Module(
  puppet(`
  (func (export "proxy_on_configure") (param i32 i32) (result i32)
    (if (i32.eq (local.get 1) (i32.const 4)) (then (unreachable)))
    (i32.ne (local.get 1) (i32.const 3)))
  (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
    (if (i32.eq (local.get 1) (i32.const 3)) (then (unreachable)))
    (i32.eq (local.get 1) (i32.const 2)))`),
);

/** Logs one character a callback: c create, d done, l log, x delete, with the context's id. */
const LOGGING = puppet(`
  (func $say (param i32 i32)
    (i32.store8 (i32.const 16) (local.get 0))
    (i32.store8 (i32.const 17) (i32.add (i32.const 48) (local.get 1)))
    (drop (call $proxy_log (i32.const 2) (i32.const 16) (i32.const 2))))
  (func (export "proxy_on_context_create") (param i32 i32) (call $say (i32.const 99) (local.get 0)))
  (func (export "proxy_on_log") (param i32) (call $say (i32.const 108) (local.get 0)))
  (func (export "proxy_on_done") (param i32) (result i32) (call $say (i32.const 100) (local.get 0)) (i32.const 1))
  (func (export "proxy_on_delete") (param i32) (call $say (i32.const 120) (local.get 0)))`);

describe("configurations", () => {
  test("a refused one leaves the old one in force, and says what the guest said", () => {
    const vm = new Vm(GUEST);
    expect(vm.configure(bytes("ok"))).toEqual({ accepted: true, log: [] });
    const { root } = vm.stream();
    expect(vm.configure(bytes("bad"))).toMatchObject({
      accepted: false,
      reason: "the module refused the configuration",
    });
    expect(vm.stream().root).toBe(root);
  });

  test("one that traps is refused and hurts nobody", () => {
    const vm = new Vm(GUEST);
    vm.configure(bytes("ok"));
    expect(vm.configure(bytes("trap"))).toMatchObject({
      accepted: false,
      reason: expect.stringContaining("unreachable"),
    });
    expect(vm.failure).toBeUndefined();
    expect(vm.stream().onRequestHeaders(HEADERS)).toBe("continue");
  });

  test("old and new root live side by side until the old one's last stream ends", () => {
    const said: string[] = [];
    const vm = new Vm(LOGGING, { onLog: ({ message }) => said.push(message) });
    vm.configure(bytes("1"));
    const old = vm.stream();
    old.onRequestHeaders(HEADERS);
    vm.configure(bytes("2"));
    expect(vm.roots).toBe(2);
    said.length = 0;
    const young = vm.stream();
    young.onRequestHeaders(HEADERS);
    young.end();
    old.end();
    old.end();
    expect(said).toEqual(["c4", "l4", "d4", "x4", "l2", "d2", "x2", "d1", "x1"]);
    expect(vm.roots).toBe(1);
  });

  test("a root that is not done stays until it says so", () => {
    const vm = new Vm(puppet('(func (export "proxy_on_done") (param i32) (result i32) (i32.const 0))'));
    vm.configure(bytes("1"));
    const old = vm.stream();
    const { root } = old;
    vm.configure(bytes("2"));
    expect(vm.invoke(root, "call_proxy_done")).toBe(1);
    old.end();
    expect(vm.roots).toBe(2);
    expect(vm.invoke(root, "call_proxy_done")).toBe(0);
    expect(vm.roots).toBe(1);
  });

  test("a stream before any configuration is the caller's mistake", () => {
    expect(() => new Vm(GUEST).stream()).toThrow("configure");
  });
});

describe("a trap", () => {
  test("fails the VM: every open stream and every later one answers 503", () => {
    const vm = new Vm(GUEST);
    vm.configure(bytes("ok"));
    const held = vm.stream();
    expect(held.onRequestHeaders([...HEADERS, ["a", ""]])).toBe("paused");
    const trapped = vm.stream();
    expect(trapped.onRequestHeaders([...HEADERS, ["a", ""], ["b", ""]])).toBe("replied");
    const later = vm.stream();
    later.onRequestHeaders(HEADERS);
    for (const stream of [held, trapped, later]) {
      expect(stream.localReply).toMatchObject({ status: 503, details: "wasm_fail_stream" });
    }
    expect(vm.failure).toMatchObject({ callback: "proxy_on_request_headers", message: "unreachable" });
  });

  test("in a VM leaves the others that share its data alone", () => {
    const sharedData = new SharedData();
    const [one, two] = [new Vm(GUEST, { sharedData }), new Vm(GUEST, { sharedData })];
    for (const vm of [one, two]) vm.configure(bytes("ok"));
    one.stream().onRequestHeaders([...HEADERS, ["a", ""], ["b", ""]]);
    expect(two.stream().onRequestHeaders(HEADERS)).toBe("continue");
  });
});

describe("streams", () => {
  test("continue_stream lets a held one go on, after the call", () => {
    const vm = new Vm(GUEST);
    vm.configure(bytes("ok"));
    const stream = vm.stream();
    stream.onRequestHeaders([...HEADERS, ["a", ""]]);
    expect(vm.invoke(stream, "call_proxy_continue_stream", 0)).toBe(0);
    expect(stream.state).toBe("continue");
  });

  test("a body callback that continues lets the held headers go on", () => {
    const vm = new Vm(
      puppet(`(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (i32.const 1))
        (func (export "proxy_on_request_body") (param i32 i32 i32) (result i32)
          (i32.eqz (local.get 2)))`),
    );
    vm.configure(bytes("ok"));
    const stream = vm.stream();
    const states = [
      stream.onRequestHeaders(HEADERS, false),
      stream.onRequestBody(bytes("a"), false),
      stream.onRequestBody(bytes("ab")),
    ];
    expect(states).toEqual(["paused", "paused", "continue"]);
  });

  test("a body callback lets nothing go that holds all", () => {
    const vm = new Vm(
      puppet(`(func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32) (i32.const 4))
        (func (export "proxy_on_request_body") (param i32 i32 i32) (result i32) (i32.const 0))`),
    );
    vm.configure(bytes("ok"));
    const stream = vm.stream();
    stream.onRequestHeaders(HEADERS, false);
    expect(stream.onRequestBody(bytes("a"))).toBe("paused");
    vm.invoke(stream, "call_proxy_continue_stream", 0);
    expect(stream.state).toBe("continue");
  });

  test("a root acts for a stream through the effective context", () => {
    const act = puppet(`(func (export "proxy_on_tick") (param i32)
      (drop (call $proxy_set_effective_context (i32.const 2)))
      (drop (call $proxy_send_local_response (i32.const 418) (i32.const 0) (i32.const 0)
        (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const -1))))`);
    const vm = new Vm(act);
    vm.configure(bytes("ok"));
    const stream = vm.stream();
    stream.onRequestHeaders(HEADERS);
    vm.invoke(stream, "call_proxy_set_tick_period_milliseconds", 10);
    vm.tick();
    expect(stream.localReply?.status).toBe(418);
    expect(vm.invoke(stream, "call_proxy_set_effective_context", 99)).toBe(2);
  });

  test("the effective context is forgotten in the next callback", () => {
    const vm = new Vm(GUEST);
    vm.configure(bytes("ok"));
    const [one, two] = [vm.stream(), vm.stream()];
    vm.invoke(one, "call_proxy_set_effective_context", two.id);
    vm.invoke(one, "call_proxy_send_local_response", 418, 0, 0, 0, 0, 0, 0, -1);
    expect([one.localReply?.status, two.localReply]).toEqual([418, undefined]);
  });

  test("the message of a gRPC answer can be read while it is handed over", () => {
    const read = puppet(`(func (export "proxy_on_grpc_receive") (param i32 i32 i32)
      (drop (call $proxy_get_buffer_bytes (i32.const 5) (i32.const 0) (local.get 2) (i32.const 64) (i32.const 68))))`);
    const vm = new Vm(read);
    vm.configure(bytes("ok"));
    const root = vm.stream().root.id;
    const call = { token: 1, cluster: "", service: "", method: "", metadata: [], timeoutMs: 0, root };
    vm.grpcCalls.set(1, { ...call, message: bytes("") });
    vm.answerGrpc(1, { message: bytes("hello") });
    expect(Buffer.from(vm.memory.bytes(vm.memory.word(64), vm.memory.word(68))).toString()).toBe("hello");
  });

  test("memory that grew is seen whole", () => {
    const vm = new Vm(puppet('(func (export "grow") (drop (memory.grow (i32.const 4))))'));
    vm.configure(bytes("ok"));
    const stream = vm.stream();
    vm.memory.setWord(64, 1);
    vm.invoke(stream, "grow");
    vm.memory.setWord(200_000, 7);
    expect([vm.memory.word(64), vm.memory.word(200_000)]).toEqual([1, 7]);
  });
});

describe("start-up", () => {
  const MARKER = '(func (export "proxy_abi_version_0_2_1"))';
  const MALLOC = '(func (export "malloc") (param i32) (result i32) (i32.const 0))';

  test.each([
    ["no ABI marker", `(module (memory (export "memory") 1) ${MALLOC})`, "proxy_abi_version_0_2_1"],
    ["no memory", `(module ${MARKER} ${MALLOC})`, "memory"],
    ["no malloc", `(module (memory (export "memory") 1) ${MARKER})`, "malloc"],
    [
      "an unknown import",
      `(module (import "env" "abort" (func)) (memory (export "memory") 1) ${MARKER} ${MALLOC})`,
      "env.abort",
    ],
  ])("refuses a module with %s", (_, text, message) => {
    expect(() => new Vm(assemble(text))).toThrow(message);
  });

  test("refuses bytes that are no module", () => {
    expect(() => new Vm(bytes("no"))).toThrow("not a WebAssembly module");
  });

  test.each([
    ["get_buffer_status", "(i32.const 7) (i32.const 0) (i32.const 4)", true],
    ["log", "(i32.const 2) (i32.const 0) (i32.const 0)", false],
  ])("calling %s in `_initialize` is refused: %s -> %s", (name, args, refused) => {
    const module = puppet(`(func (export "_initialize") (drop (call $proxy_${name} ${args})))`);
    if (refused) expect(() => new Vm(module)).toThrow("restricted_callback");
    else expect(new Vm(module).failure).toBeUndefined();
  });

  test("`malloc` may log, and nothing more", () => {
    const greedy = assemble(`(module (import "env" "proxy_done" (func $done (result i32)))
      (import "env" "proxy_get_property" (func $get (param i32 i32 i32 i32) (result i32)))
      (memory (export "memory") 1) ${MARKER}
      (func (export "malloc") (param i32) (result i32) (drop (call $done)) (i32.const 64))
      (func (export "read") (result i32)
        (i32.store (i32.const 0) (i32.const 0x69))
        (call $get (i32.const 0) (i32.const 1) (i32.const 8) (i32.const 12))))`);
    const vm = new Vm(greedy);
    vm.configure(bytes("ok"));
    expect(vm.invoke(vm.stream({ i: "value" }), "read")).toBe(6);
    expect(vm.failure).toMatchObject({ callback: "malloc", message: "restricted_callback" });
  });
});
