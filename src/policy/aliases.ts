import type { Code } from "../diagnostics/code.js";
import type { Diagnostics } from "../diagnostics/diagnostic.js";
import type { Outline } from "./outline.js";
import type { Source } from "./source.js";

/** Most values that the aliases of one file may stand for together, so that few lines don't grow into gigabytes. */
const MAX_ALIASED = 10_000;

/** Checks what the aliases of a file stand for, document after document. */
export class AliasCheck {
  /** How many values there are before each node, with those that aliases stand for. */
  private readonly before: number[] = [];
  private count = 0;
  private left = MAX_ALIASED;
  private isSound = true;

  constructor(
    private readonly source: Source,
    private readonly outline: Outline,
    private readonly diagnostics: Diagnostics,
  ) {}

  /** Whether all aliases so far stand for a value, and none for too much or for one that it is part of. */
  passes(root: number): boolean {
    const { aliases, anchors } = this.outline;
    if (aliases.size === 0) return true;
    const anchored = new Map<string, number>();
    for (let node = root; node < this.outline.after(root); node++) {
      this.before[node] = this.count;
      const alias = aliases.get(node);
      if (alias !== undefined) this.count += this.sizeOf(node, alias, anchored.get(alias));
      else if (!this.outline.isKey(node)) this.count++;
      const anchor = anchors.get(node);
      if (anchor !== undefined) anchored.set(anchor, node);
    }
    return this.isSound;
  }

  /** How many values an alias stands for. */
  private sizeOf(alias: number, name: string, anchored: number | undefined): number {
    if (anchored === undefined) {
      const help = "put text that begins with `*` in quotes";
      this.report("yaml-syntax", `no anchor \`&${name}\` before this alias`, alias, help);
      return 1;
    }
    const size = (this.before[this.outline.after(anchored)] ?? Infinity) - (this.before[anchored] ?? 0);
    const fitted = this.left >= 0;
    this.left -= size;
    if (fitted && this.left < 0) {
      const message = `up to here the aliases stand for more than ${MAX_ALIASED} values`;
      this.report("too-large", message, alias, "write the values out");
    }
    return size;
  }

  private report(code: Code, message: string, node: number, help: string): void {
    const { from, to } = this.outline.span(node);
    this.isSound = false;
    this.diagnostics.error(code, message, this.source.place(from, to), help);
  }
}
