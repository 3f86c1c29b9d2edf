/** Rules → instructions: one for each test, clause after clause. */
import { OP, TEST } from "../image/layout.js";
import type { Instruction } from "../image/plan.js";
import { mentionsUser } from "../ir/mentions-user.js";
import type { Clause, Test } from "../ir/model.js";
import type { Programs } from "./condition/programs.js";
import { type Bare, testToInstruction } from "./instruction.js";
import { type PlacedRule, undecidedHolds } from "./placed-rule.js";

/** The code of one rule; what its conditions need is added to the programs. `destinations`: how many there are. */
export function ruleToCode(rule: PlacedRule, destinations: number, programs: Programs): Instruction[] {
  const code = clausesToCode(rule.clauses, undecidedHolds(rule), programs);
  if (rule.destinations === undefined) return code;
  const operand = { kind: "numbers", below: destinations, members: rule.destinations } as const;
  return [{ op: OP.DESTINATION, operand, flags: TEST.END }, ...code];
}

/** The code of clauses; `mayHold`: what is undecided counts as true. */
export function clausesToCode(
  clauses: readonly Clause[],
  mayHold: boolean,
  programs: Programs,
): Instruction[] {
  const undecided = mayHold ? TEST.UNDECIDED_HOLDS : 0;
  return clauses.flatMap((clause) =>
    clause.anyOf.map((test, index) => {
      const end = index === clause.anyOf.length - 1 ? TEST.END : 0;
      const { op, header, attribute, operand } = bare(test, programs); // to spread it would take three times as long
      const user = mentionsUser(test) ? TEST.USER : 0;
      return { op, flags: undecided | end | user, header, attribute, operand };
    }),
  );
}

function bare(test: Test, programs: Programs): Bare {
  if (test.kind !== "condition") return testToInstruction(test);
  return { op: OP.CONDITION, operand: { kind: "program", number: programs.numberOf(test.expression) } };
}
