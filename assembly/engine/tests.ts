import { INSTRUCTION, OP } from "../image/layout";
import { Conditions } from "./condition/conditions";
import { Facts } from "./facts";
import { test } from "./test";
import { Truth } from "./truth";

/** Runs the instructions of an image: tests of one attribute, and conditions. */
@final
export class Tests {
  private conditions: Conditions;

  constructor(private image: usize) {
    this.conditions = new Conditions(image);
  }

  /** Forgets the request before. */
  clear(): void {
    this.conditions.clear();
  }

  /** What an instruction says about the request. */
  @inline
  run(instruction: usize, facts: Facts): Truth {
    if (load<u8>(instruction, INSTRUCTION.OP) == OP.CONDITION) {
      return this.conditions.test(load<u32>(instruction, INSTRUCTION.OPERAND), facts);
    }
    return test(this.image, instruction, facts);
  }
}
