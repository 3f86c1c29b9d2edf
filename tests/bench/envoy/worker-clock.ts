import { readdirSync, readFileSync } from "node:fs";

/** The names that Envoy gives the threads of its workers begin so. */
const WORKER = "wrk:worker_";

/** Reads how long Envoy's workers have been on a CPU, in nanoseconds. @throws {Error} there is no such thread */
export function workerClock(pid: number): () => number {
  const tasks = `/proc/${pid}/task`;
  const workers = readdirSync(tasks).filter((id) =>
    readFileSync(`${tasks}/${id}/comm`, "utf8").startsWith(WORKER),
  );
  if (workers.length === 0) throw new Error(`process ${pid} has no thread \`${WORKER}…\``);
  const onCpu = (id: string) => Number(readFileSync(`${tasks}/${id}/schedstat`, "utf8").split(" ")[0]);
  return () => workers.reduce((sum, id) => sum + onCpu(id), 0);
}
