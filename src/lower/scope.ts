import type { Code } from "../diagnostics/code.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Place } from "../diagnostics/place.js";
import type { ValuePath } from "../policy/locate.js";
import type { PolicyDocument } from "../policy/read.js";

/** One value of a document, or a part of one that is text: where it stands, and where findings about it go. */
export class Scope {
  constructor(
    private readonly document: PolicyDocument,
    readonly diagnostics: Diagnostics,
    private readonly path: ValuePath = [],
    private readonly part?: Place,
  ) {}

  /** The scope of a value within this one. */
  under(...path: ValuePath): Scope {
    return new Scope(this.document, this.diagnostics, [...this.path, ...path]);
  }

  /** The scopes of the parts of this value, which is a text, by offsets into it. */
  partsOf(text: string): (from: number, to: number) => Scope {
    const placeOf = this.document.placesIn(this.path, text);
    return (from, to) => new Scope(this.document, this.diagnostics, this.path, placeOf(from, to));
  }

  get place(): Place {
    return this.part ?? this.document.placeOf(this.path);
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
): To[] {
  return (items ?? []).flatMap((item, index) => lowerItem(item, scope.under(index)));
}
