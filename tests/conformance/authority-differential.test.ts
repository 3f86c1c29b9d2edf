import { beforeAll, describe, expect, it } from "vitest";
import { parseAddress } from "../../src/ir/address.js";
import { normalizeHost } from "../../src/ir/host.js";
import { Kernels } from "./kernels.js";
import { spellings } from "./spellings.js";

const SPELLINGS = 20_000;

let kernels: Kernels;
beforeAll(() => {
  kernels = Kernels.load();
}, 60_000);

/** How many are no host or no address, and how many are. */
function compare(
  pieces: readonly string[],
  both: (text: string) => readonly [unknown, unknown],
): [number, number] {
  let [refused, read] = [0, 0];
  for (const text of spellings(pieces, SPELLINGS, 6)) {
    const [kernel, reference] = both(text);
    if (JSON.stringify(kernel) !== JSON.stringify(reference))
      expect({ text, kernel }).toEqual({ text, reference });
    if (reference === undefined) refused++;
    else read++;
  }
  return [refused, read];
}

describe("random spellings", () => {
  it("of hosts get the same answer from the filter and from the reference", () => {
    const pieces = ["a", "B", "shop", ".", ".", ":", "80", "[", "]", "::1", "-", "_", "@", " ", "é"];
    const counts = compare(pieces, (text) => [kernels.normalizeHost(text), normalizeHost(text)]);
    expect(Math.min(...counts)).toBeGreaterThan(SPELLINGS / 50);
  });

  it("of IPv4 addresses, too", () => {
    const pieces = ["1.", "0.", "255.2.", "25", "99.256.", "01.", ".", "7", "1.2.3."];
    const counts = compare(pieces, (text) => [kernels.parseAddress(`${text}:80`), parseAddress(text)]);
    expect(Math.min(...counts)).toBeGreaterThan(100);
  });

  it("of IPv6 addresses, too", () => {
    const pieces = ["::", ":", ":", ":1", ":1", ":ff", "0", "2001", "ffff", "FFFF", "1.2.3.4", "%1", "10000"];
    const bracketed = (text: string) => [kernels.parseAddress(`[${text}]:80`), inBrackets(text)] as const;
    expect(Math.min(...compare(pieces, bracketed))).toBeGreaterThan(SPELLINGS / 50);
  });
});

/** Brackets are for IPv6 (RFC 3986 §3.2.2). */
function inBrackets(text: string): number[] | undefined {
  return text.includes(":") ? parseAddress(text) : undefined;
}
