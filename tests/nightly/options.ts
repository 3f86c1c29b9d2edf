import { Command, InvalidArgumentError } from "commander";

export interface Options {
  /** Which work to do; none: all. */
  readonly names: readonly string[];
  /** The first seed. */
  readonly first: number;
  /** How many seeds; absent: as many as the work says. */
  readonly seeds?: number;
}

const DAY_MS = 86_400_000;
/** More than any work takes in a night, so that no two nights share a seed. */
const SEEDS_A_DAY = 100_000;

/** Reads the command line; `--help` and wrong options end the program. */
export function readOptions(argv: readonly string[]): Options {
  const today = Math.floor(Date.now() / DAY_MS) * SEEDS_A_DAY;
  const command = new Command("nightly")
    .description("differential tests and fuzzing with many seeds; ends with 1 at the first that goes wrong")
    .argument("[work...]", "decisions, requests, images, conditions, host; all when none is named")
    .option("--first <seed>", "the first seed; another each day when absent", toInteger, today)
    .option("--seeds <count>", "how many seeds", toInteger)
    .option("--seed <seed>", "this seed alone", toInteger)
    .parse(argv);
  const { seed, ...options } = command.opts<{ first: number; seeds?: number; seed?: number }>();
  return { names: command.args, ...(seed === undefined ? options : { first: seed, seeds: 1 }) };
}

function toInteger(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("Write a whole number.");
  return Number(text);
}
