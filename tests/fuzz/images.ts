/** Images of random policies with bytes changed and the checksum made right: refused, or served without a trap. */
import { buildImage } from "../../src/compile/image.js";
import { requestToHeaders, requestToProperties } from "../../src/envoy/request.js";
import { Vm } from "../../src/host/vm.js";
import { hash32 } from "../../src/image/hash.js";
import { HEADER } from "../../src/image/layout.js";
import type { Request } from "../../src/ir/request.js";
import { CELL } from "../cell/open-cell.js";
import { TARGET } from "../cell/path-policy.js";
import { nearRequest } from "../differential/near-request.js";
import { Random, randomPolicySet } from "../differential/random-policy.js";
import { show } from "../differential/show.js";

/** Forged images of each policy. */
export const FORGERIES_PER_SEED = 40;

const REQUESTS = 10;
const LONGEST_MS = 10_000;
/** By its own will; a trap has another reason. */
const REFUSED = /^the module refused/;
const MODULE = new WebAssembly.Module(CELL);

/** Values at which a count, an offset or a kind stops to be one. */
const SHARP = [
  0, 1, 2, 3, 4, 8, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff,
];

/** @throws {Error} an image traps the module, when it is read or later, or keeps it too long */
export function fuzzImages(seed: number): void {
  const random = new Random(seed);
  const set = randomPolicySet(random);
  const image = buildImage(set, TARGET);
  const requests = Array.from({ length: REQUESTS }, () =>
    nearRequest(random, set, 1_700_000_000_000_000_000n),
  );
  for (let forgery = 0; forgery < FORGERIES_PER_SEED; forgery++) {
    const start = performance.now();
    const problem = serve(forge(random, image), requests);
    const tookMs = performance.now() - start;
    if (problem !== undefined) throw new Error(`forgery ${forgery}: ${problem}`);
    if (tookMs > LONGEST_MS) throw new Error(`forgery ${forgery} took ${tookMs} ms`);
  }
}

/** Why the module trapped, if it did. An image that it refuses is served by none. */
function serve(forged: Uint8Array, requests: readonly Request[]): string | undefined {
  const vm = new Vm(MODULE);
  const configured = vm.configure(forged);
  if (!configured.accepted) return REFUSED.test(configured.reason) ? undefined : configured.reason;
  for (const request of requests) {
    const stream = vm.stream(requestToProperties(request));
    stream.onRequestHeaders(requestToHeaders(request));
    stream.end();
    if (vm.failure !== undefined) return `${show(request)} trapped: ${vm.failure.message}`;
  }
  return undefined;
}

/** The image with one to four places changed. */
function forge(random: Random, image: Uint8Array): Uint8Array {
  const forged = image.slice();
  const view = new DataView(forged.buffer);
  for (let places = 1 + random.below(4); places > 0; places--) change(random, view);
  view.setUint32(HEADER.CHECKSUM, hash32(forged.subarray(HEADER.CHECKSUM + 4), 0), true);
  return forged;
}

function change(random: Random, view: DataView): void {
  const at = random.below(view.byteLength);
  const word = at & ~3;
  const isWord = word + 4 <= view.byteLength;
  const before = isWord ? view.getUint32(word, true) : 0;
  const set = (value: number) => (isWord ? view.setUint32(word, value, true) : view.setUint8(at, value));
  random.pick<() => void>([
    () => view.setUint8(at, random.below(256)),
    () => view.setUint8(at, view.getUint8(at) ^ (1 << random.below(8))),
    () => set(random.pick(SHARP)),
    () => set(before + random.pick([-8, -4, -1, 1, 4, 8])),
    () => set(random.below(view.byteLength)),
    () => set(view.getUint32(random.below(view.byteLength >> 2) << 2, true)),
  ])();
}
