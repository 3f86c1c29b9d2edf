/** What a parser found: values, and where they stand in the text. */

/** A stretch of a file: offsets into its text, the end exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A value as it was written. An empty span: between a key and what follows it there is nothing. */
export interface Written extends Span {
  /** The keys of a mapping, in the order of its values. */
  readonly keys?: readonly WrittenKey[] | undefined;
  /** The values of a mapping, or the items of a list. */
  readonly items?: readonly Written[] | undefined;
  /** The name by which aliases stand for this value. */
  readonly anchor?: string | undefined;
  /** The anchor that this stands for; then it has no items of its own. */
  readonly alias?: string | undefined;
}

export interface WrittenKey extends Span {
  readonly name: string;
}

export interface ParsedDocument {
  /** Plain JSON values; aliases share what they stand for. */
  readonly value: unknown;
  readonly root: Written;
}
