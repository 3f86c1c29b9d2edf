import { expectOperand, expectString, flawWith } from "../testing/forge";
import { codeOf, instructionOf } from "../testing/find";
import { CONDITIONS, GATEWAY } from "../testing/images";
import { Flaw } from "./flaw";
import { sectionCount, sectionOffset } from "./image";
import { HEADER, INSTRUCTION, MAX, NUMBERS, OP, PEER, RANGE, SIZE, TAG, TEMPLATE, VALUE } from "./layout";

const conditions = changetype<usize>(CONDITIONS);
const gateway = changetype<usize>(GATEWAY);
const destination = instructionOf(gateway, OP.DESTINATION);

/** Address of the first instruction of a rule in tests/images/conditions.yaml. */
function code(rule: string): usize {
  return codeOf(conditions, rule);
}

/** Address of the record that this instruction refers to. */
function operand(rule: string): usize {
  return conditions + load<u32>(code(rule), INSTRUCTION.OPERAND);
}

/** What is found when an instruction has another operand. */
function withOperand(rule: string, value: u32): Flaw {
  return flawWith<u32>(conditions, code(rule) + INSTRUCTION.OPERAND, value);
}

describe("an instruction", () => {
  it("has a meaning", () => {
    expect(flawWith<u8>(conditions, code("method") + INSTRUCTION.OP, 0)).toBe(Flaw.Instruction);
    expect(flawWith<u8>(conditions, code("method") + INSTRUCTION.OP, 255)).toBe(Flaw.Instruction);
  });

  it("that compares has a string", () => {
    const names =
      "method host host-suffix path-prefix path-suffix header header-prefix header-suffix " +
      "peer-id peer-id-prefix value value-prefix value-suffix";
    const rules = names.split(" ");
    for (let i = 0; i < rules.length; i++) {
      expectString(conditions, code(rules[i]) + INSTRUCTION.OPERAND, Flaw.Instruction);
    }
  });

  it("of a header has one that the image knows", () => {
    const rules = ["header", "header-prefix", "header-suffix", "header-present", "header-absent"];
    const names = u16(sectionCount(conditions, HEADER.HEADER_NAMES));
    for (let i = 0; i < rules.length; i++) {
      const header = code(rules[i]) + INSTRUCTION.HEADER;
      expect(flawWith<u16>(conditions, header, names)).toBe(Flaw.Instruction, rules[i]);
    }
  });

  it("of a value has an attribute that the image knows", () => {
    const rules = ["value", "value-prefix", "value-suffix", "value-set"];
    const attributes = u16(sectionCount(conditions, HEADER.ATTRIBUTES));
    for (let i = 0; i < rules.length; i++) {
      const attribute = code(rules[i]) + INSTRUCTION.ATTRIBUTE;
      expect(flawWith<u16>(conditions, attribute, attributes)).toBe(Flaw.Instruction, rules[i]);
    }
  });

  it("has its record within the operands, aligned", () => {
    expectOperand(
      conditions,
      code("path-template") + INSTRUCTION.OPERAND,
      TEMPLATE.SEGMENTS,
      Flaw.Instruction,
    );
    expectOperand(conditions, code("peer-parts") + INSTRUCTION.OPERAND, PEER.SIZE, Flaw.Instruction);
    expectOperand(conditions, code("source") + INSTRUCTION.OPERAND, RANGE.SIZE, Flaw.Instruction);
    expectOperand(gateway, destination + INSTRUCTION.OPERAND, NUMBERS.WORDS, Flaw.Instruction);
  });

  it("has a template of strings and wildcards, no longer than paths are split", () => {
    const template = operand("path-template");
    expect(flawWith<u16>(conditions, template + TEMPLATE.COUNT, u16(MAX.SEGMENTS) + 1)).toBe(
      Flaw.Instruction,
    );
    expect(flawWith<u16>(conditions, operand("path-template-rest") + TEMPLATE.COUNT, 0xffff)).toBe(
      Flaw.Instruction,
    );
    expectString(conditions, template + TEMPLATE.SUFFIX, Flaw.Instruction, true);
    expectString(conditions, template + TEMPLATE.SEGMENTS, Flaw.Instruction, true);
  });

  it("has a peer of strings, or none", () => {
    for (let part: u32 = 0; part < PEER.SIZE; part += 4) {
      expectString(conditions, operand("peer-parts") + part, Flaw.Instruction, true);
    }
  });

  it("has an address range of a family, and no more bits than its addresses", () => {
    const v4 = operand("source");
    const v6 = operand("source-v6");
    expect(flawWith<u32>(conditions, v4 + RANGE.FAMILY, 5)).toBe(Flaw.Instruction);
    expect(flawWith<u32>(conditions, v4 + RANGE.LENGTH, 32)).toBe(Flaw.Sound);
    expect(flawWith<u32>(conditions, v4 + RANGE.LENGTH, 33)).toBe(Flaw.Instruction);
    expect(flawWith<u32>(conditions, v6 + RANGE.LENGTH, 128)).toBe(Flaw.Sound);
    expect(flawWith<u32>(conditions, v6 + RANGE.LENGTH, 129)).toBe(Flaw.Instruction);
  });

  it("has numbers of destinations that end within the operands, and not more than there may be", () => {
    const numbers = gateway + load<u32>(destination, INSTRUCTION.OPERAND) + NUMBERS.COUNT;
    const end = gateway + sectionOffset(gateway, HEADER.OPERANDS) + sectionCount(gateway, HEADER.OPERANDS);
    const room = 8 * u32(end - numbers - NUMBERS.WORDS);
    expect(flawWith<u32>(gateway, numbers, room)).toBe(Flaw.Sound);
    expect(flawWith<u32>(gateway, numbers, room + 1)).toBe(Flaw.Instruction);
    expect(flawWith<u32>(gateway, numbers, MAX.DESTINATIONS + 1)).toBe(Flaw.Instruction);
    expect(flawWith<u32>(gateway, numbers, 0xffffffff)).toBe(Flaw.Instruction);
  });

  it("has a set of values that is a list of the image", () => {
    const values = sectionOffset(conditions, HEADER.VALUES);
    const end = values + sectionCount(conditions, HEADER.VALUES) * SIZE.VALUE;
    const list = operand("value-set");
    expect(load<u8>(list, VALUE.TAG)).toBe(u8(TAG.LIST));
    const bad: StaticArray<u32> = [
      0,
      values - SIZE.VALUE,
      values,
      u32(list - conditions) + 8,
      end,
      0xfffffff0,
    ];
    for (let i = 0; i < bad.length; i++) {
      expect(withOperand("value-set", bad[i])).toBe(Flaw.Instruction, `${bad[i]}`);
    }
  });

  it("of a condition has a program that there is", () => {
    const programs = sectionCount(conditions, HEADER.PROGRAMS);
    expect(withOperand("condition", programs - 1)).toBe(Flaw.Sound);
    expect(withOperand("condition", programs)).toBe(Flaw.Instruction);
    expect(withOperand("condition", 0xffffffff)).toBe(Flaw.Instruction);
  });
});
