import { codeOf } from "../testing/find";
import { copyOf, expectOperand, expectString, firstOf, flawWith, lastOf } from "../testing/forge";
import {
  AUDITS,
  CASES,
  CONDITIONS,
  EFFECTS,
  GATEWAY,
  LIMITS,
  MESH,
  SHADOW,
  SHADOW_DEFAULT,
  TEMPLATES,
} from "../testing/images";
import { Flaw, describe as inWords } from "./flaw";
import { sectionCount, sectionOffset } from "./image";
import {
  ATTRIBUTE,
  ATTRIBUTE_NUMBER,
  CASE,
  DESTINATION,
  EFFECT,
  FORMAT_VERSION,
  HEADER,
  INSTRUCTION,
  LIMIT,
  MAX,
  NONE,
  PROGRAM,
  REGEX,
  RULE,
  SELECTOR,
  SHAPE,
  SIZE,
  SLOT,
  VALUE,
} from "./layout";
import { validate } from "./validate";

const cases = changetype<usize>(CASES);
const gateway = changetype<usize>(GATEWAY);
const conditions = changetype<usize>(CONDITIONS);
const limits = changetype<usize>(LIMITS);

/** Each flaw that some case met, as a bit. */
let met: u32 = 0;

function note(flaw: Flaw): Flaw {
  met |= 1 << flaw;
  return flaw;
}

/** What is found in an image when the field at this address has another value, and the checksum is right. */
function changed<T>(image: usize, field: usize, value: T): Flaw {
  return note(flawWith<T>(image, field, value));
}

/** Address of the first instruction of a rule. */
function code(rule: string): usize {
  return codeOf(conditions, rule);
}

describe("an image", () => {
  it("is sound as the compiler makes it", () => {
    const images: StaticArray<u8>[] = [
      AUDITS,
      CASES,
      CONDITIONS,
      EFFECTS,
      GATEWAY,
      LIMITS,
      MESH,
      SHADOW,
      SHADOW_DEFAULT,
      TEMPLATES,
    ];
    for (let i = 0; i < images.length; i++) {
      expect(note(validate(changetype<usize>(images[i]), images[i].length))).toBe(Flaw.Sound, `${i}`);
    }
  });

  it("is as long as it says", () => {
    const size: u32 = CONDITIONS.length;
    expect(note(validate(conditions, 0))).toBe(Flaw.Truncated);
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
      expect(note(validate(forged, CONDITIONS.length))).toBe(Flaw.Checksum, `${at}`);
      store<u8>(forged + at, load<u8>(forged + at) ^ 1);
    }
  });

  it("has a version that is a string", () => {
    expectString(conditions, conditions + HEADER.VERSION, Flaw.String);
  });
});

describe("a string", () => {
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
  HEADER.DESTINATIONS,
  HEADER.SHAPES + 8 * EFFECT.DENY,
  HEADER.SHAPES + 8 * EFFECT.ALLOW,
  HEADER.SHAPES + 8 * EFFECT.AUDIT,
  HEADER.SHAPES + 8 * EFFECT.SHADOW_DENY,
  HEADER.SHAPES + 8 * EFFECT.SHADOW_ALLOW,
  HEADER.SHAPES + 8 * EFFECT.WAY,
  HEADER.SHAPES + 8 * EFFECT.AHEAD_DENY,
  HEADER.SHAPES + 8 * EFFECT.AHEAD_ALLOW,
  HEADER.SHAPES + 8 * EFFECT.USER_ALLOW,
  HEADER.SLOTS,
  HEADER.CANDIDATES,
  HEADER.PROGRAMS,
  HEADER.STEPS,
  HEADER.REGEXES,
  HEADER.VALUES,
  HEADER.ATTRIBUTES,
  HEADER.QUERY_NAMES,
  HEADER.CASES,
  HEADER.PLACES,
  HEADER.ISSUERS,
  HEADER.TEXTS,
  HEADER.CLAIM_HEADERS,
  HEADER.RINGS,
  HEADER.API_KEYS,
  HEADER.TRANSACTION_TOKENS,
  HEADER.TRUST_DOMAINS,
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

const NAMES: StaticArray<u32> = [HEADER.HEADER_NAMES, HEADER.QUERY_NAMES];

describe("a table of names", () => {
  it("has a power of two of slots", () => {
    for (let i = 0; i < NAMES.length; i++) {
      expect(changed<u32>(conditions, conditions + NAMES[i] + 4, 3)).toBe(Flaw.Names, `${NAMES[i]}`);
    }
  });

  it("holds strings, and has an empty slot", () => {
    for (let i = 0; i < NAMES.length; i++) {
      const table = firstOf(conditions, NAMES[i]);
      const first = load<u32>(table) == 0 ? table + SIZE.NAME : table;
      const empty = load<u32>(table) == 0 ? table : table + SIZE.NAME;
      expect(changed<u32>(conditions, empty, load<u32>(first))).toBe(Flaw.Names, `${NAMES[i]}`);
      expectString(conditions, first, Flaw.Names, true);
    }
  });

  it("lets no name lead there when it is empty", () => {
    const mesh = changetype<usize>(MESH);
    expect(changed<u64>(mesh, mesh + HEADER.NAME_LENGTHS, 1)).toBe(Flaw.Names);
    expect(changed<u64>(mesh, mesh + HEADER.QUERY_LENGTHS, 1)).toBe(Flaw.Names);
  });
});

describe("what it says of users", () => {
  it("is checked (see check-identity.spec.ts)", () => {
    const mesh = changetype<usize>(MESH);
    expect(changed<u32>(mesh, mesh + HEADER.MESH, 0)).toBe(Flaw.Identity);
  });
});

describe("an attribute", () => {
  it("has a name and a meaning", () => {
    const attribute = firstOf(conditions, HEADER.ATTRIBUTES);
    const last = u16(ATTRIBUTE_NUMBER.USER_CLAIMS);
    expectString(conditions, attribute + ATTRIBUTE.NAME, Flaw.Attribute);
    expect(changed<u16>(conditions, attribute + ATTRIBUTE.NUMBER, 0)).toBe(Flaw.Attribute);
    expect(changed<u16>(conditions, attribute + ATTRIBUTE.NUMBER, last)).toBe(Flaw.Sound);
    expect(changed<u16>(conditions, attribute + ATTRIBUTE.NUMBER, last + 1)).toBe(Flaw.Attribute);
  });

  it("of a header or parameter has one that the image knows", () => {
    expectKey(ATTRIBUTE_NUMBER.HEADER, HEADER.HEADER_NAMES);
    expectKey(ATTRIBUTE_NUMBER.HEADER_VALUES, HEADER.HEADER_NAMES);
    expectKey(ATTRIBUTE_NUMBER.SIZE, HEADER.HEADER_NAMES);
    expectKey(ATTRIBUTE_NUMBER.QUERY, HEADER.QUERY_NAMES);
    expectKey(ATTRIBUTE_NUMBER.QUERY_VALUES, HEADER.QUERY_NAMES);
  });
});

/** That an attribute of a number has a key below the count of a section. */
function expectKey(number: u32, section: u32): void {
  const attribute = firstOf(conditions, HEADER.ATTRIBUTES) + ATTRIBUTE.NUMBER;
  const keys = sectionCount(conditions, section);
  expect(changed<u32>(conditions, attribute, number | ((keys - 1) << 16))).toBe(Flaw.Sound, `${number}`);
  expect(changed<u32>(conditions, attribute, number | (keys << 16))).toBe(Flaw.Attribute, `${number}`);
  expect(changed<u32>(conditions, attribute, number | (0xffff << 16))).toBe(Flaw.Attribute, `${number}`);
}

describe("a regular expression", () => {
  it("lies within the operands, behind the one before", () => {
    const first = firstOf(conditions, HEADER.REGEXES);
    const second = first + SIZE.REGEX;
    expectOperand(conditions, second, REGEX.ROWS, Flaw.Program);
    expect(changed<u32>(conditions, second, load<u32>(first))).toBe(Flaw.Program);
    expect(changed<u32>(conditions, first, load<u32>(second))).toBe(Flaw.Program);
  });

  it("is one", () => {
    const regex = conditions + load<u32>(firstOf(conditions, HEADER.REGEXES));
    expect(changed<u16>(conditions, regex + REGEX.CLASS_COUNT, 0)).toBe(Flaw.Program);
  });
});

describe("a destination", () => {
  it("has a workload", () => {
    const destination = lastOf(gateway, HEADER.DESTINATIONS, SIZE.DESTINATION);
    expectString(gateway, destination + DESTINATION.WORKLOAD, Flaw.Destination);
    expect(changed<u32>(gateway, destination + DESTINATION.WORKLOAD, 0)).toBe(Flaw.Destination);
  });
});

describe("a test case", () => {
  it("has a name, and names a rule, none, or any", () => {
    const record = firstOf(cases, HEADER.CASES);
    expectString(cases, record + CASE.NAME, Flaw.Case);
    expectString(cases, record + CASE.POLICY, Flaw.Case, true);
    expectString(cases, record + CASE.RULE, Flaw.Case, true);
    expect(changed<u32>(cases, record + CASE.POLICY, NONE)).toBe(Flaw.Sound);
    expect(changed<u32>(cases, record + CASE.RULE, NONE)).toBe(Flaw.Case);
  });

  it("has headers and properties within the operands", () => {
    const record = lastOf(cases, HEADER.CASES, SIZE.CASE);
    const size = sectionCount(cases, HEADER.OPERANDS);
    expectOperand(cases, record + CASE.HEADERS, load<u32>(record, CASE.HEADERS_SIZE), Flaw.Case);
    expectOperand(cases, record + CASE.PROPERTIES, load<u32>(record, CASE.PROPERTIES_SIZE), Flaw.Case);
    expect(changed<u32>(cases, record + CASE.HEADERS_SIZE, size + 1)).toBe(Flaw.Case);
    expect(changed<u32>(cases, record + CASE.PROPERTIES_SIZE, 0xffffffff)).toBe(Flaw.Case);
  });
});

describe("a rule", () => {
  it("has names", () => {
    const rule = firstOf(conditions, HEADER.RULES);
    expectString(conditions, rule + RULE.POLICY, Flaw.Rule);
    expectString(conditions, rule + RULE.NAME, Flaw.Rule);
  });

  it("that is a way has a destination instead", () => {
    const destinations = sectionCount(gateway, HEADER.DESTINATIONS);
    let way = firstOf(gateway, HEADER.RULES);
    while (load<u8>(way, RULE.EFFECT) != EFFECT.WAY) way += SIZE.RULE;
    expect(changed<u32>(gateway, way + RULE.NAME, destinations - 1)).toBe(Flaw.Sound);
    expect(changed<u32>(gateway, way + RULE.NAME, destinations)).toBe(Flaw.Rule);
    expect(changed<u8>(gateway, way + RULE.EFFECT, u8(EFFECT.AHEAD_ALLOW))).toBe(Flaw.Rule);
  });

  it("is among those looked at for the nearest miss, or behind them", () => {
    const rules = sectionCount(conditions, HEADER.RULES);
    expect(changed<u32>(conditions, conditions + HEADER.NEAREST_RULES, rules)).toBe(Flaw.Sound);
    expect(changed<u32>(conditions, conditions + HEADER.NEAREST_RULES, rules + 1)).toBe(Flaw.Rule);
  });

  it("has its instructions within the code, and an effect", () => {
    const rule = lastOf(conditions, HEADER.RULES, SIZE.RULE);
    const instructions = sectionCount(conditions, HEADER.CODE);
    expect(changed<u32>(conditions, rule + RULE.CODE, instructions + 1)).toBe(Flaw.Rule);
    expect(changed<u32>(conditions, rule + RULE.CODE, 0xffffffff)).toBe(Flaw.Rule);
    expect(changed<u16>(conditions, rule + RULE.CODE_COUNT, 0xffff)).toBe(Flaw.Rule);
    expect(changed<u8>(conditions, rule + RULE.EFFECT, u8(EFFECT.CALLERS) + 1)).toBe(Flaw.Rule);
  });

  it("closes its last clause", () => {
    expect(changed<u8>(conditions, code("method") + INSTRUCTION.FLAGS, 0)).toBe(Flaw.Rule);
  });
});

describe("a trust domain", () => {
  it("has a name", () => {
    expectString(cases, firstOf(cases, HEADER.TRUST_DOMAINS), Flaw.TrustDomain);
    expectString(cases, lastOf(cases, HEADER.TRUST_DOMAINS, SIZE.NAME), Flaw.TrustDomain);
    expect(changed<u32>(cases, firstOf(cases, HEADER.TRUST_DOMAINS), 0)).toBe(Flaw.TrustDomain);
  });
});

// What else may be wrong with them: check-values, check-programs, check-instruction, check-limits and validate-index.spec.ts.
describe("each part of it", () => {
  it("is checked", () => {
    expect(changed<u8>(conditions, firstOf(conditions, HEADER.VALUES) + VALUE.TAG, 255)).toBe(Flaw.Value);
    expect(changed<u16>(conditions, firstOf(conditions, HEADER.PROGRAMS) + PROGRAM.STACK, 0)).toBe(
      Flaw.Program,
    );
    expect(changed<u8>(conditions, code("method") + INSTRUCTION.OP, 0)).toBe(Flaw.Instruction);
    expect(changed<u8>(conditions, firstOf(conditions, HEADER.SELECTORS) + SELECTOR.KIND, 0)).toBe(
      Flaw.Selector,
    );
    expect(changed<u32>(conditions, firstOf(conditions, HEADER.SHAPES) + SHAPE.SLOTS, 0)).toBe(Flaw.Shape);
    expect(changed<u8>(limits, firstOf(limits, HEADER.LIMITS) + LIMIT.KIND, 0)).toBe(Flaw.Limit);
    expect(changed<u32>(conditions, firstOf(conditions, HEADER.SLOTS) + SLOT.CANDIDATE, 0x7fffffff)).toBe(
      Flaw.Slot,
    );
  });
});

// Last: what the cases above met.
describe("every flaw", () => {
  it("is met by a case, and has words of its own", () => {
    let flaw = Flaw.Sound;
    while (inWords(flaw + 1) != inWords(Flaw.Sound)) {
      flaw++;
      expect((met >> flaw) & 1).toBe(1, inWords(flaw));
    }
    expect(flaw).toBe(Flaw.String);
  });
});
