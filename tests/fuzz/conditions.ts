/** Conditions as nobody writes them: far too deep, too long, or broken. They are refused with a place, or evaluated. */
import { buildImage } from "../../src/compile/image.js";
import { requestToHeaders, requestToProperties } from "../../src/envoy/request.js";
import { Vm } from "../../src/host/vm.js";
import { ImageTooLargeError } from "../../src/image/too-large.js";
import type { PolicySet } from "../../src/ir/model.js";
import type { Request } from "../../src/ir/request.js";
import { CELL } from "../cell/open-cell.js";
import { RandomCondition } from "../differential/random-condition.js";
import { Random } from "../differential/random-policy.js";
import { answer } from "./answer.js";
import { damage } from "./bytes.js";
import { readCondition, WORKLOAD } from "./read-condition.js";

/** Conditions of each seed. */
export const CONDITIONS_PER_SEED = 20;

const DEEPEST = 3_000;
/** Compiling takes milliseconds. */
const LONGEST_MS = 20_000;
const MODULE = new WebAssembly.Module(CELL);

const REQUESTS: readonly Request[] = [
  { headers: [] },
  { method: "GET", path: "/a/b?q=a", host: "a.example", headers: [["x", "a"]], sourceIp: "10.1.2.3" },
  {
    method: "GET",
    path: "/a?q=b&q=%zz",
    headers: [
      ["x", "a"],
      ["x", "b"],
    ],
    peer: "spiffe://a.example/ns/a/sa/b",
  },
].map((request) => ({ ...request, timeNs: 1_700_000_000_000_000_000n })) as Request[];

/** @throws {Error} a condition makes the compiler throw or take long, or the module trap */
export function fuzzConditions(seed: number): void {
  const random = new Random(seed);
  for (let i = 0; i < CONDITIONS_PER_SEED; i++) {
    const condition = randomCondition(random);
    try {
      tryCondition(condition);
    } catch (error) {
      throw new Error(`the condition ${JSON.stringify(condition.slice(0, 1_000))}`, { cause: error });
    }
  }
}

function tryCondition(condition: string): void {
  const start = performance.now();
  const set = readCondition(condition);
  const image = set === undefined ? undefined : imageOf(set);
  const tookMs = performance.now() - start;
  if (tookMs > LONGEST_MS) throw new Error(`took ${tookMs} ms to compile`);
  if (image === undefined) return;
  const vm = new Vm(MODULE);
  const configured = vm.configure(image);
  if (!configured.accepted)
    throw new Error(`${configured.reason}: ${configured.log.map(({ message }) => message)}`);
  for (const request of REQUESTS) answer(vm, requestToHeaders(request), requestToProperties(request));
}

/** Undefined: refused, as too large. */
function imageOf(set: PolicySet): Uint8Array | undefined {
  try {
    return buildImage(set, WORKLOAD);
  } catch (error) {
    if (error instanceof ImageTooLargeError) return undefined;
    throw error;
  }
}

/** What a condition may be wrapped into, as often as one likes. */
const WRAPPINGS: readonly (readonly [before: string, after: string])[] = [
  ["(", ")"],
  ["!", ""],
  ["!(", ")"],
  ["", " && request.method == 'GET'"],
  ["request.method == 'GET' || ", ""],
  ["(", ") == true"],
  ["true ? (", ") : false"],
  ["(", " ? true : false)"],
  ["[", "] == []"],
  ["[[", "]][0][0]"],
  ["['a'].exists(v, ", ")"],
  ["['a', 'b'].all(w, request.headerValues['x'].exists(v, ", "))"],
  ["request.queryValues['q'].map(v, ", ").size() > 0"],
  ["{'a': ", "}['a']"],
  ["bool(string(", "))"],
];

function randomCondition(random: Random): string {
  const inner = new RandomCondition(random).bool(1 + random.below(3));
  const [before, after] = random.pick(WRAPPINGS);
  return random.pick<() => string>([
    () => deep(random, inner, random.below(70)),
    () => deep(random, inner, random.below(12)),
    () => before.repeat(DEEPEST) + inner + after.repeat(random.chance(8) ? DEEPEST - 1 : DEEPEST),
    () => damage(random, inner),
    () => damage(random, deep(random, inner, 8)),
    () => [inner, inner, inner].join(random.pick([" ", " && ", ".", "(", ", "])),
    () => `request.path.matches(${JSON.stringify(damage(random, "^(a|b)*[^c]{1,9}\\pL$"))})`,
    () =>
      `${"request.path".repeat(random.below(400))} == ${JSON.stringify("x".repeat(random.below(70_000)))}`,
  ])();
}

function deep(random: Random, inner: string, depth: number): string {
  let text = inner;
  for (let level = 0; level < depth; level++) {
    const [before, after] = random.pick(WRAPPINGS);
    text = before + text + after;
  }
  return text;
}
