import { EMPTY, lengthOf, literal } from "../bytes/slice";
import { toHex } from "../testing/hex";
import { grpcService } from "./grpc-call";

describe("the GrpcService of a cluster", () => {
  it("is its name in two messages", () => {
    expect(toHex(grpcService(literal("limits")))).toBe("0a080a066c696d697473");
  });

  it("is none when its length takes more than a byte", () => {
    expect(lengthOf(grpcService(literal("x".repeat(125))))).toBe(129);
    expect(grpcService(literal("x".repeat(126)))).toBe(EMPTY);
  });
});
