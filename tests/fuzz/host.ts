/** Host calls with any arguments: a status comes back, and neither the host nor the guest fails. */

import { SIGNATURES } from "../../src/host/signatures.js";
import { puppet } from "../../src/host/testing/puppet.js";
import { Vm } from "../../src/host/vm.js";
import { Random } from "../differential/random-policy.js";
import { show } from "../differential/show.js";
import { randomBytes } from "./bytes.js";

/** Calls of each seed. */
export const CALLS_PER_SEED = 400;

const PAGE = 0x1_0000;
const MODULE = new WebAssembly.Module(puppet());
/** Those that end the guest or wait, by what they are for. */
const FUNCTIONS = Object.entries(SIGNATURES.env ?? {});
/** Addresses, sizes, kinds and tokens about where they stop to be valid. */
const SHARP = [0, 1, 2, 3, 4, 5, 7, 8, 64, 128, 4096, PAGE - 9, PAGE - 8, PAGE - 4, PAGE - 1, PAGE, PAGE + 1];
const LONGEST_MS = 5_000;

/** @throws {Error} a call throws, traps or takes long */
export function fuzzHost(seed: number): void {
  const random = new Random(seed);
  const vm = new Vm(MODULE);
  vm.configure(Buffer.from("configuration"));
  const stream = vm.stream({ "source.address": "10.1.2.3:1", "connection.mtls": true });
  stream.onRequestHeaders([
    [":path", "/a"],
    ["x-one", "u"],
  ]);
  for (let i = 0; i < CALLS_PER_SEED; i++) {
    fillMemory(random, vm);
    const [name, signature] = random.pick(FUNCTIONS);
    const args = [...(signature.split(":")[0] ?? "")].map((type) => argument(random, type));
    const start = performance.now();
    vm.invoke(stream, `call_${name}`, ...args);
    const tookMs = performance.now() - start;
    if (vm.failure !== undefined) throw new Error(`${name}${show(args)} trapped: ${vm.failure.message}`);
    if (tookMs > LONGEST_MS) throw new Error(`${name}${show(args)} took ${tookMs} ms`);
  }
}

/** Something to find at the addresses. */
function fillMemory(random: Random, vm: Vm): void {
  const bytes = Buffer.from(randomBytes(random), "latin1").subarray(0, 256);
  vm.memory.set(random.pick([0, 64, 128, 4000, PAGE - 256]), bytes);
  vm.memory.setWord(random.pick(SHARP.slice(0, 11)), random.pick(SHARP));
}

function argument(random: Random, type: string): number | bigint {
  const number = random.pick<() => number>([
    () => random.pick(SHARP),
    () => random.pick(SHARP),
    () => -random.pick(SHARP),
    () => random.below(PAGE),
    () => random.below(2 ** 32) | 0,
    () => random.pick([0x7fff_ffff, -0x8000_0000, -1]),
  ])();
  return type === "l" ? BigInt(number) * (random.chance(2) ? 1n : 0x1_0000_0001n) : number;
}
