/** Why a pattern is refused. */
export interface RegexError {
  /** Lower case, the pattern's own text in backticks. */
  readonly message: string;
  /** What to do about it. */
  readonly help?: string;
  /** What is meant of the pattern, in UTF-16 units. */
  readonly offset: number;
  readonly length: number;
}

/** An error of no single place in the pattern. */
export function errorOfAll(pattern: string, message: string, help: string): RegexError {
  return { message, help, offset: 0, length: pattern.length };
}
