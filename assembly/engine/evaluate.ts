import { sectionCount, sectionOffset, ruleAddress, ruleCode } from "../image/image";
import {
  EFFECT,
  HEADER,
  INSTRUCTION,
  LAST_CANDIDATE,
  NONE,
  RULE,
  SHAPE,
  SIZE,
  SLOT,
  TEST,
} from "../image/layout";
import { mix32 } from "../bytes/hash";
import { Facts } from "./facts";
import { Selectors } from "./selectors";
import { Tests } from "./tests";
import { Truth } from "./truth";

/** No rule. */
export const NO_RULE: u32 = NONE;

/** Audit rules remembered for one request; any more only set `auditsCut`. */
const MAX_AUDITS: i32 = 16;

/**
 * Finds the rules that match a request. The cost is set by the number of shapes, not of rules: each shape
 * takes one look-up, and only what it finds is tested.
 */
@final
export class Evaluator {
  /** The instruction that left the last matching rule undecided; 0 when all was decided. */
  doubt: usize = 0;
  /** The audit rules that matched, ascending within a shape. */
  audits: StaticArray<u32> = new StaticArray<u32>(MAX_AUDITS);
  auditCount: i32 = 0;
  auditsCut: bool = false;
  tests: Tests;
  private selectors: Selectors;

  constructor(private image: usize) {
    this.selectors = new Selectors(image);
    this.tests = new Tests(image);
  }

  /** Forgets the request before. */
  clear(): void {
    this.selectors.clear();
    this.tests.clear();
    this.doubt = 0;
    this.auditCount = 0;
    this.auditsCut = false;
  }

  /** Notes all audit rules that match. */
  audit(facts: Facts): void {
    const image = this.image;
    const end = this.shapesEnd(EFFECT.AUDIT);
    for (let shape = this.shapes(EFFECT.AUDIT); shape < end; shape += SIZE.SHAPE) {
      let candidate = this.candidates(shape, facts);
      if (candidate == 0) continue;
      let word: u32;
      do {
        word = load<u32>(candidate);
        const rule = word & ~LAST_CANDIDATE;
        if (this.matches(rule, EFFECT.AUDIT, facts)) this.note(rule);
        candidate += SIZE.CANDIDATE;
      } while ((word & LAST_CANDIDATE) == 0);
    }
  }

  /** The lowest rule of an effect that matches, or `NO_RULE`. */
  lowest(effect: u32, facts: Facts): u32 {
    const image = this.image;
    const end = this.shapesEnd(effect);
    let best = NO_RULE;
    for (let shape = this.shapes(effect); shape < end; shape += SIZE.SHAPE) {
      if (load<u32>(shape, SHAPE.LOWEST_RULE) >= best) continue;
      let candidate = this.candidates(shape, facts);
      if (candidate == 0) continue;
      let word: u32;
      do {
        word = load<u32>(candidate);
        const rule = word & ~LAST_CANDIDATE;
        if (rule >= best) break;
        if (this.matches(rule, effect, facts)) best = rule;
        candidate += SIZE.CANDIDATE;
      } while ((word & LAST_CANDIDATE) == 0);
    }
    return best;
  }


  @inline
  private shapes(effect: u32): usize {
    return this.image + sectionOffset(this.image, HEADER.SHAPES + 8 * effect);
  }


  @inline
  private shapesEnd(effect: u32): usize {
    return this.shapes(effect) + sectionCount(this.image, HEADER.SHAPES + 8 * effect) * SIZE.SHAPE;
  }

  /** Address of the first rule that a shape proposes for the request, or 0. */
  private candidates(shape: usize, facts: Facts): usize {
    let key: u32 = 0;
    const count = load<u32>(shape, SHAPE.SELECTOR_COUNT);
    for (let i: u32 = 0; i < count; i++) {
      const part = this.selectors.key(load<u16>(shape + SHAPE.SELECTORS + 2 * i), facts);
      if (part > u32.MAX_VALUE) return 0;
      key = mix32(key, u32(part));
    }
    return this.lookUp(shape, key);
  }

  private lookUp(shape: usize, key: u32): usize {
    const image = this.image;
    const table = image + sectionOffset(image, HEADER.SLOTS) + load<u32>(shape, SHAPE.SLOT) * SIZE.SLOT;
    const slots = load<u32>(shape, SHAPE.SLOTS);
    let at = u32((u64(key) * u64(slots)) >> 32);
    for (let probes: u32 = 0; probes < slots; probes++) {
      const slot = table + at * SIZE.SLOT;
      const candidate = load<u32>(slot, SLOT.CANDIDATE);
      if (candidate == NONE) return 0;
      if (load<u32>(slot, SLOT.KEY) == key) {
        return image + sectionOffset(image, HEADER.CANDIDATES) + candidate * SIZE.CANDIDATE;
      }
      if (++at == slots) at = 0;
    }
    return 0;
  }

  /** Whether a candidate matches; one of another effect, which only a forged index proposes, never does. */
  @inline
  private matches(rule: u32, effect: u32, facts: Facts): bool {
    const address = ruleAddress(this.image, rule);
    if (u32(load<u8>(address, RULE.EFFECT)) != effect) return false;
    const count = u32(load<u16>(address, RULE.CODE_COUNT));
    return this.holds(ruleCode(this.image, address), count, facts) != Truth.False;
  }

  /** Whether each clause of some instructions has a test that holds. Undecided only where the tests let it hold. */
  holds(first: usize, count: u32, facts: Facts): Truth {
    let instruction = first;
    const end = instruction + count * SIZE.INSTRUCTION;
    let undecided: usize = 0;
    let clause = Truth.False;
    let doubt: usize = 0;
    for (; instruction < end; instruction += SIZE.INSTRUCTION) {
      const flags = u32(load<u8>(instruction, INSTRUCTION.FLAGS));
      if (clause != Truth.True) {
        const result = this.tests.run(instruction, facts);
        if (result == Truth.True) {
          clause = Truth.True;
        } else if (result == Truth.Undecided && (flags & TEST.UNDECIDED_HOLDS) != 0) {
          if (clause == Truth.False) doubt = instruction;
          clause = Truth.Undecided;
        }
      }
      if ((flags & TEST.END) == 0) continue;
      if (clause == Truth.False) return Truth.False;
      if (clause == Truth.Undecided && undecided == 0) undecided = doubt;
      clause = Truth.False;
    }
    this.doubt = undecided;
    return undecided == 0 ? Truth.True : Truth.Undecided;
  }

  private note(rule: u32): void {
    for (let i = 0; i < this.auditCount; i++) if (unchecked(this.audits[i]) == rule) return;
    if (this.auditCount == MAX_AUDITS) {
      this.auditsCut = true;
      return;
    }
    unchecked((this.audits[this.auditCount++] = rule));
  }
}
