/** A mesh's path normalization → the connection manager's. */
import type { PathNormalization } from "../ir/model.js";

/** Fields of Envoy's HttpConnectionManager. */
export interface ManagerNormalization {
  readonly normalize_path: boolean;
  readonly merge_slashes: boolean;
  readonly path_with_escaped_slashes_action: "KEEP_UNCHANGED" | "UNESCAPE_AND_FORWARD";
}

/**
 * The cell normalizes in the same way again, so that nothing changes for it. STRICT leaves escaped slashes
 * to the cell, which refuses them with a decision record.
 */
export function managerNormalization(mode: PathNormalization): ManagerNormalization {
  return {
    normalize_path: mode !== "NONE",
    merge_slashes: mode !== "NONE" && mode !== "BASE",
    path_with_escaped_slashes_action:
      mode === "DECODE_AND_MERGE_SLASHES" ? "UNESCAPE_AND_FORWARD" : "KEEP_UNCHANGED",
  };
}
