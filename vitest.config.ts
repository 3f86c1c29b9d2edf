import { defineConfig } from "vitest/config";
import { VitestReporter } from "./scripts/counts.mjs";

const SECOND = 1000;

/** `unit`: beside the code; `integration`: several parts together; `e2e`: a real Envoy, one file at a time. */
export default defineConfig({
  test: {
    reporters: ["default", new VitestReporter()],
    projects: [
      { test: { name: "unit", include: ["src/**/*.test.ts"] } },
      {
        test: {
          name: "integration",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/e2e/**"],
          testTimeout: 60 * SECOND,
          hookTimeout: 60 * SECOND,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 60 * SECOND,
          hookTimeout: 120 * SECOND,
        },
      },
    ],
  },
});
