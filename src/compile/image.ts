import { encode } from "../image/encode.js";
import type { PolicySet } from "../ir/model.js";
import { compile, type ImageOptions } from "./compile.js";

/**
 * The image of one workload, ready for the cell.
 * @throws {UnknownTargetError} the mesh has no such workload
 * @throws {ImageTooLargeError} the policies exceed the image's bounds
 */
export function buildImage(set: PolicySet, workloadId: string, options: ImageOptions = {}): Uint8Array {
  return encode(compile(set, workloadId, options));
}
