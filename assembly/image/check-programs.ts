import { Bounds } from "./bounds";
import { isInstruction } from "./check-instruction";
import { sectionCount, sectionOffset } from "./image";
import {
  FIELD,
  FUNCTION,
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

/** No jump leads here. */
const NO_DEPTH: u16 = 0xffff;

const MAX_STEPS: i32 = 0xffff;

/** A loop that is open: where its NEXT is, and what was so before it. */
const LOOP_END: usize = 0;
const LOOP_FLOOR: usize = 4;
const LOOP_TURNS: usize = 8;
const LOOP_SIZE: i32 = 16;

/**
 * Whether every program runs to its end on every request, in bounded time: each step finds its values on the
 * stack, whichever way led there; jumps lead forward, but for those that close a loop; loops nest, and all
 * their turns together are not too many. The machine checks none of that again.
 */
export function areSoundPrograms(bounds: Bounds): bool {
  const count = sectionCount(bounds.image, HEADER.PROGRAMS);
  if (count == 0) return sectionCount(bounds.image, HEADER.STEPS) == 0;
  const checker = new ProgramChecker(bounds);
  const sound = checker.checkAll(count);
  checker.dispose();
  return sound;
}


@final
class ProgramChecker {
  private steps: usize = 0;
  private count: i32 = 0;
  /** Values on the stack, and how many of them the innermost loop needs. */
  private depth: i32 = 0;
  private floor: i32 = 0;
  private most: i32 = 0;
  private loops: i32 = 0;
  /** How often the current step is taken, and all steps up to it. */
  private turns: u64 = 1;
  private taken: u64 = 0;
  private isReached: bool = true;
  /** For each step, how many values a jump to it leaves on the stack. */
  private depths: usize = heap.alloc(2 * (MAX_STEPS + 1));
  private stack: usize = heap.alloc(LOOP_SIZE * MAX.LOOPS);

  constructor(private bounds: Bounds) {}

  dispose(): void {
    heap.free(this.depths);
    heap.free(this.stack);
  }

  /** The programs lie one behind the other. */
  checkAll(count: u32): bool {
    const image = this.bounds.image;
    const all = sectionCount(image, HEADER.STEPS);
    let program = image + sectionOffset(image, HEADER.PROGRAMS);
    let next: u32 = 0;
    for (let i: u32 = 0; i < count; i++, program += SIZE.PROGRAM) {
      const steps = u32(load<u16>(program, PROGRAM.STEPS));
      if (load<u32>(program, PROGRAM.STEP) != next || steps > all - next) return false;
      this.steps = image + sectionOffset(image, HEADER.STEPS) + next * SIZE.STEP;
      this.count = steps;
      this.most = load<u16>(program, PROGRAM.STACK);
      if (!this.check()) return false;
      next += steps;
    }
    return next == all;
  }

  private check(): bool {
    if (this.most > i32(MAX.STACK)) return false;
    memory.fill(this.depths, 0xff, 2 * (this.count + 1));
    this.depth = 0;
    this.floor = 0;
    this.loops = 0;
    this.turns = 1;
    this.taken = 0;
    this.isReached = true;
    let at = 0;
    while (at < this.count) {
      if (!this.arrive(at)) return false;
      this.taken += this.turns;
      if (this.taken > MAX.TAKEN) return false;
      if (!this.checkStep(at)) return false;
      at += this.op(at) == STEP_OP.TEST ? 2 : 1;
    }
    return this.arrive(this.count) && this.depth == 1 && this.loops == 0;
  }

  /** Takes the depth that jumps and the step before agree on. */
  private arrive(at: i32): bool {
    const expected = load<u16>(this.depths + 2 * at);
    if (expected == NO_DEPTH) return this.isReached;
    if (this.isReached && this.depth != i32(expected)) return false;
    this.depth = expected;
    this.isReached = true;
    return true;
  }


  @inline
  private step(at: i32): usize {
    return this.steps + at * SIZE.STEP;
  }


  @inline
  private op(at: i32): u32 {
    return load<u8>(this.step(at), STEP.OP);
  }

  private checkStep(at: i32): bool {
    const step = this.step(at);
    const count = u32(load<u8>(step, STEP.COUNT));
    const argument = u32(load<u16>(step, STEP.ARGUMENT));
    const operand = load<u32>(step, STEP.OPERAND);
    switch (this.op(at)) {
      case STEP_OP.CONSTANT:
        return this.bounds.areValues(operand, 1) && this.push(1);
      case STEP_OP.ATTRIBUTE:
        return argument < this.bounds.attributes && this.push(1);
      case STEP_OP.VARIABLE:
        return argument < u32(this.floor) && this.push(1);
      case STEP_OP.SEGMENTS:
        return this.push(1);
      case STEP_OP.TEST:
        return this.isTest(at + 1) && this.push(1);
      case STEP_OP.CALL:
        return isFunction(argument) && count == arity(argument) && this.pop(count) && this.push(1);
      case STEP_OP.SKIP_FALSE:
      case STEP_OP.SKIP_TRUE:
        return this.pop(1) && this.push(1) && this.jump(at, operand);
      case STEP_OP.AND:
      case STEP_OP.OR:
        return this.pop(2) && this.push(1) && this.jump(at, operand);
      case STEP_OP.BRANCH:
        return this.isBranch(at, argument, operand);
      case STEP_OP.SKIP:
        this.isReached = false;
        return this.jump(at, operand);
      case STEP_OP.LIST:
        return this.pop(operand) && this.push(1);
      case STEP_OP.MAP:
        return operand <= MAX.STACK && this.pop(2 * operand) && this.push(1);
      case STEP_OP.LOOP:
        return this.openLoop(at, argument, operand);
      case STEP_OP.NEXT:
        return this.closeLoop(at);
      case STEP_OP.MATCHES:
        return operand < this.bounds.regexes && this.pop(1) && this.push(1);
      default:
        return false;
    }
  }

  private push(count: u32): bool {
    this.depth += count;
    return this.depth <= this.most;
  }

  private pop(count: u32): bool {
    if (count > u32(this.depth - this.floor)) return false;
    this.depth -= count;
    return true;
  }

  /** A jump with the values as they are now; it stays within its loop. */
  private jump(at: i32, distance: u32): bool {
    const last = this.loops == 0 ? this.count : load<i32>(this.loop(), LOOP_END);
    if (distance >= u32(last - at)) return false;
    const target = this.depths + 2 * (at + 1 + distance);
    const expected = load<u16>(target);
    store<u16>(target, u16(this.depth));
    return expected == NO_DEPTH || i32(expected) == this.depth;
  }

  /** The test of an attribute, where no jump leads. */
  private isTest(at: i32): bool {
    if (at >= this.count || load<u16>(this.depths + 2 * at) != NO_DEPTH) return false;
    const instruction = this.step(at);
    const op = load<u8>(instruction, INSTRUCTION.OP);
    // A condition would need a stack of its own; a set begins an evaluation of its own.
    return op != OP.CONDITION && op != OP.VALUE_SET && isInstruction(instruction, this.bounds, 0);
  }

  private isBranch(at: i32, otherwise: u32, failed: u32): bool {
    if (!this.pop(1) || !this.jump(at, otherwise) || !this.push(1) || !this.jump(at, failed)) return false;
    return this.pop(1);
  }


  @inline
  private loop(): usize {
    return this.stack + (this.loops - 1) * LOOP_SIZE;
  }

  /** A loop ends within the one around it, with a NEXT of its own, and no jump leads into it. */
  private openLoop(at: i32, length: u32, items: u32): bool {
    const end = at + i32(length);
    const macro = load<u8>(this.step(at), STEP.COUNT);
    if (length == 0 || end >= this.count || !isMacro(macro)) return false;
    const next = this.step(end);
    if (this.op(end) != STEP_OP.NEXT || load<u8>(next, STEP.COUNT) != macro) return false;
    if (load<u16>(next, STEP.ARGUMENT) != length) return false;
    for (let i = at + 1; i <= end; i++) if (load<u16>(this.depths + 2 * i) != NO_DEPTH) return false;
    if (!this.pop(1) || !this.push(1) || !this.jump(at, length)) return false;
    if (this.loops == i32(MAX.LOOPS)) return false;
    this.loops++;
    const loop = this.loop();
    store<i32>(loop, end, LOOP_END);
    store<i32>(loop, this.floor, LOOP_FLOOR);
    store<u64>(loop, this.turns, LOOP_TURNS);
    this.turns = min(this.turns * items, u64(MAX.TAKEN) + 1);
    if (!this.push(macro >= KEYED ? 3 : 2)) return false;
    this.floor = this.depth;
    return true;
  }

  private closeLoop(at: i32): bool {
    if (this.loops == 0) return false;
    const loop = this.loop();
    if (load<i32>(loop, LOOP_END) != at || this.depth != this.floor + 1) return false;
    this.depth = this.floor - (load<u8>(this.step(at), STEP.COUNT) >= KEYED ? 3 : 2);
    this.floor = load<i32>(loop, LOOP_FLOOR);
    this.turns = load<u64>(loop, LOOP_TURNS);
    this.loops--;
    return true;
  }
}

function isMacro(number: u32): bool {
  return (
    isBetween(number, MACRO.EXISTS, MACRO.MAP) || isBetween(number - KEYED, MACRO.EXISTS, MACRO.TRANSFORM_MAP)
  );
}

/** How many values a function takes, by its number. */
function arity(number: u32): u32 {
  return number < FUNCTION.EQUALS
    ? 1
    : number < FUNCTION.SPLIT_AT_MOST
      ? 2
      : number < FUNCTION.REPLACE_AT_MOST
        ? 3
        : 4;
}

function isFunction(number: u32): bool {
  return (
    isBetween(number, FUNCTION.NEGATE, FUNCTION.PRESENT) ||
    isBetween(number, FUNCTION.FIELD, FUNCTION.FIELD + FIELD.MILLISECONDS) ||
    isBetween(number, FUNCTION.EQUALS, FUNCTION.CONTAINS_CIDR) ||
    isBetween(number, FUNCTION.FIELD_AT, FUNCTION.FIELD_AT + FIELD.MILLISECONDS) ||
    isBetween(number, FUNCTION.SPLIT_AT_MOST, FUNCTION.REPLACE) ||
    number == FUNCTION.REPLACE_AT_MOST
  );
}


@inline
function isBetween(number: u32, first: u32, last: u32): bool {
  return number >= first && number <= last;
}
