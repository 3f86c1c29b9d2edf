/** What the SDK gives a filter to hold requests and to call others, in the Node host; tests/e2e does it on Envoy. */
import { beforeEach, describe, expect, test } from "vitest";
import { type Pair, Vm } from "../../src/host/index.js";
import { buildCalls } from "./module.js";

const MODULE = new WebAssembly.Module(Uint8Array.from(buildCalls()));

let vm: Vm;
beforeEach(() => {
  vm = new Vm(MODULE);
  vm.configure(new Uint8Array());
});

function held(waitFor: string, ...more: Pair[]) {
  const stream = vm.stream();
  expect(stream.onRequestHeaders([[":method", "GET"], ["x-wait-for", waitFor], ...more])).toBe("paused");
  return stream;
}
const onlyCall = () => vm.calls.keys().next().value ?? 0;
const onlyGrpcCall = () => vm.grpcCalls.keys().next().value ?? 0;

describe("a held request", () => {
  test("goes on with the answer of an HTTP call", () => {
    const [other, stream] = [held("tick"), held("http")];
    expect(vm.calls.get(onlyCall())).toMatchObject({
      cluster: "http",
      headers: [
        [":method", "GET"],
        [":path", "/keys"],
        [":authority", "idp.example"],
      ],
      timeoutMs: 500,
    });
    vm.answer(onlyCall(), { headers: [[":status", "200"]], body: Buffer.from("keys") });
    expect([stream.state, other.state]).toEqual(["continue", "paused"]);
    expect(stream.requestHeaders).toContainEqual(["x-answer", "keys"]);
  });

  test("learns that an HTTP call failed", () => {
    const stream = held("http");
    vm.answer(onlyCall());
    expect(stream.requestHeaders).toContainEqual(["x-answer", "failed"]);
  });

  test("goes on with the answer of a gRPC call", () => {
    const stream = held("grpc");
    expect(vm.grpcCalls.get(onlyGrpcCall())).toMatchObject({
      ...{ cluster: "grpc", service: "test.Service", method: "Ask", timeoutMs: 500, metadata: [] },
      message: Uint8Array.from(Buffer.from("question")),
    });
    vm.answerGrpc(onlyGrpcCall(), { message: Buffer.from("yes") });
    expect(stream.requestHeaders).toContainEqual(["x-answer", "yes"]);
  });

  test("learns the status of a gRPC call that failed", () => {
    const stream = held("grpc");
    vm.answerGrpc(onlyGrpcCall(), { status: 14 });
    expect(stream.requestHeaders).toContainEqual(["x-answer", "status 14"]);
  });

  test("goes on at a tick", () => {
    const stream = held("tick");
    vm.tick();
    expect(stream.state).toBe("continue");
  });

  test("can be answered", () => {
    const stream = held("http", ["x-then", "refuse"]);
    vm.answer(onlyCall(), { headers: [[":status", "200"]], body: Buffer.from("no") });
    expect(stream.localReply).toMatchObject({ status: 418, body: "no" });
  });

  test("that is gone is not touched", () => {
    const stream = held("http");
    stream.end();
    vm.answer(onlyCall(), { headers: [[":status", "200"]], body: Buffer.from("late") });
    expect([vm.failure, stream.requestHeaders.length]).toEqual([undefined, 2]);
  });
});
