import { readFileSync } from "node:fs";

/** Bytes of a process's own memory that are in RAM (`RssAnon` in /proc/PID/status). */
export function residentBytes(pid: number): number {
  const kilobytes = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}
