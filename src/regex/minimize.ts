import { groupColumns } from "./columns.js";
import { ACCEPTED, type Dfa, follow, REFUSED, stateCount } from "./dfa.js";

/** The smallest automaton that does the same, its states in the order in which a search from the start meets them. */
export function minimize(dfa: Dfa): Dfa {
  return mergeClasses(mergeStates(dfa, new Partition(dfa).refine()));
}

/** A set of states that are not known to differ. */
type Block = Set<number>;

/** Hopcroft's algorithm: blocks are split by where their states lead until nothing tells the states of a block apart. */
class Partition {
  private readonly blockOf: Block[];
  /** Blocks that others may still have to be split by. */
  private readonly pending: Set<Block>;
  /** The last state that leads to a state by a class, and for each such state the one before it; -1 ends. */
  private readonly last: Int32Array;
  private readonly previous: Int32Array;

  constructor(private readonly dfa: Dfa) {
    const fitting: Block = new Set();
    const others: Block = new Set();
    this.pending = new Set([fitting, others]);
    this.blockOf = Array.from(dfa.fitsAtEnd, (fits, state) => (fits ? fitting : others).add(state));
    this.last = new Int32Array(dfa.next.length).fill(-1);
    this.previous = new Int32Array(dfa.next.length);
    for (let edge = 0; edge < dfa.next.length; edge++) this.linkBack(edge);
  }

  /** The block of each state. */
  refine(): readonly Block[] {
    for (const block of this.pending) {
      this.pending.delete(block);
      const states = [...block];
      for (let byteClass = 0; byteClass < this.dfa.classCount; byteClass++) {
        this.splitBy(states.flatMap((state) => this.sources(state, byteClass)));
      }
    }
    return this.blockOf;
  }

  private linkBack(edge: number): void {
    const { classCount, next } = this.dfa;
    const target = (next[edge] ?? REFUSED) * classCount + (edge % classCount);
    this.previous[edge] = this.last[target] ?? -1;
    this.last[target] = Math.floor(edge / classCount);
  }

  /** The states that lead to a state by a class of bytes. */
  private sources(state: number, byteClass: number): number[] {
    const { classCount } = this.dfa;
    const sources: number[] = [];
    for (let source = this.last[state * classCount + byteClass] ?? -1; source >= 0; ) {
      sources.push(source);
      source = this.previous[source * classCount + byteClass] ?? -1;
    }
    return sources;
  }

  /** Splits each block of which some states are among these and some are not. */
  private splitBy(states: readonly number[]): void {
    const touched = new Map<Block, Block>();
    for (const state of states) {
      const block = this.blockOf[state];
      if (block === undefined) continue;
      touched.set(block, (touched.get(block) ?? new Set()).add(state));
    }
    for (const [block, part] of touched) {
      if (part.size < block.size) this.split(block, part);
    }
  }

  private split(block: Block, part: Block): void {
    for (const state of part) {
      block.delete(state);
      this.blockOf[state] = part;
    }
    const isSmaller = part.size <= block.size;
    this.pending.add(this.pending.has(block) || isSmaller ? part : block);
  }
}

/** One state for each block that the start leads to, besides `REFUSED` and `ACCEPTED`. */
function mergeStates(dfa: Dfa, blockOf: readonly Block[]): Dfa {
  const numbers = new Map<Block | undefined, number>();
  const members: number[] = [];
  const number = (state: number) => {
    const block = blockOf[state];
    const known = numbers.get(block) ?? members.push(state) - 1;
    numbers.set(block, known);
    return known;
  };
  number(REFUSED);
  number(ACCEPTED);
  const start = number(dfa.start);
  const next: number[] = [];
  for (const state of members) {
    for (let byteClass = 0; byteClass < dfa.classCount; byteClass++) {
      next.push(number(follow(dfa, state, byteClass)));
    }
  }
  const fitsAtEnd = Uint8Array.from(members, (state) => dfa.fitsAtEnd[state] ?? 0);
  return { ...dfa, start, next: Int32Array.from(next), fitsAtEnd };
}

/** One class for all that lead to the same states. */
function mergeClasses(dfa: Dfa): Dfa {
  const { classCount: width, next } = dfa;
  const rows = Array.from({ length: stateCount(dfa) }, (_, state) =>
    next.subarray(state * width, (state + 1) * width),
  );
  const { groups, firsts } = groupColumns(width, rows);
  return {
    ...dfa,
    classes: dfa.classes.map((byteClass) => groups[byteClass] ?? 0),
    classCount: firsts.length,
    next: Int32Array.from(rows.flatMap((row) => firsts.map((column) => row[column] ?? REFUSED))),
  };
}
