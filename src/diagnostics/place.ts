/** Where a person wrote something: a file and a 1-based line and column (columns count UTF-16 code units). */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Length of the marked text in UTF-16 code units, at least 1; the caret line underlines this much. */
  readonly length: number;
}
