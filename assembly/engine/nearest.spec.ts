import { ABSENT } from "../bytes/slice";
import { ruleName, sectionCount } from "../image/image";
import { HEADER, SIZE } from "../image/layout";
import { codeOf } from "../testing/find";
import { copyOf } from "../testing/forge";
import { CONDITIONS, GATEWAY, NEAREST } from "../testing/images";
import { addHeader, request } from "../testing/request";
import { text } from "../testing/text";
import { NO_RULE } from "./evaluate";
import { Facts } from "./facts";
import { Nearest } from "./nearest";
import { Tests } from "./tests";

/** Its rules are in tests/images/nearest.yaml. */
const image = changetype<usize>(NEAREST);
const facts = new Facts(image);

/** Looks for the nearest rule of an image; conditions are tested anew. */
function nearestOf(image: usize, facts: Facts): Nearest {
  const tests = new Tests(image);
  tests.clear();
  const nearest = new Nearest(image, tests);
  nearest.find(facts);
  return nearest;
}

/** The rule, and which of its clauses fails first. */
function inWords(image: usize, miss: Nearest): string {
  return miss.rule == NO_RULE ? "none" : `${text(ruleName(image, miss.rule))} ${miss.clause}`;
}

function nearest(method: string, host: string, path: string): string {
  request(facts, method, host, path);
  return inWords(image, nearestOf(image, facts));
}

/** The nearest of an image's rules when so many of them are looked at. */
function nearestAmong(image: usize, rules: u32, facts: Facts): string {
  const copy = copyOf(image);
  store<u32>(copy, rules, HEADER.NEAREST_RULES);
  return inWords(copy, nearestOf(copy, facts));
}

describe("the nearest rule", () => {
  it("is the one of which the fewest clauses fail", () => {
    expect(nearest("PUT", "a.example", "/a")).toBe("a-page 0");
    expect(nearest("GET", "b.example", "/a")).toBe("a-page 1");
    expect(nearest("HEAD", "a.example", "/b")).toBe("a-page 2");
    expect(nearest("POST", "a.example", "/b")).toBe("b-hook 1");
  });

  it("is, among equals, the one of which the most hold", () => {
    request(facts, "PUT", "b.example", "/hooks/x");
    addHeader(facts, "x-key", "k");
    expect(inWords(image, nearestOf(image, facts))).toBe("d-key 0");
  });

  it("is, among equals in both, the first", () => {
    expect(nearest("PUT", "b.example", "/hooks/x")).toBe("b-hook 0");
    expect(nearest("PUT", "b.example", "/b")).toBe("b-hook 0");
  });

  it("misses by the first of its clauses that fail", () => {
    request(facts, "PUT", "a.example", "/b");
    expect(nearestAmong(image, 1, facts)).toBe("a-page 0");
    request(facts, "GET", "b.example", "/b");
    expect(nearestAmong(image, 1, facts)).toBe("a-page 1");
  });

  it("misses by a clause that can't be decided", () => {
    request(facts, "", "a.example", "/a");
    facts.method = ABSENT;
    expect(inWords(image, nearestOf(image, facts))).toBe("a-page 0");
  });

  it("is one that is enforced here, and allows", () => {
    const images: StaticArray<u8>[] = [CONDITIONS, GATEWAY];
    for (let i = 0; i < images.length; i++) {
      const other = changetype<usize>(images[i]);
      const rules = sectionCount(other, HEADER.RULES);
      expect(nearestAmong(other, rules, new Facts(other))).toBe("none", `${i}`);
    }
  });

  it("is one of those that the image says are looked at", () => {
    request(facts, "PUT", "b.example", "/hooks/x");
    expect(nearestAmong(image, 2, facts)).toBe("b-hook 0");
    expect(nearestAmong(image, 1, facts)).toBe("a-page 0");
    expect(nearestAmong(image, 0, facts)).toBe("none");
  });
});

describe("what is known of the nearest rule", () => {
  it("has the first test of the clause that fails", () => {
    request(facts, "PUT", "a.example", "/a");
    const miss = nearestOf(image, facts);
    expect(miss.instruction).toBe(codeOf(image, "a-page"));
    request(facts, "GET", "b.example", "/a");
    miss.find(facts);
    expect(miss.instruction).toBe(codeOf(image, "a-page") + 2 * SIZE.INSTRUCTION);
  });

  it("is forgotten when cleared", () => {
    request(facts, "PUT", "a.example", "/a");
    const miss = nearestOf(image, facts);
    expect(miss.rule).not.toBe(NO_RULE);
    miss.clear();
    expect(miss.rule).toBe(NO_RULE);
  });
});
