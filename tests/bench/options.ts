import { Command, InvalidArgumentError } from "commander";
import type { Effort } from "./measure.js";

export interface Options {
  readonly effort: Effort;
  /** Only variants whose name matches, and no footprint. */
  readonly only?: RegExp;
  /** Where to write the results as JSON. */
  readonly json?: string;
  /** Instead of all this: so many callers of one limit (callers/main.ts). */
  readonly callers?: number;
  /** The file whose results section is replaced. */
  readonly markdown?: string;
}

const FULL: Effort = { rounds: 15, sliceMs: 200 };
const QUICK: Effort = { rounds: 3, sliceMs: 100 };

interface Parsed extends Omit<Options, "effort"> {
  readonly quick?: true;
  readonly rounds?: number;
}

/** Reads the command line; `--help` and wrong options end the program. */
export function readOptions(argv: readonly string[]): Options {
  const command = new Command("bench")
    .description("worker CPU per request of the cell, beside Envoy's native filters and other SDKs")
    .option("--quick", "few and short rounds: to see that it runs, not to quote")
    .option(
      "--only <pattern>",
      "only variants whose name matches this regular expression",
      (text) => new RegExp(text),
    )
    .option(
      "--callers <count>",
      "instead: so many callers under one limit; ends with 1 where memory or time grows with them",
      toCount,
    )
    .option("--rounds <count>", "how often each variant is measured", toCount)
    .option("--json <file>", "write the results as JSON")
    .option("--markdown <file>", "replace the results in this Markdown file");
  const { quick, rounds, ...rest } = command.parse(argv).opts<Parsed>();
  const effort = quick ? QUICK : FULL;
  return { effort: rounds === undefined ? effort : { ...effort, rounds }, ...rest };
}

function toCount(text: string): number {
  if (!/^[1-9]\d{0,11}$/.test(text)) throw new InvalidArgumentError("Write a whole number.");
  return Number(text);
}
