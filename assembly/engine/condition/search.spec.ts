import { literal } from "../../bytes/slice";
import { random } from "../../testing/sequence";
import { NOT_FOUND, find, findLast } from "./search";
import { begin, mark } from "./scratch";

/** So many letters, of two, so that beginnings come again within a part. */
function letters(count: u32): string {
  let text = "";
  for (let i: u32 = 0; i < count; i++) text += random(2) == 0 ? "a" : "b";
  return text;
}

describe("a search", () => {
  it("finds the first and the last place that a look at every one does", () => {
    begin(0);
    let found = 0;
    for (let i = 0; i < 1000; i++) {
      const text = letters(random(24));
      const part = letters(1 + random(6));
      const from = i32(random(u32(text.length + 1)));
      const name = `${part} in ${text} from ${from}`;
      const first = find(literal(text), literal(part), from);
      expect(first).toBe(text.indexOf(part, from), name);
      expect(findLast(literal(text), literal(part), from)).toBe(text.lastIndexOf(part, from), name);
      found += i32(first != NOT_FOUND);
    }
    expect(found).toBeGreaterThan(300);
  });

  it("gives back the memory that it takes", () => {
    begin(0);
    const before = mark();
    find(literal("aabaabaaa"), literal("aabaaa"), 0);
    expect(mark()).toBe(before);
  });
});
