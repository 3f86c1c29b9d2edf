import { readdirSync, readFileSync } from "node:fs";

/** The name that Envoy gives the thread of its first worker. */
const WORKER = "wrk:worker_0";

/** Reads how long Envoy's worker has been on a CPU, in nanoseconds. @throws {Error} there is no such thread */
export function workerClock(pid: number): () => number {
  const tasks = `/proc/${pid}/task`;
  const task = readdirSync(tasks).find((id) => readFileSync(`${tasks}/${id}/comm`, "utf8").trim() === WORKER);
  if (task === undefined) throw new Error(`process ${pid} has no thread \`${WORKER}\``);
  return () => Number(readFileSync(`${tasks}/${task}/schedstat`, "utf8").split(" ")[0]);
}
