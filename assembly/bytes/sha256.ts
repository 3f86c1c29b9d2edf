import { Digest } from "./digest";
import { INITIAL_512, ROUND_CONSTANTS } from "./sha2-constants";

const ROUNDS: i32 = 64;

/** The message schedule W. */
const SCHEDULE: usize = memory.data(4 * ROUNDS, 8);

/** SHA-256 (FIPS 180-4 §6.2). */
@final
export class Sha256 extends Digest {
  constructor() {
    super(32, 64);
  }

  protected initialize(): void {
    for (let i = 0; i < 8; i++) store<u32>(this.state + (i << 2), load<u32>(INITIAL_512 + (i << 3), 4));
  }

  protected compress(block: usize): void {
    schedule(block);
    const state = this.state;
    let a = load<u32>(state);
    let b = load<u32>(state, 4);
    let c = load<u32>(state, 8);
    let d = load<u32>(state, 12);
    let e = load<u32>(state, 16);
    let f = load<u32>(state, 20);
    let g = load<u32>(state, 24);
    let h = load<u32>(state, 28);
    for (let i = 0; i < ROUNDS; i++) {
      const sum1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
      const sum0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
      const choice = g ^ (e & (f ^ g));
      const majority = (a & b) | (c & (a | b));
      const first =
        h + sum1 + choice + load<u32>(ROUND_CONSTANTS + (i << 3), 4) + load<u32>(SCHEDULE + (i << 2));
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + sum0 + majority;
    }
    store<u32>(state, load<u32>(state) + a);
    store<u32>(state, load<u32>(state, 4) + b, 4);
    store<u32>(state, load<u32>(state, 8) + c, 8);
    store<u32>(state, load<u32>(state, 12) + d, 12);
    store<u32>(state, load<u32>(state, 16) + e, 16);
    store<u32>(state, load<u32>(state, 20) + f, 20);
    store<u32>(state, load<u32>(state, 24) + g, 24);
    store<u32>(state, load<u32>(state, 28) + h, 28);
  }

  protected write(to: usize): void {
    for (let i = 0; i < this.size; i += 4) store<u32>(to + i, bswap(load<u32>(this.state + i)));
  }
}

function schedule(block: usize): void {
  for (let i = 0; i < 64; i += 4) store<u32>(SCHEDULE + i, bswap(load<u32>(block + i)));
  for (let at = SCHEDULE; at < SCHEDULE + 4 * (ROUNDS - 16); at += 4) {
    const one = load<u32>(at, 4);
    const fourteen = load<u32>(at, 4 * 14);
    const sigma0 = rotr(one, 7) ^ rotr(one, 18) ^ (one >> 3);
    const sigma1 = rotr(fourteen, 17) ^ rotr(fourteen, 19) ^ (fourteen >> 10);
    store<u32>(at, load<u32>(at) + sigma0 + load<u32>(at, 4 * 9) + sigma1, 4 * 16);
  }
}

/** The one that everybody uses, in turns. */
export const sha256 = new Sha256();
