import { beforeEach, describe, expect, test } from "vitest";
import type { Pair } from "../envoy/pairs.js";
import { BufferType, Status } from "./abi.js";
import { encoded, Guest, OUT } from "./testing/guest.js";

const METADATA: Pair[] = [["x-one", "1"]];
const LIMITS = Buffer.from("\n\x08\n\x06limits", "latin1");

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

const call = (grpcService: Uint8Array) =>
  guest.call("grpc_call", grpcService, "pkg.Service", "Method", encoded(METADATA), "message", 250, OUT);

describe("gRPC calls", () => {
  test("a call is recorded for the test to answer, on the root", () => {
    expect(call(LIMITS)).toBe(Status.Ok);
    const token = guest.word();
    expect(guest.vm.grpcCalls.get(token)).toEqual({
      token,
      cluster: "limits",
      service: "pkg.Service",
      method: "Method",
      metadata: METADATA,
      message: Uint8Array.from(Buffer.from("message")),
      timeoutMs: 250,
      root: guest.stream.root.id,
    });
    expect(guest.vm.answerGrpc(token, { message: new Uint8Array() })).toBe(true);
    expect(guest.vm.answerGrpc(token, { status: 14 })).toBe(false);
  });

  test("calls have odd tokens, each its own", () => {
    const tokens = [1, 2, 3].map(() => {
      call(LIMITS);
      return guest.word();
    });
    expect(tokens.map((token) => token % 2)).toEqual([1, 1, 1]);
    expect(new Set(tokens).size).toBe(3);
  });

  test("one that was given up can't be answered, nor given up again", () => {
    call(LIMITS);
    const token = guest.word();
    expect(guest.call("grpc_cancel", token)).toBe(Status.Ok);
    expect(guest.call("grpc_cancel", token)).toBe(Status.NotFound);
    expect(guest.vm.answerGrpc(token, { message: new Uint8Array() })).toBe(false);
  });

  test("an unknown cluster fails, and what is no service is not read", () => {
    guest = new Guest({ clusters: new Set(["idp"]) });
    expect(call(LIMITS)).toBe(Status.InternalFailure);
    expect(call(LIMITS.subarray(1))).toBe(Status.ParseFailure);
    expect(call(Buffer.concat([LIMITS, LIMITS]))).toBe(Status.ParseFailure);
    expect(guest.vm.grpcCalls.size).toBe(0);
  });

  test("a message can be read only while it is handed over", () => {
    expect(guest.call("get_buffer_bytes", BufferType.GrpcReceiveBuffer, 0, 10, OUT, OUT + 4)).toBe(
      Status.NotFound,
    );
  });
});
