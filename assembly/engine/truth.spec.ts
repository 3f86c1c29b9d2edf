import { Truth, truth } from "./truth";

describe("truth", () => {
  it("is never undecided where a test could tell", () => {
    expect(truth(true)).toBe(Truth.True);
    expect(truth(false)).toBe(Truth.False);
  });
});
