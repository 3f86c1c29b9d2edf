import { type FSWatcher, watch } from "node:fs";
import { UsageError } from "./exit.js";
import { fileTrouble } from "./files.js";

/** Editors write in several steps; the run waits until they are done, milliseconds. */
const SETTLE_MS = 100;

/** Runs at once, then whenever one of the files or folders changes, until Ctrl-C. What a run throws is printed. */
export async function watchFiles(paths: readonly string[], run: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const runSafely = () => {
    try {
      run();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.stderr.write(`cellwall: ${error.message}\n`);
    }
    process.stderr.write("waiting for changes; Ctrl-C ends\n");
  };
  const watchers = paths.map((path) =>
    watchOne(path, () => {
      clearTimeout(timer);
      timer = setTimeout(runSafely, SETTLE_MS);
    }),
  );
  runSafely();
  await new Promise<void>((resolve) => process.once("SIGINT", resolve));
  clearTimeout(timer);
  for (const watcher of watchers) watcher.close();
}

function watchOne(path: string, onChange: () => void): FSWatcher {
  try {
    return watch(path, onChange);
  } catch (error) {
    throw fileTrouble("read", path, error);
  }
}
