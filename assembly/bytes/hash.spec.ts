import { hash32, mix32 } from "./hash";

describe("hash32", () => {
  it("hashes nothing to nothing", () => {
    expect(hash32(0, 0, 0)).toBe(0);
  });
});
