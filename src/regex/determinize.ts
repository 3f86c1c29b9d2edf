/**
 * Program → automaton over bytes, by subset construction: a state is the set of places in the program that a
 * text may have led to. A search begins anew at every byte; where it begins is the same for all states and kept
 * apart. An assertion that asks for what follows stays open until the next byte is known, and with it, as part
 * of the state, what stood before.
 */
import { heldAfter, heldBetween, LOOKING_AHEAD, SIDE, type Side } from "./assertions.js";
import { type Closure, close } from "./closure.js";
import { ACCEPTED, type Dfa, REFUSED } from "./dfa.js";
import type { Program } from "./program.js";
import { ByteReader } from "./reader.js";

/** What one construction may take; `WORK` counts transitions and places looked at. */
export const CONSTRUCTION = { STATES: 1 << 14, WORK: 1 << 21 } as const;

/** The number of the first state that is neither `REFUSED` nor `ACCEPTED`. */
const FIRST_STATE = 2;

/** Places besides those where a search begins, and what stands before them. */
interface State extends Closure {
  readonly before: Side;
}

/** Where a search begins. */
interface Beginning extends State {
  readonly set: ReadonlySet<number>;
}

/** What comes of some places when it is known what follows. */
interface Step {
  readonly matches: boolean;
  /** For each class of bytes, the places after it. */
  readonly targets: readonly (readonly number[])[];
}

/** Undefined when it would take too many states, or too much work. */
export function determinize(program: Program): Dfa | undefined {
  return new Construction(program).run();
}

class Construction {
  private readonly reader: ByteReader;
  private readonly beginnings = new Map<Side, Beginning>();
  private readonly states: State[] = [];
  private readonly numbers = new Map<string, number>();
  /** Numbers by how a state was come to: most ways are taken again and again. */
  private readonly entered = new Map<string, number>();
  private readonly steps = new Map<State, Map<Side, Step>>();
  private work = 0;

  constructor(private readonly program: Program) {
    this.reader = new ByteReader(program);
  }

  run(): Dfa | undefined {
    const start = this.enter([], SIDE.EDGE);
    const sides = this.reader.sides;
    const next = [REFUSED, ACCEPTED].flatMap((state) => sides.map(() => state));
    const fitsAtEnd = [0, 1];
    for (const state of this.states) {
      for (let byteClass = 0; byteClass < sides.length; byteClass++) next.push(this.follow(state, byteClass));
      fitsAtEnd.push(this.fitsAtEnd(state) ? 1 : 0);
      this.steps.delete(state);
      this.work += sides.length;
      if (this.work > CONSTRUCTION.WORK || this.states.length > CONSTRUCTION.STATES) return undefined;
    }
    return {
      start,
      classes: this.reader.classes,
      classCount: sides.length,
      next: Int32Array.from(next),
      fitsAtEnd: Uint8Array.from(fitsAtEnd),
    };
  }

  private follow(state: State, byteClass: number): number {
    const side = this.reader.sides[byteClass] ?? SIDE.OTHER;
    const old = this.step(state, side);
    const fresh = this.step(this.beginning(state.before), side);
    if (old.matches || fresh.matches) return ACCEPTED;
    return this.enter((old.targets[byteClass] ?? []).concat(fresh.targets[byteClass] ?? []), side);
  }

  private fitsAtEnd(state: State): boolean {
    const matches = (part: State) => this.settle(part, SIDE.EDGE).matches;
    return matches(state) || matches(this.beginning(state.before));
  }

  /** The number of the state with some places and those where a search begins after `before`. */
  private enter(places: readonly number[], before: Side): number {
    const key = `${before} ${places.join()}`;
    const state = this.entered.get(key) ?? this.find(places, before);
    this.entered.set(key, state);
    return state;
  }

  private find(places: readonly number[], before: Side): number {
    const beginning = this.beginning(before);
    const closure = close(this.program, places, heldAfter(before), LOOKING_AHEAD, beginning.set);
    this.work += closure.work;
    if (closure.matches || beginning.matches) return ACCEPTED;
    return this.number({ ...closure, before: closure.isOpen ? before : beginning.before });
  }

  private number(state: State): number {
    const key = `${state.before} ${[...state.places].sort((a, b) => a - b).join()}`;
    const number = this.numbers.get(key) ?? FIRST_STATE + this.states.push(state) - 1;
    this.numbers.set(key, number);
    return number;
  }

  private step(state: State, after: Side): Step {
    const steps = this.steps.get(state) ?? new Map<Side, Step>();
    this.steps.set(state, steps);
    // Without an open assertion nothing depends on what follows.
    const side = state.isOpen ? after : SIDE.OTHER;
    const step = steps.get(side) ?? this.takeStep(state, side);
    steps.set(side, step);
    return step;
  }

  private takeStep(state: State, after: Side): Step {
    const { matches, places } = this.settle(state, after);
    const targets = this.reader.read(places);
    for (const { length } of targets) this.work += length;
    return { matches, targets };
  }

  /** Resolves open assertions. */
  private settle(state: State, after: Side): Closure {
    if (!state.isOpen) return state;
    const closure = close(this.program, state.places, heldBetween(state.before, after));
    this.work += closure.work;
    return closure;
  }

  private beginning(before: Side): Beginning {
    const beginning = this.beginnings.get(before) ?? this.begin(before);
    this.beginnings.set(before, beginning);
    return beginning;
  }

  private begin(before: Side): Beginning {
    const closure = close(this.program, [this.program.start], heldAfter(before), LOOKING_AHEAD);
    const set = new Set(closure.places);
    const isDistinct =
      before === SIDE.OTHER || closure.isOpen || !isSame(set, this.beginning(SIDE.OTHER).set);
    return { ...closure, set, before: isDistinct ? before : SIDE.OTHER };
  }
}

function isSame(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size === b.size && [...a].every((place) => b.has(place));
}
