import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Place } from "../diagnostics/place.js";
import type { Clause } from "../ir/model.js";

/** Bytes of UTF-8 that a text of an image may have (src/image/layout.ts, `MAX.STRING`). */
export const MAX_TEXT = 4096;

/** What a person wrote for people, and what becomes no text of an image. */
const NOT_HELD: ReadonlySet<string> = new Set(["place", "text", "pattern"]);

/** Reports each test with a text that no image can hold. */
export function reportLongTexts(clauses: readonly Clause[], diagnostics: Diagnostics): void {
  for (const { anyOf } of clauses) {
    for (const test of anyOf) {
      reportLongText(test, test.place, "compare with a prefix, or use `matches`", diagnostics);
    }
  }
}

/** Reports a text within a value that no image can hold. */
export function reportLongText(value: unknown, place: Place, help: string, diagnostics: Diagnostics): void {
  const length = longest(value);
  if (length <= MAX_TEXT) return;
  diagnostics.error("too-large", `a text of ${length} bytes: it can have ${MAX_TEXT}`, place, help);
}

/** Bytes of the longest text within a value. */
function longest(value: unknown): number {
  if (typeof value === "string") return value.length <= MAX_TEXT / 3 ? 0 : Buffer.byteLength(value);
  if (typeof value !== "object" || value === null) return 0;
  const members = value as Readonly<Record<string, unknown>>;
  if (members.type === "bytes") return String(members.value).length / 2; // hexadecimal
  let most = 0;
  for (const key in members) {
    if (!NOT_HELD.has(key)) most = Math.max(most, longest(members[key]));
  }
  return most;
}
