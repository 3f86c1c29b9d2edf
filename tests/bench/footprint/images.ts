/** What a policy of many rules costs before the first request. */
import { readFileSync } from "node:fs";
import { Vm } from "../../../src/host/index.js";
import { CELL } from "../modules.js";
import { compiled } from "../scenario/compiled.js";

/** Runs of `proxy_on_configure`; the quickest counts, as the first ones run code that V8 has not optimized yet. */
const CONFIGURE_RUNS = 7;

export interface ImageFootprint {
  readonly rules: number;
  /** Policy file to IR, in milliseconds. */
  readonly readMs: number;
  /** IR to image, in milliseconds. */
  readonly compileMs: number;
  readonly imageBytes: number;
  /** The cell copies and validates the image, in milliseconds; Node's V8. */
  readonly configureMs: number;
}

export function imageFootprint(rules: number): ImageFootprint {
  const { image, readMs, compileMs } = compiled(rules, "paths");
  return { rules, readMs, compileMs, imageBytes: image.length, configureMs: configureMs(image) };
}

/** @throws {Error} the cell refuses the image */
function configureMs(image: Uint8Array): number {
  const vm = new Vm(readFileSync(CELL));
  const configured = vm.configure(image);
  if (!configured.accepted) throw new Error(`the cell refuses the bench's image: ${configured.reason}`);
  const { root } = vm.stream();
  const runs = Array.from({ length: CONFIGURE_RUNS }, () => {
    const start = performance.now();
    vm.invoke(root, "proxy_on_configure", root.id, image.length);
    return performance.now() - start;
  });
  return Math.min(...runs);
}
