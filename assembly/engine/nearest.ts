import { ruleAddress, ruleCode } from "../image/image";
import { EFFECT, HEADER, INSTRUCTION, RULE, SIZE, TEST } from "../image/layout";
import { NO_RULE } from "./evaluate";
import { Facts } from "./facts";
import { Tests } from "./tests";
import { Truth } from "./truth";

/**
 * Finds the allow rule that came closest to matching: the fewest clauses fail, among equals the most hold,
 * among equals the lowest. Looks at as many rules as the image says; for refusals only.
 */
@final
export class Nearest {
  /** The rule, or `NO_RULE`. */
  rule: u32 = NO_RULE;
  /** Its first clause that fails, from 0. */
  clause: u32 = 0;
  /** That clause's first instruction. */
  instruction: usize = 0;
  private failed: u32 = 0;
  private held: u32 = 0;
  private firstFailed: u32 = 0;
  private firstInstruction: usize = 0;

  constructor(
    private image: usize,
    private tests: Tests,
  ) {}

  clear(): void {
    this.rule = NO_RULE;
  }

  find(facts: Facts): void {
    const image = this.image;
    const end = load<u32>(image, HEADER.NEAREST_RULES);
    let fewest = u32.MAX_VALUE;
    let most: u32 = 0;
    for (let rule: u32 = 0; rule < end; rule++) {
      const address = ruleAddress(image, rule);
      if (load<u8>(address, RULE.EFFECT) != EFFECT.ALLOW) continue;
      this.compare(address, facts);
      if (this.failed > fewest || (this.failed == fewest && this.held <= most)) continue;
      fewest = this.failed;
      most = this.held;
      this.rule = rule;
      this.clause = this.firstFailed;
      this.instruction = this.firstInstruction;
    }
  }

  /** Counts the clauses of a rule that hold and that fail. */
  private compare(rule: usize, facts: Facts): void {
    let instruction = ruleCode(this.image, rule);
    const end = instruction + u32(load<u16>(rule, RULE.CODE_COUNT)) * SIZE.INSTRUCTION;
    this.failed = 0;
    this.held = 0;
    let holds = false;
    let first = instruction;
    for (; instruction < end; instruction += SIZE.INSTRUCTION) {
      if (!holds) holds = this.tests.run(instruction, facts) == Truth.True;
      if ((load<u8>(instruction, INSTRUCTION.FLAGS) & TEST.END) == 0) continue;
      this.count(holds, first);
      first = instruction + SIZE.INSTRUCTION;
      holds = false;
    }
  }

  private count(holds: bool, first: usize): void {
    if (holds) {
      this.held++;
      return;
    }
    if (this.failed == 0) {
      this.firstFailed = this.held;
      this.firstInstruction = first;
    }
    this.failed++;
  }
}
