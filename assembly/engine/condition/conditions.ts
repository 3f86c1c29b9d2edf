import { sectionCount } from "../../image/image";
import { HEADER } from "../../image/layout";
import { Facts } from "../facts";
import { Truth } from "../truth";
import { run } from "./machine";

/**
 * The outcomes of an image's programs, each found out at most once a request.
 *
 *   31      2  1     0
 *   +---------+-------+
 *   |  epoch  | truth |     one word for each program
 *   +---------+-------+
 */
@final
export class Conditions {
  private memo: StaticArray<u32>;
  private epoch: u32 = 0;

  constructor(private image: usize) {
    this.memo = new StaticArray<u32>(i32(sectionCount(image, HEADER.PROGRAMS)));
  }

  /** Forgets the request before. */
  clear(): void {
    this.epoch += 1 << TRUTH_BITS;
    if (this.epoch == 0) {
      this.memo.fill(0);
      this.epoch = 1 << TRUTH_BITS;
    }
  }

  /** Whether a program's condition holds. */
  test(program: u32, facts: Facts): Truth {
    const word = unchecked(this.memo[program]);
    const truth = word ^ this.epoch;
    if (truth <= TRUTH_MASK) return truth;
    const found = run(this.image, program, facts);
    unchecked((this.memo[program] = this.epoch | found));
    return found;
  }
}

const TRUTH_BITS: u32 = 2;
const TRUTH_MASK: u32 = 3;
