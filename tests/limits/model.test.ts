import { expect, test } from "vitest";
import { REQUESTS_PER_MODEL, runModel } from "./model.js";

const SEEDS = 25;

test(`${SEEDS * REQUESTS_PER_MODEL} random requests to several workers: no more is admitted than the limits allow`, () => {
  let admitted = 0;
  let refused = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const counts = runModel(seed);
    admitted += counts.admitted;
    refused += counts.refused;
  }
  expect(admitted).toBeGreaterThan(SEEDS * REQUESTS_PER_MODEL * 0.2);
  expect(refused).toBeGreaterThan(SEEDS * REQUESTS_PER_MODEL * 0.2);
});
