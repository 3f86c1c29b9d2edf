/**
 * A path template in Envoy's URI template language
 * (envoy: source/extensions/path/uri_template_lib/uri_template_internal.cc).
 */
export interface PathTemplate {
  /** As written. */
  readonly text: string;
  /** Segments before `**`, or all of them. `null` stands for `*`: one non-empty segment. */
  readonly segments: readonly (string | null)[];
  /**
   * Absent: the path has exactly these segments, the last one ending in `suffix`.
   * Present: after the segments and a slash comes `**` (any bytes, none too).
   */
  readonly rest: boolean;
  /** Literal bytes that end the path: after the last `*`, or after `**` (may hold slashes there); else empty. */
  readonly suffix: string;
  readonly captures: readonly Capture[];
}

/** A named variable: the text from the start of segment `from` to the end of segment `to` (exclusive), or of `**`. */
export interface Capture {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The variable covers `**`. */
  readonly rest: boolean;
}
