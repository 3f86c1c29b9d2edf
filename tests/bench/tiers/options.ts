import { Command, InvalidArgumentError } from "commander";
import type { Effort } from "./measure.js";

export interface Options {
  readonly effort: Effort;
  /** Where to write the results as JSON. */
  readonly json?: string;
  /** The file whose section is replaced. */
  readonly markdown?: string;
}

const FULL = { rounds: 10, sliceMs: 3_000 };
const QUICK = { rounds: 2, sliceMs: 1_000 };
const PER_SECOND = 1_200;

/** Reads the command line; `--help` and wrong options end the program. */
export function readOptions(argv: readonly string[]): Options {
  const command = new Command("bench:tiers")
    .description("latency and CPU of a gateway and a sidecar, guarded by cells and by Envoy's native filters")
    .option("--quick", "few and short rounds: to see that it runs, not to quote")
    .option("--rate <number>", "requests a second", readRate, PER_SECOND)
    .option("--json <file>", "write the results as JSON")
    .option("--markdown <file>", "replace the results in this Markdown file");
  type Given = { quick?: true; rate: number } & Omit<Options, "effort">;
  const { quick, rate, ...rest } = command.parse(argv).opts<Given>();
  return { effort: { ...(quick ? QUICK : FULL), perSecond: rate }, ...rest };
}

function readRate(text: string): number {
  const rate = Number(text);
  if (Number.isInteger(rate) && rate > 0) return rate;
  throw new InvalidArgumentError("it has to be a whole number, at least 1");
}
