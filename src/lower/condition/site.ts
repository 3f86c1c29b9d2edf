import type { Span } from "../../condition/flaw.js";
import type { Code } from "../../diagnostics/code.js";
import type { PathNormalization, PathTest } from "../../ir/model.js";
import type { Scope } from "../scope.js";

/** What a condition may refer to in its rule or limit. */
export interface Surroundings {
  readonly holder: "rule" | "limit";
  /** Its `paths`; undefined when one of them is wrong, which has been reported. */
  readonly paths: readonly PathTest[] | undefined;
  readonly mode: PathNormalization;
}

/** Where a condition stands, and where findings about its parts go. */
export class Site {
  /** Something has been reported: what comes of the condition means nothing. */
  isWrong = false;
  /** Steps that the conditions so far may take together. */
  steps = 0;
  private readonly partOf: (from: number, to: number) => Scope;

  constructor(
    private readonly text: string,
    readonly surroundings: Surroundings,
    scope: Scope,
  ) {
    this.partOf = scope.partsOf(text);
  }

  /** A part of the condition as it is written. */
  textOf({ from, to }: Span): string {
    return this.text.slice(from, to);
  }

  at({ from, to }: Span): Scope {
    return this.partOf(from, to);
  }

  error(span: Span, code: Code, message: string, help?: string): void {
    this.isWrong = true;
    this.at(span).error(code, message, help);
  }

  /** Takes note of what a check of a part found; the check has reported it. */
  require(isRight: boolean): void {
    if (!isRight) this.isWrong = true;
  }
}
