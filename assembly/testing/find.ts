/** Finds records of a fixture by what a policy author knows of them. */
import { literal } from "../bytes/slice";
import { equals } from "../bytes/view";
import { ruleAddress, ruleCode, ruleName, sectionCount, sectionOffset } from "../image/image";
import { HEADER, INSTRUCTION, SELECTOR, SIZE } from "../image/layout";

/** The number of a rule. Traps when the image has none of that name. */
export function ruleNamed(image: usize, name: string): u32 {
  const wanted = literal(name);
  const count = sectionCount(image, HEADER.RULES);
  for (let rule: u32 = 0; rule < count; rule++) if (equals(ruleName(image, rule), wanted)) return rule;
  assert(false, `the fixture has no rule ${name}`);
  return 0;
}

/** Address of the first instruction of a rule. */
export function codeOf(image: usize, name: string): usize {
  return ruleCode(image, ruleAddress(image, ruleNamed(image, name)));
}

/** What an instruction tests (`OP`); 0 at address 0, where none is. */
export function opAt(instruction: usize): u32 {
  return instruction == 0 ? 0 : u32(load<u8>(instruction, INSTRUCTION.OP));
}

/** Address of the first instruction of a kind (`OP`). Traps when the image has none. */
export function instructionOf(image: usize, op: u32): usize {
  const count = sectionCount(image, HEADER.CODE);
  const code = image + sectionOffset(image, HEADER.CODE);
  for (let i: u32 = 0; i < count; i++)
    if (opAt(code + i * SIZE.INSTRUCTION) == op) return code + i * SIZE.INSTRUCTION;
  assert(false, `the fixture has no instruction ${op}`);
  return 0;
}

/** The number of the first selector of a kind (`SELECT`). Traps when the image has none. */
export function selectorOf(image: usize, kind: u32): u32 {
  const count = sectionCount(image, HEADER.SELECTORS);
  const selectors = image + sectionOffset(image, HEADER.SELECTORS);
  for (let selector: u32 = 0; selector < count; selector++) {
    if (u32(load<u8>(selectors + selector * SIZE.SELECTOR, SELECTOR.KIND)) == kind) return selector;
  }
  assert(false, `the fixture has no selector of kind ${kind}`);
  return 0;
}
