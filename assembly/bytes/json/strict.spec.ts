import { literal } from "../slice";
import { isStrict } from "./strict";

function isTaken(json: string, depth: i32 = 16, items: i32 = 256): bool {
  return isStrict(literal(json), depth, items);
}

function nested(depth: i32): string {
  return '{"a":['.repeat(depth >> 1) + "]}".repeat(depth >> 1);
}

describe("isStrict", () => {
  it("takes what has nothing in it", () => {
    const values = ["1", '"[[[[,,,"', "null", "{}", "[]"];
    for (let i = 0; i < values.length; i++) expect(isTaken(values[i], 1, 1)).toBe(true, values[i]);
  });

  it("counts how deep containers lie, not how many there are", () => {
    expect(isTaken(nested(16))).toBe(true);
    expect(isTaken(nested(18))).toBe(false);
    expect(isTaken(nested(32), 32)).toBe(true);
    expect(isTaken("[[],[],[[]]]", 3)).toBe(true);
    expect(isTaken("[[],[],[[]]]", 2)).toBe(false);
  });

  it("counts the members of each container for itself", () => {
    expect(isTaken("[1,2,3]", 16, 3)).toBe(true);
    expect(isTaken("[1,2,3,4]", 16, 3)).toBe(false);
    expect(isTaken("[[1,2,3],[1,2,3],[1,2,3]]", 16, 3)).toBe(true);
    expect(isTaken("[[1,2],[1,2,3,4]]", 16, 3)).toBe(false);
    expect(isTaken('{"a":[1,2],"b":[1,2],"c":",,,,"}', 16, 3)).toBe(true);
    expect(isTaken('{"a":[1,2],"b":[1,2],"c":1,"d":2}', 16, 3)).toBe(false);
  });

  it("refuses a name that an object has twice, wherever it is", () => {
    expect(isTaken('{"a":1,"a":2}')).toBe(false);
    expect(isTaken('[1,{"b":[{"a":1,"\\u0061":2}]}]')).toBe(false);
    expect(isTaken('{"a":{"a":{"a":[{"a":1},{"a":1}]}}}')).toBe(true);
  });

  it("takes brackets and quotes in strings for text", () => {
    expect(isTaken('["[[[","\\"[{","\\\\",{"]}":"}"}]', 2, 4)).toBe(true);
  });
});
