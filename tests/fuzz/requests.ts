/** Requests of random bytes to the module with a random policy: each gets an answer and a record, and nothing traps. */
import { buildImage } from "../../src/compile/image.js";
import type { Pair } from "../../src/envoy/pairs.js";
import type { Properties } from "../../src/envoy/property-values.js";
import { requestToHeaders, requestToProperties } from "../../src/envoy/request.js";
import { Vm } from "../../src/host/vm.js";
import { CELL } from "../cell/open-cell.js";
import { TARGET } from "../cell/path-policy.js";
import { nearRequest } from "../differential/near-request.js";
import { Random, randomPolicySet } from "../differential/random-policy.js";
import { answer } from "./answer.js";
import { damage, randomBytes } from "./bytes.js";

/** Requests to each policy. */
export const REQUESTS_PER_SEED = 50;

const MODULE = new WebAssembly.Module(CELL);
const NAMES = [":method", ":path", ":authority", ":scheme", "host", "x-one", "x-two", "content-length", ""];

/** @throws {Error} a request traps the module or is left without an answer or a record */
export function fuzzRequests(seed: number): void {
  const random = new Random(seed);
  const set = randomPolicySet(random);
  const vm = new Vm(MODULE);
  const configured = vm.configure(buildImage(set, TARGET));
  if (!configured.accepted) throw new Error(configured.reason);
  for (let i = 0; i < REQUESTS_PER_SEED; i++) {
    const request = nearRequest(random, set, 1_700_000_000_000_000_000n);
    const headers = randomHeaders(random, requestToHeaders(request));
    const properties = randomProperties(random, requestToProperties(request));
    answer(vm, headers, properties);
  }
}

/** Some of the request's own, each perhaps damaged, and some more. */
function randomHeaders(random: Random, sent: readonly Pair[]): Pair[] {
  const kept = sent.filter(() => !random.chance(8));
  const damaged = kept.map(([name, value]): Pair => {
    if (!random.chance(3)) return [name, value];
    return random.chance(4) ? [damage(random, name), value] : [name, damage(random, value)];
  });
  const count = random.chance(10) ? random.below(700) : random.below(4);
  const more = Array.from({ length: count }, (): Pair => {
    const name = random.chance(3) ? randomBytes(random) : random.pick(NAMES);
    return [name, randomBytes(random)];
  });
  return random.chance(2) ? [...damaged, ...more] : [...more, ...damaged];
}

/** Bytes where Envoy would have some: a number of another length, an address that is none. */
function randomProperties(random: Random, given: Properties): Properties {
  const entries = Object.entries(given).map(([path, value]) =>
    random.chance(4)
      ? ([path, Buffer.from(randomBytes(random), "latin1")] as const)
      : ([path, value] as const),
  );
  return Object.fromEntries(entries.filter(() => !random.chance(8)));
}
