/** The cell's own time for a request among few and among many rules, in Node's V8: the same engine as Envoy's. */
import { readFileSync } from "node:fs";
import { buildImage } from "../../../src/compile/image.js";
import { createDecider } from "../../../src/host/decide.js";
import type { Request } from "../../../src/ir/request.js";
import { CELL } from "../modules.js";
import { meshAnd, readPolicy, TARGET } from "../scenario/policy.js";
import { WORLDS, type World } from "./worlds.js";

const FEW = 10;
const ROUNDS = 15;
const REQUESTS = 400;

/** Nanoseconds of a decision by the host and the module together; the quickest of the rounds. */
export interface WorstCase {
  readonly name: string;
  readonly rules: number;
  readonly few: number;
  /** Among all rules: a request that the last one allows, and one that none does. */
  readonly allowed: number;
  readonly refused: number;
  readonly imageBytes: number;
  readonly compileMs: number;
}

/** @throws {Error} a cell decides otherwise than the rules say */
export function measureWorstCases(): WorstCase[] {
  return WORLDS.map((world) => {
    const few = decider(world, FEW);
    const many = decider(world, world.rules);
    const fits = world.request(world.rules - 1);
    const fitsFew = world.request(FEW - 1);
    const none: Request = { method: "GET", path: "/nothing/here", headers: [["x-1", "none"]] };
    const times = { few: Infinity, allowed: Infinity, refused: Infinity };
    for (let round = 0; round < ROUNDS; round++) {
      times.few = Math.min(times.few, time(few.decide, fitsFew));
      times.allowed = Math.min(times.allowed, time(many.decide, fits));
      times.refused = Math.min(times.refused, time(many.decide, none));
    }
    return {
      name: world.name,
      rules: world.rules,
      ...times,
      imageBytes: many.bytes,
      compileMs: many.compileMs,
    };
  });
}

function decider(world: World, rules: number) {
  const authorize = Array.from({ length: rules }, (_, index) => ({
    name: `rule-${String(index).padStart(6, "0")}`,
    effect: "allow",
    ...world.rule(index),
  }));
  const start = performance.now();
  const image = buildImage(readPolicy(meshAnd({ authorize })), TARGET);
  const compileMs = performance.now() - start;
  const cell = createDecider(readFileSync(CELL), image);
  return { decide: cell.decide.bind(cell), bytes: image.length, compileMs };
}

function time(decide: ReturnType<typeof createDecider>["decide"], request: Request): number {
  const start = performance.now();
  for (let i = 0; i < REQUESTS; i++) decide(request);
  return ((performance.now() - start) * 1e6) / REQUESTS;
}
