import { sectionCount, sectionOffset, ruleAddress, ruleCode } from "../image/image";
import { HEADER, INSTRUCTION, LAST_CANDIDATE, NONE, RULE, SHAPE, SIZE, SLOT, TEST } from "../image/layout";
import { mix32 } from "../bytes/hash";
import { Facts } from "./facts";
import { Selectors } from "./selectors";
import { test } from "./test";
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
  /** The test that left the last matching rule undecided, as an `OP`; 0 when all was decided. */
  undecided: u32 = 0;
  /** The audit rules that matched, ascending within a shape. */
  audits: StaticArray<u32> = new StaticArray<u32>(MAX_AUDITS);
  auditCount: i32 = 0;
  auditsCut: bool = false;
  private selectors: Selectors;

  constructor(private image: usize) {
    this.selectors = new Selectors(image);
  }

  /** Forgets the request before. */
  clear(): void {
    this.selectors.clear();
    this.undecided = 0;
    this.auditCount = 0;
    this.auditsCut = false;
  }

  /** The lowest deny rule that matches, or `NO_RULE`. */
  deny(facts: Facts): u32 {
    return this.lowest(HEADER.DENY_SHAPES, facts);
  }

  /** The lowest allow rule that matches, or `NO_RULE`. */
  allow(facts: Facts): u32 {
    return this.lowest(HEADER.ALLOW_SHAPES, facts);
  }

  /** Notes all audit rules that match. */
  audit(facts: Facts): void {
    const image = this.image;
    const end = this.shapesEnd(HEADER.AUDIT_SHAPES);
    for (let shape = this.shapes(HEADER.AUDIT_SHAPES); shape < end; shape += SIZE.SHAPE) {
      let candidate = this.candidates(shape, facts);
      if (candidate == 0) continue;
      let word: u32;
      do {
        word = load<u32>(candidate);
        const rule = word & ~LAST_CANDIDATE;
        if (this.holds(ruleAddress(image, rule), facts) != Truth.False) this.note(rule);
        candidate += SIZE.CANDIDATE;
      } while ((word & LAST_CANDIDATE) == 0);
    }
  }

  private lowest(section: u32, facts: Facts): u32 {
    const image = this.image;
    const end = this.shapesEnd(section);
    let best = NO_RULE;
    for (let shape = this.shapes(section); shape < end; shape += SIZE.SHAPE) {
      if (load<u32>(shape, SHAPE.LOWEST_RULE) >= best) continue;
      let candidate = this.candidates(shape, facts);
      if (candidate == 0) continue;
      let word: u32;
      do {
        word = load<u32>(candidate);
        const rule = word & ~LAST_CANDIDATE;
        if (rule >= best) break;
        if (this.holds(ruleAddress(image, rule), facts) != Truth.False) best = rule;
        candidate += SIZE.CANDIDATE;
      } while ((word & LAST_CANDIDATE) == 0);
    }
    return best;
  }


  @inline
  private shapes(section: u32): usize {
    return this.image + sectionOffset(this.image, section);
  }


  @inline
  private shapesEnd(section: u32): usize {
    return this.shapes(section) + sectionCount(this.image, section) * SIZE.SHAPE;
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

  /** Whether each clause of a rule has a test that holds. Undecided only where the rule's tests let it hold. */
  private holds(rule: usize, facts: Facts): Truth {
    let instruction = ruleCode(this.image, rule);
    const end = instruction + u32(load<u16>(rule, RULE.CODE_COUNT)) * SIZE.INSTRUCTION;
    let undecided: u32 = 0;
    let clause = Truth.False;
    let doubt: u32 = 0;
    for (; instruction < end; instruction += SIZE.INSTRUCTION) {
      const flags = u32(load<u8>(instruction, INSTRUCTION.FLAGS));
      if (clause != Truth.True) {
        const result = test(this.image, instruction, facts);
        if (result == Truth.True) {
          clause = Truth.True;
        } else if (result == Truth.Undecided && (flags & TEST.UNDECIDED_HOLDS) != 0) {
          clause = Truth.Undecided;
          doubt = load<u8>(instruction, INSTRUCTION.OP);
        }
      }
      if ((flags & TEST.END) == 0) continue;
      if (clause == Truth.False) return Truth.False;
      if (clause == Truth.Undecided && undecided == 0) undecided = doubt;
      clause = Truth.False;
    }
    this.undecided = undecided;
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
