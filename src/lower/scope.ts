import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Place } from "../diagnostics/place.js";
import type { PolicyDocument, ValuePath } from "../policy/read.js";

/** A part of a document: where its values stand, and where findings about them go. */
export class Scope {
  constructor(
    private readonly placeOf: PolicyDocument["placeOf"],
    readonly diagnostics: Diagnostics,
    private readonly base: ValuePath = [],
  ) {}

  /** The scope of a part of this part. */
  under(...path: ValuePath): Scope {
    return new Scope(this.placeOf, this.diagnostics, [...this.base, ...path]);
  }

  place(path: ValuePath): Place {
    return this.placeOf([...this.base, ...path]);
  }

  error(code: string, message: string, path: ValuePath, help?: string): void {
    this.diagnostics.error(code, message, this.place(path), help);
  }
}
