/** What the texts that fit have in common, so that an index can look a text up instead of reading it. */
import { ACCEPTED, type Dfa, follow, REFUSED } from "./dfa.js";

export interface Literals {
  /** All texts that fit, when they are few. */
  readonly texts?: readonly string[];
  /** How every text that fits begins. */
  readonly prefix: string;
  /** Whether every text that begins so fits. */
  readonly prefixSuffices: boolean;
  /** How every text that fits ends. */
  readonly suffix: string;
  /** Whether every text that ends so fits. */
  readonly suffixSuffices: boolean;
}

/** Bytes of a prefix, a suffix, or one of all texts. */
const MAX_LENGTH = 256;

const MAX_TEXTS = 64;

/** The automaton must be as `compileRegex` gives it: then every state but `REFUSED` leads to a text that fits. */
export function literalsOf(dfa: Dfa): Literals {
  const texts = findTexts(dfa);
  return { ...(texts === undefined ? {} : { texts }), ...findPrefix(dfa), ...findSuffix(dfa) };
}

function findPrefix(dfa: Dfa): { prefix: string; prefixSuffices: boolean } {
  const bytes: number[] = [];
  let state = dfa.start;
  while (bytes.length < MAX_LENGTH && dfa.fitsAtEnd[state] !== 1) {
    const byte = onlyByte(dfa, (byteClass) => follow(dfa, state, byteClass) !== REFUSED);
    if (byte === undefined) break;
    bytes.push(byte);
    state = follow(dfa, state, dfa.classes[byte] ?? 0);
  }
  return { prefix: decode(bytes), prefixSuffices: state === ACCEPTED };
}

/** Goes backwards from all states in which a text may end. */
function findSuffix(dfa: Dfa): { suffix: string; suffixSuffices: boolean } {
  const bytes: number[] = [];
  const reachable = reachableStates(dfa);
  let states = reachable.filter((state) => dfa.fitsAtEnd[state] === 1);
  while (bytes.length < MAX_LENGTH && !states.includes(dfa.start)) {
    const after = new Set(states);
    const leads = (byteClass: number) => (state: number) => after.has(follow(dfa, state, byteClass));
    const byte = onlyByte(dfa, (byteClass) => reachable.some(leads(byteClass)));
    if (byte === undefined) break;
    bytes.unshift(byte);
    states = reachable.filter(leads(dfa.classes[byte] ?? 0));
  }
  const isContinuation = (byte: number) => byte >> 6 === 2;
  while (isContinuation(bytes[0] ?? 0)) bytes.shift();
  return { suffix: decode(bytes), suffixSuffices: states.length === reachable.length };
}

/** Undefined when there are too many, or too long ones. */
function findTexts(dfa: Dfa): string[] | undefined {
  const texts: string[] = [];
  const pending: { state: number; bytes: number[] }[] = [{ state: dfa.start, bytes: [] }];
  for (let way = pending.pop(); way !== undefined; way = pending.pop()) {
    const { state, bytes } = way;
    if (state === ACCEPTED || bytes.length > MAX_LENGTH) return undefined;
    if (dfa.fitsAtEnd[state] === 1) texts.push(decode(bytes));
    for (let byte = 255; byte >= 0; byte--) {
      const next = follow(dfa, state, dfa.classes[byte] ?? 0);
      if (next !== REFUSED) pending.push({ state: next, bytes: [...bytes, byte] });
    }
    // Each way leads to a text.
    if (texts.length + pending.length > MAX_TEXTS) return undefined;
  }
  return texts;
}

/** The one byte that leads on; undefined when there is none, or more than one. */
function onlyByte(dfa: Dfa, leads: (byteClass: number) => boolean): number | undefined {
  const classes = Array.from({ length: dfa.classCount }, (_, byteClass) => byteClass).filter(leads);
  const [only] = classes;
  if (only === undefined || classes.length > 1) return undefined;
  const first = dfa.classes.indexOf(only);
  return first === dfa.classes.lastIndexOf(only) ? first : undefined;
}

/** `REFUSED` and `ACCEPTED` are in every automaton, but need not be reached. */
function reachableStates(dfa: Dfa): number[] {
  const reached = new Set([dfa.start]);
  for (const state of reached) {
    for (let byteClass = 0; byteClass < dfa.classCount; byteClass++)
      reached.add(follow(dfa, state, byteClass));
  }
  return [...reached];
}

/** Leaves out what is left of a character that is not complete. */
function decode(bytes: readonly number[]): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes), { stream: true });
}
