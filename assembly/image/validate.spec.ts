import { codeOf } from "../testing/find";
import { changed, expectString } from "../testing/flaws";
import { copyOf, firstOf, lastOf, withField } from "../testing/forge";
import { AUDITS, CONDITIONS, EFFECTS, LIMITS, MESH, TEMPLATES } from "../testing/images";
import { Flaw } from "./flaw";
import { sectionCount, sectionOffset } from "./image";
import {
  EFFECT,
  FORMAT_VERSION,
  HEADER,
  INSTRUCTION,
  MAX,
  PEER,
  RANGE,
  RULE,
  SIZE,
  TEMPLATE,
} from "./layout";
import { validate } from "./validate";

const conditions = changetype<usize>(CONDITIONS);

/** Address of the first instruction of a rule. */
function code(rule: string): usize {
  return codeOf(conditions, rule);
}

/** Address of the record that the first instruction of a rule refers to. */
function operand(rule: string): usize {
  return conditions + load<u32>(code(rule), INSTRUCTION.OPERAND);
}

describe("an image", () => {
  it("is sound as the compiler makes it", () => {
    const images: StaticArray<u8>[] = [AUDITS, CONDITIONS, EFFECTS, LIMITS, MESH, TEMPLATES];
    for (let i = 0; i < images.length; i++) {
      expect(validate(changetype<usize>(images[i]), images[i].length)).toBe(Flaw.Sound, `${i}`);
    }
  });

  it("is as long as it says", () => {
    const size: u32 = CONDITIONS.length;
    expect(validate(conditions, 0)).toBe(Flaw.Truncated);
    expect(validate(conditions, HEADER.SIZE_BYTES - 1)).toBe(Flaw.Truncated);
    expect(validate(conditions, size - 1)).toBe(Flaw.Truncated);
    expect(validate(conditions, size + 1)).toBe(Flaw.Truncated);
  });

  it("begins as an image of this format", () => {
    expect(changed<u8>(conditions, conditions + HEADER.MAGIC, 0)).toBe(Flaw.NotAnImage);
    expect(changed<u16>(conditions, conditions + HEADER.FORMAT, u16(FORMAT_VERSION) + 1)).toBe(Flaw.Format);
    expect(changed<u16>(conditions, conditions + HEADER.SIZE_OF_HEADER, 0)).toBe(Flaw.Format);
  });

  it("has the checksum of its bytes", () => {
    const forged = copyOf(conditions);
    for (let at: u32 = HEADER.CHECKSUM; at < u32(CONDITIONS.length); at++) {
      store<u8>(forged + at, load<u8>(forged + at) ^ 1);
      expect(validate(forged, CONDITIONS.length)).toBe(Flaw.Checksum, `${at}`);
      store<u8>(forged + at, load<u8>(forged + at) ^ 1);
    }
  });

  it("has a version that is a string", () => {
    expectString(conditions, conditions + HEADER.VERSION, Flaw.String);
  });
});

describe("a string", () => {
  it("begins at an even offset", () => {
    const version = load<u32>(conditions, HEADER.VERSION);
    const zeros = withField<u64>(conditions, conditions + version + 2, 0);
    expect(changed<u32>(zeros, zeros + HEADER.VERSION, version + 4)).toBe(Flaw.Sound);
    expect(changed<u32>(zeros, zeros + HEADER.VERSION, version + 3)).toBe(Flaw.String);
  });

  it("does not run over the end of the strings", () => {
    const strings = firstOf(conditions, HEADER.STRINGS);
    const version = conditions + load<u32>(conditions, HEADER.VERSION);
    const room = u16(strings + sectionCount(conditions, HEADER.STRINGS) - version - 2);
    expect(changed<u16>(conditions, version, room + 1)).toBe(Flaw.String);
    expect(changed<u16>(conditions, version, 0xffff)).toBe(Flaw.String);
  });
});

const SECTIONS: StaticArray<u32> = [
  HEADER.LIMITS,
  HEADER.HEADER_NAMES,
  HEADER.RULES,
  HEADER.CODE,
  HEADER.SELECTORS,
  HEADER.DENY_SHAPES,
  HEADER.ALLOW_SHAPES,
  HEADER.AUDIT_SHAPES,
  HEADER.SLOTS,
  HEADER.CANDIDATES,
  HEADER.STRINGS,
  HEADER.OPERANDS,
];

describe("a section", () => {
  it("lies behind the header and within the image, aligned", () => {
    const size: u32 = CONDITIONS.length;
    for (let i = 0; i < SECTIONS.length; i++) {
      const field = conditions + SECTIONS[i];
      const offset = load<u32>(field);
      const bad: StaticArray<u32> = [0, HEADER.SIZE_BYTES - 8, offset + 1, size + 8, 0xfffffff8];
      for (let j = 0; j < bad.length; j++) {
        expect(changed<u32>(conditions, field, bad[j])).toBe(Flaw.Section, `${bad[j]} at ${SECTIONS[i]}`);
      }
      expect(changed<u32>(conditions, field + 4, size)).toBe(Flaw.Section, `count at ${SECTIONS[i]}`);
      expect(changed<u32>(conditions, field + 4, 0xffffffff)).toBe(Flaw.Section, `count at ${SECTIONS[i]}`);
    }
  });
});

describe("the table of header names", () => {
  it("has a power of two of slots", () => {
    expect(changed<u32>(conditions, conditions + HEADER.HEADER_NAMES + 4, 3)).toBe(Flaw.HeaderNames);
  });

  it("holds strings, and has an empty slot", () => {
    const table = firstOf(conditions, HEADER.HEADER_NAMES);
    const first = load<u32>(table) == 0 ? table + SIZE.HEADER_NAME : table;
    const empty = load<u32>(table) == 0 ? table : table + SIZE.HEADER_NAME;
    expect(changed<u32>(conditions, empty, load<u32>(first))).toBe(Flaw.HeaderNames);
    expectString(conditions, first, Flaw.HeaderNames, true);
  });

  it("lets no name lead there when it is empty", () => {
    const mesh = changetype<usize>(MESH);
    expect(changed<u64>(mesh, mesh + HEADER.NAME_LENGTHS, 1)).toBe(Flaw.HeaderNames);
  });
});

describe("a rule", () => {
  it("has names", () => {
    const rule = firstOf(conditions, HEADER.RULES);
    expectString(conditions, rule + RULE.POLICY, Flaw.Rule);
    expectString(conditions, rule + RULE.NAME, Flaw.Rule);
  });

  it("has its instructions within the code, and an effect", () => {
    const rule = lastOf(conditions, HEADER.RULES, SIZE.RULE);
    const instructions = sectionCount(conditions, HEADER.CODE);
    expect(changed<u32>(conditions, rule + RULE.CODE, instructions + 1)).toBe(Flaw.Rule);
    expect(changed<u32>(conditions, rule + RULE.CODE, 0xffffffff)).toBe(Flaw.Rule);
    expect(changed<u16>(conditions, rule + RULE.CODE_COUNT, 0xffff)).toBe(Flaw.Rule);
    expect(changed<u8>(conditions, rule + RULE.EFFECT, u8(EFFECT.AUDIT) + 1)).toBe(Flaw.Rule);
  });

  it("closes its last clause", () => {
    expect(changed<u8>(conditions, code("method") + INSTRUCTION.FLAGS, 0)).toBe(Flaw.Rule);
  });
});

describe("an instruction", () => {
  it("has a meaning", () => {
    expect(changed<u8>(conditions, code("method") + INSTRUCTION.OP, 0)).toBe(Flaw.Instruction);
    expect(changed<u8>(conditions, code("method") + INSTRUCTION.OP, 255)).toBe(Flaw.Instruction);
  });

  it("that compares has a string", () => {
    const rules = ["method", "host", "host-suffix", "path-prefix", "path-suffix", "header", "header-prefix"];
    for (let i = 0; i < rules.length; i++) {
      expectString(conditions, code(rules[i]) + INSTRUCTION.OPERAND, Flaw.Instruction);
    }
    const others = ["header-suffix", "peer-id", "peer-id-prefix"];
    for (let i = 0; i < others.length; i++) {
      expectString(conditions, code(others[i]) + INSTRUCTION.OPERAND, Flaw.Instruction);
    }
  });

  it("of a header has one that the image knows", () => {
    const rules = ["header", "header-prefix", "header-suffix", "header-present", "header-absent"];
    const names = u16(sectionCount(conditions, HEADER.HEADER_NAMES));
    for (let i = 0; i < rules.length; i++) {
      const header = code(rules[i]) + INSTRUCTION.HEADER;
      expect(changed<u16>(conditions, header, names)).toBe(Flaw.Instruction, rules[i]);
    }
  });

  it("has its record within the operands, aligned", () => {
    const rules = ["path-template", "peer-parts", "source"];
    const operands = sectionOffset(conditions, HEADER.OPERANDS);
    const end = operands + sectionCount(conditions, HEADER.OPERANDS);
    const bad: StaticArray<u32> = [0, operands - 4, operands + 2, end - 4, end, 0xfffffffc];
    for (let i = 0; i < rules.length; i++) {
      for (let j = 0; j < bad.length; j++) {
        const flaw = changed<u32>(conditions, code(rules[i]) + INSTRUCTION.OPERAND, bad[j]);
        expect(flaw).toBe(Flaw.Instruction, `${rules[i]} at ${bad[j]}`);
      }
    }
  });

  it("has a template of strings and wildcards, no longer than paths are split", () => {
    const template = operand("path-template");
    expect(changed<u16>(conditions, template + TEMPLATE.COUNT, u16(MAX.SEGMENTS) + 1)).toBe(Flaw.Instruction);
    expect(changed<u16>(conditions, operand("path-template-rest") + TEMPLATE.COUNT, 0xffff)).toBe(
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
    expect(changed<u32>(conditions, v4 + RANGE.FAMILY, 5)).toBe(Flaw.Instruction);
    expect(changed<u32>(conditions, v4 + RANGE.LENGTH, 32)).toBe(Flaw.Sound);
    expect(changed<u32>(conditions, v4 + RANGE.LENGTH, 33)).toBe(Flaw.Instruction);
    expect(changed<u32>(conditions, v6 + RANGE.LENGTH, 128)).toBe(Flaw.Sound);
    expect(changed<u32>(conditions, v6 + RANGE.LENGTH, 129)).toBe(Flaw.Instruction);
  });
});
