import type { Code } from "../diagnostics/code.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Place } from "../diagnostics/place.js";
import type { ValuePath } from "../policy/locate.js";
import type { Placed } from "../policy/placed.js";

/** One value of a document: where it stands, and where findings about it go. */
export class Scope {
  constructor(
    private readonly document: Placed,
    readonly diagnostics: Diagnostics,
    private readonly around?: Scope,
    private readonly key?: PropertyKey,
    private readonly part?: Place,
  ) {}

  /** The scope of a value within this one. */
  under(...path: ValuePath): Scope {
    let scope: Scope = this;
    for (const key of path) scope = new Scope(this.document, this.diagnostics, scope, key);
    return scope;
  }

  /** The scopes of the parts of this value, which is a text, by offsets into it. */
  partsOf(text: string): (from: number, to: number) => Scope {
    const { document, diagnostics, around, key } = this;
    const placeOf = document.placesIn(this.path, text);
    return (from, to) => new Scope(document, diagnostics, around, key, placeOf(from, to));
  }

  get place(): Place {
    return this.part ?? this.document.placeOf(this.path);
  }

  /** Put together only when it is asked for: most scopes are only passed through. */
  private get path(): PropertyKey[] {
    const path = this.around?.path ?? [];
    if (this.key !== undefined) path.push(this.key);
    return path;
  }

  error(code: Code, message: string, help?: string): void {
    this.diagnostics.error(code, message, this.place, help);
  }

  warning(code: Code, message: string, help?: string): void {
    this.diagnostics.warning(code, message, this.place, help);
  }
}

/** Lowers each item of a list that may be absent; what an item is wrong about has been reported. */
export function lowerEach<From, To>(
  items: readonly From[] | undefined,
  scope: Scope,
  lowerItem: (item: From, scope: Scope) => readonly To[],
): readonly To[] {
  if (items === undefined) return [];
  const lowered = items.map((item, index) => lowerItem(item, scope.under(index)));
  const [only] = lowered;
  return lowered.length === 1 && only !== undefined ? only : lowered.flat();
}
