import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Place } from "../diagnostics/place.js";

interface Placed {
  readonly place: Place;
}

/** Reports each item whose name an earlier one has. */
export function reportTwice<T extends Placed>(
  items: readonly T[],
  what: string,
  nameOf: (item: T) => string,
  diagnostics: Diagnostics,
): void {
  const first = new Map<string, Place>();
  for (const item of items) {
    const name = nameOf(item);
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, item.place);
    } else {
      const help = `the first is at ${before.file}:${before.line}:${before.column}`;
      diagnostics.error("duplicate-name", `a second ${what} \`${name}\``, item.place, help);
    }
  }
}

/** Sorted by name, by code units. */
export function byName<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
