/** Progress of what takes time: a line when it starts, a line with the seconds when it is done. */
import { spawn } from "node:child_process";
import { ROOT } from "./tree.mjs";

const colourful = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (colourful ? `\x1b[${code}m${text}\x1b[0m` : text);
export const bold = paint(1);
export const red = paint(31);
export const green = paint(32);
export const dim = paint(2);

/** What a person can mend, said in full by its message; shown without a stack. */
export class Trouble extends Error {}

/** Ends the program with the message of what went wrong; a stack only for what is our own fault. */
export function fail(error) {
  console.error(red(`✗ ${error instanceof Trouble ? error.message : error.stack}`));
  process.exit(1);
}

/** Runs `work` between two progress lines and gives what it gives; a string it gives is shown as a detail. */
export async function step(name, work) {
  console.log(dim(`→ ${name}`));
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  try {
    const result = await work();
    const detail = typeof result === "string" ? `${result}, ` : "";
    console.log(`${green("✓")} ${name} ${dim(`(${detail}${seconds()})`)}`);
    return result;
  } catch (error) {
    console.error(`${red("✗")} ${name} ${dim(`(${seconds()})`)}`);
    throw error;
  }
}

/** Says that a step had nothing to do. */
export function upToDate(name) {
  console.log(`${green("✓")} ${name} ${dim("(up to date)")}`);
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** The code that `run` gives when a program took too long, as that of `timeout` (coreutils). */
export const TIMED_OUT = 124;

/**
 * Runs a program in the repository and gives `{ code, output }`, both streams in one text. With `show`, its
 * output goes to the terminal as it comes and `output` is empty. After `timeout` milliseconds it is killed with
 * all that it started.
 */
export function run(command, args, { show = false, env = process.env, timeout = 0 } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = show ? "inherit" : ["ignore", "pipe", "pipe"];
    const child = spawn(command, args, { cwd: ROOT, stdio, env, detached: timeout > 0 });
    const end = timeout > 0 ? limit(child, timeout) : () => false;
    const chunks = [];
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    child.on("error", (error) => reject(new Trouble(`cannot run \`${command}\`: ${error.message}`)));
    child.on("close", (code) => {
      const wasLate = end();
      resolve({ code: wasLate ? TIMED_OUT : (code ?? 1), output: Buffer.concat(chunks).toString() });
    });
  });
}

/**
 * Kills a child's process group when its time is over, or when this process is told to stop: a group of its own
 * no longer hears Ctrl-C. Gives what to call when the child has ended, which says whether it was too late.
 */
function limit(child, timeout) {
  let isLate = false;
  const kill = () => process.kill(-child.pid, "SIGKILL");
  const stop = () => {
    kill();
    process.exit(1);
  };
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, timeout);
  for (const signal of SIGNALS) process.on(signal, stop);
  return () => {
    clearTimeout(timer);
    for (const signal of SIGNALS) process.off(signal, stop);
    return isLate;
  };
}

/** Like `run`, for a program that must succeed: throws its output otherwise. */
export async function mustRun(command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Trouble(`\`${[command, ...args].join(" ")}\` ended with ${code}\n${output}`);
  return output;
}
