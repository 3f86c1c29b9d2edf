import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Fields of /proc/PID/stat behind the process's name (proc(5)). */
const UTIME = 11;
const STIME = 12;

const TICKS_PER_SECOND = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));

/** CPU time that processes have used so far, all threads, user and system; in microseconds. @throws {Error} one has ended */
export function cpuMicros(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (ticksOf(pid) / TICKS_PER_SECOND) * 1_000_000, 0);
}

/** The name may have spaces and parentheses in it. */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[UTIME]) + Number(fields[STIME]);
}
