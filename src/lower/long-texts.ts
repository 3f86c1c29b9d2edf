import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Clause } from "../ir/model.js";

/** Bytes of UTF-8 that a text of an image may have (src/image/layout.ts, `MAX.STRING`). */
export const MAX_TEXT = 4096;

/** What a person wrote for people, and what becomes no text of an image. */
const NOT_HELD: ReadonlySet<string> = new Set(["place", "text", "pattern"]);

/** Reports each test with a text that no image can hold. */
export function reportLongTexts(clauses: readonly Clause[], diagnostics: Diagnostics): void {
  for (const test of clauses.flatMap(({ anyOf }) => anyOf)) {
    const length = longest(test);
    if (length <= MAX_TEXT) continue;
    const message = `a text of ${length} bytes: it can have ${MAX_TEXT}`;
    diagnostics.error("too-large", message, test.place, "compare with a prefix, or use `matches`");
  }
}

/** Bytes of the longest text within a value. */
function longest(value: unknown): number {
  if (typeof value === "string") return value.length <= MAX_TEXT / 3 ? 0 : Buffer.byteLength(value);
  if (typeof value !== "object" || value === null) return 0;
  if ("type" in value && value.type === "bytes" && "value" in value) return String(value.value).length / 2; // hexadecimal
  let most = 0;
  for (const [key, part] of Object.entries(value)) {
    if (!NOT_HELD.has(key)) most = Math.max(most, longest(part));
  }
  return most;
}
