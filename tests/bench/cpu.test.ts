import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { cpuMicros } from "./cpu.js";

test("the CPU time is what the process itself says, of all its threads", () => {
  const { user, system } = process.cpuUsage();
  const found = cpuMicros([process.pid]);
  expect(Math.abs(found - user - system)).toBeLessThan(100_000);
  expect(cpuMicros([process.pid, process.pid])).toBeGreaterThanOrEqual(2 * found);
});

test("a process that has ended is an error, not one that costs nothing", async () => {
  const child = spawn("true");
  await once(child, "exit");
  expect(() => cpuMicros([child.pid ?? 0])).toThrow("ENOENT");
});
