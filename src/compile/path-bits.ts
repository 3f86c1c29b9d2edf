import { PATH } from "../image/layout.js";
import type { PathNormalization } from "../ir/model.js";

const BASE = PATH.DECODE_UNRESERVED | PATH.DOT_SEGMENTS;

const BITS: Readonly<Record<PathNormalization, number>> = {
  STRICT: BASE | PATH.MERGE_SLASHES | PATH.STRICT,
  DECODE_AND_MERGE_SLASHES: BASE | PATH.BACKSLASH_IS_SLASH | PATH.MERGE_SLASHES | PATH.DECODE_SLASHES,
  MERGE_SLASHES: BASE | PATH.BACKSLASH_IS_SLASH | PATH.MERGE_SLASHES,
  BASE: BASE | PATH.BACKSLASH_IS_SLASH,
  NONE: 0,
};

/** The bits of `PATH` that make up a mode. */
export function pathBits(mode: PathNormalization): number {
  return BITS[mode];
}
