import type { PlannedProgram } from "../../image/plan.js";
import type { Expression } from "../../ir/expression.js";
import { expressionToProgram } from "./program.js";
import { Regexes } from "./regexes.js";

/** The programs of an image, each once however many rules share it. */
export class Programs {
  readonly list: PlannedProgram[] = [];
  readonly regexes = new Regexes();
  private readonly numbers = new Map<string, number>();

  /**
   * The place of an expression's program, which is added when it is new.
   * @throws {ImageTooLargeError}
   */
  numberOf(expression: Expression): number {
    const program = expressionToProgram(expression);
    const name = JSON.stringify(program);
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    for (const { pattern } of program.steps) if (pattern !== undefined) this.regexes.add(pattern);
    this.numbers.set(name, this.list.length);
    this.list.push(program);
    return this.list.length - 1;
  }
}
