import { placeSection } from "../testing/forge";
import { Bounds } from "./bounds";
import { areSoundPrograms } from "./check-programs";
import {
  FUNCTION,
  FIELD,
  HEADER,
  INSTRUCTION,
  KEYED,
  MACRO,
  MAX,
  OP,
  PROGRAM,
  SIZE,
  STEP,
  STEP_OP,
} from "./layout";

const VALUES: u32 = 1024;
const STRINGS: u32 = 1088;
const PROGRAMS: u32 = 1152;
const STEPS: u32 = 1280;

/** Two values, two attributes, two regular expressions, an empty string, and the programs. */
const image = memory.data(4096, 16);

placeSection(image, HEADER.VALUES, VALUES, 2);
placeSection(image, HEADER.ATTRIBUTES, 0, 2);
placeSection(image, HEADER.REGEXES, 0, 2);
placeSection(image, HEADER.STRINGS, STRINGS, 2);

let steps: u32 = 0;

/** Adds a step to the program. */
function step(op: u32, operand: u32 = 0, argument: u16 = 0, count: u8 = 0): void {
  const record = image + STEPS + steps * SIZE.STEP;
  store<u8>(record, u8(op), STEP.OP);
  store<u8>(record, count, STEP.COUNT);
  store<u16>(record, argument, STEP.ARGUMENT);
  store<u32>(record, operand, STEP.OPERAND);
  steps++;
}

function constant(): void {
  step(STEP_OP.CONSTANT, VALUES);
}

/** A step and the instruction that stands behind it. */
function methodTest(): void {
  step(STEP_OP.TEST);
  step(OP.METHOD, STRINGS);
}

/** Writes program number `index`. */
function program(index: u32, first: u32, steps: u32, stack: u32): void {
  const record = image + PROGRAMS + index * SIZE.PROGRAM;
  store<u32>(record, first, PROGRAM.STEP);
  store<u16>(record, u16(steps), PROGRAM.STEPS);
  store<u16>(record, u16(stack), PROGRAM.STACK);
}

/** Whether so many programs and steps are sound. */
function areSound(programs: u32, steps: u32): bool {
  placeSection(image, HEADER.PROGRAMS, PROGRAMS, programs);
  placeSection(image, HEADER.STEPS, STEPS, steps);
  return areSoundPrograms(new Bounds(image));
}

/** Whether the steps added since the last question are a sound program. */
function isSound(stack: u32 = 8): bool {
  program(0, 0, steps, stack);
  const sound = areSound(1, steps);
  steps = 0;
  return sound;
}

describe("a program", () => {
  it("leaves one value", () => {
    expect(isSound()).toBe(false);
    constant();
    expect(isSound()).toBe(true);
    constant();
    constant();
    expect(isSound()).toBe(false);
  });

  it("puts no more values on the stack than it says, and than there may be", () => {
    const sizes: StaticArray<u32> = [0, 1, 2, MAX.STACK, MAX.STACK + 1, 0xffff];
    for (let i = 0; i < sizes.length; i++) {
      constant();
      constant();
      step(STEP_OP.LIST, 2);
      expect(isSound(sizes[i])).toBe(sizes[i] >= 2 && sizes[i] <= MAX.STACK, `${sizes[i]}`);
    }
  });

  it("takes no more values than there are", () => {
    const ops: StaticArray<u32> = [STEP_OP.AND, STEP_OP.OR, STEP_OP.LIST, STEP_OP.MAP];
    const operands: StaticArray<u32> = [0, 0, 2, 1];
    for (let i = 0; i < ops.length; i++) {
      constant();
      constant();
      step(ops[i], operands[i]);
      expect(isSound()).toBe(true, `${ops[i]}`);
      constant();
      step(ops[i], operands[i]);
      expect(isSound()).toBe(false, `${ops[i]}`);
    }
    step(STEP_OP.SKIP_TRUE);
    expect(isSound()).toBe(false);
    step(STEP_OP.MAP, 0x80000000);
    expect(isSound()).toBe(false);
  });

  it("refers to values, attributes and regular expressions that there are", () => {
    const offsets: StaticArray<u32> = [0, VALUES - 16, VALUES + 8, VALUES + 32, 0xfffffff0];
    for (let i = 0; i < offsets.length; i++) {
      step(STEP_OP.CONSTANT, offsets[i]);
      expect(isSound()).toBe(false, `${offsets[i]}`);
    }
    step(STEP_OP.ATTRIBUTE, 0, 1);
    expect(isSound()).toBe(true);
    step(STEP_OP.ATTRIBUTE, 0, 2);
    expect(isSound()).toBe(false);
    for (let regex: u32 = 0; regex < 4; regex++) {
      constant();
      step(STEP_OP.MATCHES, regex);
      expect(isSound()).toBe(regex < 2, `${regex}`);
    }
    step(STEP_OP.MATCHES, 0);
    expect(isSound()).toBe(false);
    step(STEP_OP.SEGMENTS, 0xffffffff, 0xffff, 255);
    expect(isSound()).toBe(true);
  });

  it("has steps that mean something", () => {
    step(0);
    expect(isSound()).toBe(false);
    step(255);
    expect(isSound()).toBe(false);
  });

  it("lies behind the one before, and the last ends the steps", () => {
    constant();
    constant();
    steps = 0;
    program(0, 0, 1, 1);
    program(1, 1, 1, 1);
    expect(areSound(2, 2)).toBe(true);
    expect(areSound(1, 2)).toBe(false);
    expect(areSound(2, 1)).toBe(false);
    expect(areSound(0, 1)).toBe(false);
    expect(areSound(0, 0)).toBe(true);
    program(1, 0, 1, 1);
    expect(areSound(2, 2)).toBe(false);
    program(1, 0xffffffff, 1, 1);
    expect(areSound(2, 2)).toBe(false);
  });
});

/** Numbers of functions from the first to the last, and how many values each of them takes. */
const FUNCTIONS: StaticArray<u32>[] = [
  [FUNCTION.NEGATE, FUNCTION.PRESENT, 1],
  [FUNCTION.FIELD, FUNCTION.FIELD + FIELD.MILLISECONDS, 1],
  [FUNCTION.EQUALS, FUNCTION.CONTAINS_CIDR, 2],
  [FUNCTION.FIELD_AT, FUNCTION.FIELD_AT + FIELD.MILLISECONDS, 2],
  [FUNCTION.SPLIT_AT_MOST, FUNCTION.REPLACE, 3],
  [FUNCTION.REPLACE_AT_MOST, FUNCTION.REPLACE_AT_MOST, 4],
];

function arity(number: u32): u32 {
  for (let i = 0; i < FUNCTIONS.length; i++) {
    if (number >= FUNCTIONS[i][0] && number <= FUNCTIONS[i][1]) return FUNCTIONS[i][2];
  }
  return 0;
}

describe("a call", () => {
  it("is of a function that there is, with as many values as it takes", () => {
    for (let number: u32 = 0; number < 300; number++) {
      for (let count: u32 = 1; count <= 5; count++) {
        for (let i: u32 = 0; i < count; i++) constant();
        step(STEP_OP.CALL, 0, u16(number), u8(count));
        expect(isSound()).toBe(count == arity(number), `${number} of ${count}`);
      }
    }
    step(STEP_OP.CALL, 0, u16(FUNCTION.NOT), 0);
    expect(isSound()).toBe(false);
  });
});

describe("a test within a program", () => {
  it("is an instruction, but none that runs a program", () => {
    methodTest();
    expect(isSound()).toBe(true);
    step(STEP_OP.TEST);
    expect(isSound()).toBe(false);
    step(STEP_OP.TEST);
    step(OP.METHOD, STRINGS + 2);
    expect(isSound()).toBe(false);
    step(STEP_OP.TEST);
    step(OP.CONDITION, 0);
    expect(isSound()).toBe(false);
  });

  it("is nothing that a jump leads to", () => {
    const distances: StaticArray<u32> = [3, 1];
    for (let i = 0; i < distances.length; i++) {
      constant();
      step(STEP_OP.SKIP_FALSE, distances[i]);
      methodTest();
      step(STEP_OP.AND);
      expect(isSound()).toBe(i == 0, `${distances[i]}`);
    }
  });
});

/** `a && b`, where a false `a` skips so many steps. */
function isSoundAnd(distance: u32): bool {
  constant();
  step(STEP_OP.SKIP_FALSE, distance);
  constant();
  step(STEP_OP.AND);
  return isSound();
}

/** `a ? b : c`, where a false `a` and a failed one skip so many steps. */
function isSoundBranch(otherwise: u16, failed: u32): bool {
  constant();
  step(STEP_OP.BRANCH, failed, otherwise);
  constant();
  step(STEP_OP.SKIP, 1);
  constant();
  return isSound();
}

describe("a jump", () => {
  it("leads forward, to where as many values are on the stack", () => {
    expect(isSoundAnd(2)).toBe(true);
    expect(isSoundAnd(0)).toBe(true);
    expect(isSoundAnd(1)).toBe(false);
    expect(isSoundAnd(3)).toBe(false);
    expect(isSoundAnd(0xffffffff)).toBe(false);
  });

  it("of a branch leads to the other value, and with an error behind a value", () => {
    for (let otherwise: u16 = 0; otherwise < 5; otherwise++) {
      for (let failed: u32 = 0; failed < 5; failed++) {
        const isValue = failed == 1 || failed == 3;
        expect(isSoundBranch(otherwise, failed)).toBe(otherwise == 2 && isValue, `${otherwise} ${failed}`);
      }
    }
  });

  it("leaves out no step that no other way leads to", () => {
    constant();
    step(STEP_OP.SKIP, 0);
    expect(isSound()).toBe(true);
    constant();
    step(STEP_OP.SKIP, 1);
    step(STEP_OP.SKIP_FALSE, 0);
    expect(isSound()).toBe(false);
  });
});

/** A loop whose body is its item, with these numbers in LOOP and NEXT. */
function isSoundLoop(macro: u8, length: u16, items: u32, nextMacro: u8, back: u16): bool {
  constant();
  step(STEP_OP.LOOP, items, length, macro);
  step(STEP_OP.VARIABLE, 0, 2);
  step(STEP_OP.NEXT, 0, back, nextMacro);
  return isSound();
}

/** So many loops, each in the body of the one before. */
function isSoundNest(loops: u32): bool {
  for (let i: u32 = 0; i < loops; i++) {
    constant();
    step(STEP_OP.LOOP, 1, u16(3 * (loops - i) - 1), u8(MACRO.ALL));
  }
  constant();
  for (let i: u32 = loops; i > 0; i--) step(STEP_OP.NEXT, 0, u16(3 * (loops - i + 1) - 1), u8(MACRO.ALL));
  return isSound(MAX.STACK);
}

describe("a loop", () => {
  it("ends with a NEXT of its macro, which leads back to its body", () => {
    for (let macro: u8 = 0; macro < 32; macro++) {
      const number = macro & ~u8(KEYED);
      const most = macro == number ? u8(MACRO.MAP) : u8(MACRO.TRANSFORM_MAP);
      const isMacro = number >= u8(MACRO.EXISTS) && number <= most;
      expect(isSoundLoop(macro, 2, 10, macro, 2)).toBe(isMacro, `${macro}`);
    }
    const macro = u8(MACRO.EXISTS);
    expect(isSoundLoop(macro, 2, 10, u8(MACRO.ALL), 2)).toBe(false);
    expect(isSoundLoop(macro, 2, 10, macro, 1)).toBe(false);
    expect(isSoundLoop(macro, 1, 10, macro, 1)).toBe(false);
    expect(isSoundLoop(macro, 0, 10, macro, 0)).toBe(false);
    expect(isSoundLoop(macro, 3, 10, macro, 3)).toBe(false);
    expect(isSoundLoop(macro, 0xffff, 10, macro, 0xffff)).toBe(false);
  });

  it("takes a list, and leaves one value", () => {
    step(STEP_OP.LOOP, 10, 2, u8(MACRO.ALL));
    constant();
    step(STEP_OP.NEXT, 0, 2, u8(MACRO.ALL));
    expect(isSound()).toBe(false);
    constant();
    step(STEP_OP.NEXT, 0, 0, u8(MACRO.ALL));
    expect(isSound()).toBe(false);
  });

  it("has a body that leaves one value, and takes none of the loop's", () => {
    constant();
    step(STEP_OP.LOOP, 10, 3, u8(MACRO.ALL));
    constant();
    constant();
    step(STEP_OP.NEXT, 0, 3, u8(MACRO.ALL));
    expect(isSound()).toBe(false);
    constant();
    step(STEP_OP.LOOP, 10, 3, u8(MACRO.ALL));
    step(STEP_OP.CALL, 0, u16(FUNCTION.NOT), 1);
    constant();
    step(STEP_OP.NEXT, 0, 3, u8(MACRO.ALL));
    expect(isSound()).toBe(false);
  });

  it("has variables in its body: the values below", () => {
    for (let variable: u16 = 0; variable < 5; variable++) {
      constant();
      step(STEP_OP.LOOP, 10, 2, u8(MACRO.ALL));
      step(STEP_OP.VARIABLE, 0, variable);
      step(STEP_OP.NEXT, 0, 2, u8(MACRO.ALL));
      expect(isSound()).toBe(variable < 3, `${variable}`);
    }
    constant();
    step(STEP_OP.VARIABLE, 0, 0);
    step(STEP_OP.AND);
    expect(isSound()).toBe(false);
  });

  it("has one more when it is keyed", () => {
    const macro = u8(MACRO.ALL | KEYED);
    for (let variable: u16 = 0; variable < 5; variable++) {
      constant();
      step(STEP_OP.LOOP, 10, 2, macro);
      step(STEP_OP.VARIABLE, 0, variable);
      step(STEP_OP.NEXT, 0, 2, macro);
      expect(isSound()).toBe(variable < 4, `${variable}`);
    }
  });

  it("is not left by a jump, nor entered by one", () => {
    for (let distance: u32 = 0; distance < 4; distance++) {
      constant();
      step(STEP_OP.LOOP, 10, 3, u8(MACRO.ALL));
      constant();
      step(STEP_OP.SKIP_TRUE, distance);
      step(STEP_OP.NEXT, 0, 3, u8(MACRO.ALL));
      expect(isSound()).toBe(distance == 0, `${distance}`);
    }
    for (let distance: u32 = 0; distance < 6; distance++) {
      for (let i = 0; i < 3; i++) constant();
      step(STEP_OP.SKIP_TRUE, distance);
      step(STEP_OP.AND);
      step(STEP_OP.AND);
      step(STEP_OP.LOOP, 10, 2, u8(MACRO.ALL));
      constant(); // as many values are on the stack here
      step(STEP_OP.NEXT, 0, 2, u8(MACRO.ALL));
      expect(isSound()).toBe(distance == 0, `${distance}`);
    }
  });

  it("nests, as deep as there is room for", () => {
    expect(isSoundNest(2)).toBe(true);
    expect(isSoundNest(MAX.LOOPS)).toBe(true);
    expect(isSoundNest(MAX.LOOPS + 1)).toBe(false);
  });

  it("takes no more turns than a request may cost, all loops together", () => {
    const macro = u8(MACRO.ALL);
    expect(isSoundLoop(macro, 2, MAX.TAKEN / 2 - 1, macro, 2)).toBe(true);
    expect(isSoundLoop(macro, 2, MAX.TAKEN / 2, macro, 2)).toBe(false);
    expect(isSoundLoop(macro, 2, 0xffffffff, macro, 2)).toBe(false);
    for (let inner: u32 = 1; inner <= 4; inner++) {
      constant();
      step(STEP_OP.LOOP, MAX.TAKEN / 8, 5, macro);
      constant();
      step(STEP_OP.LOOP, inner, 2, macro);
      constant();
      step(STEP_OP.NEXT, 0, 2, macro);
      step(STEP_OP.NEXT, 0, 5, macro);
      expect(isSound()).toBe(3 + 2 * inner < 8, `${inner}`);
    }
  });
});
