/** Something that is checked over and over, each time on what a seed makes of it. */
export interface Work {
  /** One word; `npm run nightly` takes it as an argument. */
  readonly name: string;
  /** What it checks, for people. */
  readonly checks: string;
  /** How many of those one seed makes. */
  readonly perSeed: number;
  /** Seeds in `npm run nightly`. */
  readonly nightly: number;
  /** @throws {Error} something is wrong; the message says with what */
  readonly run: (seed: number) => void;
}
