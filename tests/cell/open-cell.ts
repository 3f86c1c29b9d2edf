import { readFileSync } from "node:fs";
import { createDecider, type Decided } from "../../src/host/decide.js";
import type { Request } from "../../src/ir/request.js";

/** The module that Envoy runs, as `npm run build` made it. */
export const CELL = readFileSync(new URL("../../build/cell.wasm", import.meta.url));

/** Decides requests by an image on the very module that Envoy runs. A trap fails the test. */
export function openCell(image: Uint8Array): (request: Request) => Decided {
  const decider = createDecider(CELL, image);
  return (request) => {
    const decided = decider.decide(request);
    if (decided.verdict === "error") throw new Error(decided.message);
    return decided;
  };
}
