import type { Program } from "./program.js";

/**
 * Places in a program that a text may have led to. A place is a number: `node × instructions + instruction` is
 * within a character, at `node` of its bytes (src/regex/utf8.ts), on the way to an instruction; node 0 stands
 * before the instruction.
 */
export interface Closure {
  /** Where a byte is to be read, and open assertions. */
  readonly places: readonly number[];
  /** Whether there are open assertions. */
  readonly isOpen: boolean;
  /** Whether a way through the program came to its end. */
  readonly matches: boolean;
  /** How many places were looked at. */
  readonly work: number;
}

/**
 * Goes on from some places without reading a byte, where the assertions `held` hold and those `open` may or may
 * not. `known` places are left out.
 */
export function close(
  program: Program,
  from: readonly number[],
  held: number,
  open = 0,
  known: ReadonlySet<number> = NOTHING,
): Closure {
  return new Walk(program, held, open, known).run(from);
}

const NOTHING: ReadonlySet<number> = new Set();

class Walk {
  private readonly places: number[] = [];
  private readonly seen = new Set<number>();
  private readonly pending: number[] = [];
  private isOpen = false;
  private matches = false;

  constructor(
    private readonly program: Program,
    private readonly held: number,
    private readonly open: number,
    private readonly known: ReadonlySet<number>,
  ) {}

  run(from: readonly number[]): Closure {
    for (const place of from) this.pending.push(place);
    for (let place = this.pending.pop(); place !== undefined; place = this.pending.pop()) {
      if (this.seen.has(place)) continue;
      this.seen.add(place);
      this.visit(place);
    }
    return { places: this.places, isOpen: this.isOpen, matches: this.matches, work: this.seen.size };
  }

  private visit(place: number): void {
    const instruction = this.program.instructions[place];
    switch (instruction?.op) {
      case undefined: // within a character
      case "character":
        this.stay(place);
        break;
      case "branch":
        this.pending.push(instruction.other, instruction.next);
        break;
      case "skip":
        this.pending.push(instruction.next);
        break;
      case "assert":
        this.assert(place, instruction.assertions & ~this.held, instruction.next);
        break;
      case "match":
        this.matches = true;
        break;
      case "fail":
        break;
    }
  }

  private assert(place: number, missing: number, next: number): void {
    if (missing === 0) this.pending.push(next);
    else if ((missing & ~this.open) === 0) {
      this.isOpen = true;
      this.stay(place);
    }
  }

  private stay(place: number): void {
    if (!this.known.has(place)) this.places.push(place);
  }
}
