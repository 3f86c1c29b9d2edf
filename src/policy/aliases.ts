import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Source } from "./source.js";
import type { Written } from "./written.js";

/** Most values that the aliases of one file may stand for together, so that few lines don't grow into gigabytes. */
const MAX_ALIASED = 10_000;

/** Checks what the aliases of a file stand for, document after document. */
export class AliasCheck {
  private left = MAX_ALIASED;
  private isSound = true;

  constructor(
    private readonly source: Source,
    private readonly diagnostics: Diagnostics,
  ) {}

  /** Whether all aliases so far stand for a value, and none for too much or for one that it is part of. */
  passes(document: Written): boolean {
    this.measure(document, new Map());
    return this.isSound;
  }

  /** How many values one is. `anchored`: the same of each anchor before; unknown while its value has not ended. */
  private measure(written: Written, anchored: Map<string, number | undefined>): number {
    const { alias, anchor, items = [] } = written;
    if (alias !== undefined) return this.measureAlias(written, alias, anchored);
    if (anchor !== undefined) anchored.set(anchor, undefined);
    let size = 1;
    for (const item of items) size += this.measure(item, anchored);
    if (anchor !== undefined) anchored.set(anchor, size);
    return size;
  }

  private measureAlias(
    written: Written,
    name: string,
    anchored: ReadonlyMap<string, number | undefined>,
  ): number {
    if (!anchored.has(name)) {
      const help = "put text that begins with `*` in quotes";
      this.error("yaml-syntax", `no anchor \`&${name}\` before this alias`, written, help);
      return 1;
    }
    const size = anchored.get(name) ?? Number.POSITIVE_INFINITY;
    const fits = this.left >= 0;
    this.left -= size;
    if (fits && this.left < 0) {
      const message = `up to here the aliases stand for more than ${MAX_ALIASED} values`;
      this.error("too-large", message, written, "write the values out");
    }
    return size;
  }

  private error(
    code: "yaml-syntax" | "too-large",
    message: string,
    { from, to }: Written,
    help: string,
  ): void {
    this.isSound = false;
    this.diagnostics.error(code, message, this.source.place(from, to), help);
  }
}
