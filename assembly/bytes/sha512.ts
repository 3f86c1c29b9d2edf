import { Digest } from "./digest";
import { INITIAL_384, INITIAL_512, ROUND_CONSTANTS } from "./sha2-constants";

const ROUNDS: i32 = 80;

/** The message schedule W. */
const SCHEDULE: usize = memory.data(8 * ROUNDS, 8);

/** SHA-512 (FIPS 180-4 §6.4), and SHA-384 (§6.5), which begins otherwise and is cut. */
@final
export class Sha512 extends Digest {
  constructor(
    size: i32,
    private readonly initial: usize,
  ) {
    super(size, 128);
  }

  protected initialize(): void {
    memory.copy(this.state, this.initial, 64);
  }

  protected compress(block: usize): void {
    schedule(block);
    const state = this.state;
    let a = load<u64>(state);
    let b = load<u64>(state, 8);
    let c = load<u64>(state, 16);
    let d = load<u64>(state, 24);
    let e = load<u64>(state, 32);
    let f = load<u64>(state, 40);
    let g = load<u64>(state, 48);
    let h = load<u64>(state, 56);
    for (let i = 0; i < ROUNDS; i++) {
      const sum1 = rotr(e, 14) ^ rotr(e, 18) ^ rotr(e, 41);
      const sum0 = rotr(a, 28) ^ rotr(a, 34) ^ rotr(a, 39);
      const choice = g ^ (e & (f ^ g));
      const majority = (a & b) | (c & (a | b));
      const first =
        h + sum1 + choice + load<u64>(ROUND_CONSTANTS + (i << 3)) + load<u64>(SCHEDULE + (i << 3));
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + sum0 + majority;
    }
    store<u64>(state, load<u64>(state) + a);
    store<u64>(state, load<u64>(state, 8) + b, 8);
    store<u64>(state, load<u64>(state, 16) + c, 16);
    store<u64>(state, load<u64>(state, 24) + d, 24);
    store<u64>(state, load<u64>(state, 32) + e, 32);
    store<u64>(state, load<u64>(state, 40) + f, 40);
    store<u64>(state, load<u64>(state, 48) + g, 48);
    store<u64>(state, load<u64>(state, 56) + h, 56);
  }

  protected write(to: usize): void {
    for (let i = 0; i < this.size; i += 8) store<u64>(to + i, bswap(load<u64>(this.state + i)));
  }
}

function schedule(block: usize): void {
  for (let i = 0; i < 128; i += 8) store<u64>(SCHEDULE + i, bswap(load<u64>(block + i)));
  for (let at = SCHEDULE; at < SCHEDULE + 8 * (ROUNDS - 16); at += 8) {
    const one = load<u64>(at, 8);
    const fourteen = load<u64>(at, 8 * 14);
    const sigma0 = rotr(one, 1) ^ rotr(one, 8) ^ (one >> 7);
    const sigma1 = rotr(fourteen, 19) ^ rotr(fourteen, 61) ^ (fourteen >> 6);
    store<u64>(at, load<u64>(at) + sigma0 + load<u64>(at, 8 * 9) + sigma1, 8 * 16);
  }
}

/** The ones that everybody uses, in turns. */
export const sha512 = new Sha512(64, INITIAL_512);
export const sha384 = new Sha512(48, INITIAL_384);
