import type { PlannedRegex } from "../../image/plan.js";
import { compileRegex } from "../../regex/compile.js";
import type { Dfa } from "../../regex/dfa.js";
import { encodeDfa } from "../../regex/encode.js";
import { type Literals, literalsOf } from "../../regex/literals.js";

/** The regular expressions of an image, each compiled once. */
export class Regexes {
  readonly list: PlannedRegex[] = [];
  private readonly compiled = new Map<string, Dfa>();
  private readonly literals = new Map<string, Literals>();

  /** Gives the pattern a place in the image, when it has none. */
  add(pattern: string): void {
    if (this.compiled.has(pattern)) return;
    const compiled = compileRegex(pattern);
    if ("error" in compiled) throw new Error(`\`${pattern}\`: ${compiled.error.message}`);
    this.compiled.set(pattern, compiled.dfa);
    this.list.push({ pattern, bytes: encodeDfa(compiled.dfa) });
  }

  /** What all texts that fit a pattern have in common; undefined for a pattern without a place in the image. */
  literalsOf(pattern: string): Literals | undefined {
    const dfa = this.compiled.get(pattern);
    if (dfa === undefined) return undefined;
    const literals = this.literals.get(pattern) ?? literalsOf(dfa);
    this.literals.set(pattern, literals);
    return literals;
  }
}
