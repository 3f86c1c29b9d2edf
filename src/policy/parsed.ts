import type { Locator } from "./locate.js";

/** One document of a file, as YAML goes. */
export interface ParsedDocument {
  /** Plain JSON values; aliases share what they stand for. */
  readonly value: unknown;
  readonly locate: Locator;
}
