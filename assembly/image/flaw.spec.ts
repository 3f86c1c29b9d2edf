import { Flaw, describe as inWords } from "./flaw";

describe("a flaw", () => {
  it("has words of its own, to the last", () => {
    const words = new Set<string>();
    for (let flaw = Flaw.Sound; flaw <= Flaw.String; flaw++) words.add(inWords(flaw));
    expect(words.size).toBe(Flaw.String + 1);
  });
});
