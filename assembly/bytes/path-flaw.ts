/** Why a path is refused; `None` when it is not. The decision record's names: assembly/cell/reasons.ts. */
export enum PathFlaw {
  None,
  /** Empty, or does not begin with a slash. */
  Relative,
  /** More than `MAX_PATH` bytes before the query. */
  TooLong,
  /** A raw control byte in the path, or a raw NUL, CR or LF in the query. */
  Control,
  /** A raw byte that RFC 3986 has no place for in a path. */
  Character,
  Backslash,
  Fragment,
  /** `;`: servers disagree what it means. */
  Parameter,
  /** A `%` without two hex digits. */
  Escape,
  /** `%2F`, `%5C`. */
  EscapedSlash,
  EscapedControl,
  /** Escapes that are not well-formed UTF-8. */
  Encoding,
  /** `..` with nothing left to remove. */
  AboveRoot,
}
