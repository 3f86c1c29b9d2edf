import type { Place } from "../diagnostics/place.js";
import type { Locator, ValuePath } from "./locate.js";

/** A document that knows where its values stand. */
export interface Placed {
  /** Where a value was written; the nearest place around it when it was not. */
  readonly placeOf: (path: ValuePath) => Place;
  /** Where parts of a value that is text were written, by offsets into it; all of it where that can't be told. */
  readonly placesIn: (path: ValuePath, text: string) => (from: number, to: number) => Place;
}

export function placedAt(locate: Locator): Placed {
  return {
    placeOf: (path) => locate.value(path),
    placesIn: (path, text) => locate.partsOf(path, text),
  };
}
