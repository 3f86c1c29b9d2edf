import type { PlannedProgram, PlannedRegex } from "../../image/plan.js";
import type { Expression } from "../../ir/expression.js";
import { compileRegex } from "../../regex/compile.js";
import { encodeDfa } from "../../regex/encode.js";
import { expressionToProgram } from "./program.js";

/** The programs of an image and their regular expressions, each once however many rules share it. */
export class Programs {
  readonly list: PlannedProgram[] = [];
  readonly regexes: PlannedRegex[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly patterns = new Set<string>();

  /**
   * The place of an expression's program, which is added when it is new.
   * @throws {ImageTooLargeError}
   */
  numberOf(expression: Expression): number {
    const program = expressionToProgram(expression);
    const name = JSON.stringify(program);
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    for (const { pattern } of program.steps) if (pattern !== undefined) this.addRegex(pattern);
    this.numbers.set(name, this.list.length);
    this.list.push(program);
    return this.list.length - 1;
  }

  private addRegex(pattern: string): void {
    if (this.patterns.has(pattern)) return;
    const compiled = compileRegex(pattern);
    if ("error" in compiled) throw new Error(`\`${pattern}\`: ${compiled.error.message}`);
    this.patterns.add(pattern);
    this.regexes.push({ pattern, bytes: encodeDfa(compiled.dfa) });
  }
}
