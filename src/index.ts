/**
 * The tools of cellwall for programs: read policy, compile it into an image, decide requests with the very
 * module that Envoy runs, make Envoy's configuration, and run or check any Proxy-Wasm module without Envoy.
 */
export { buildImage } from "./compile/image.js";
export { UnknownTargetError } from "./compile/project.js";
export { type Diagnostic, Diagnostics, type Severity } from "./diagnostics/diagnostic.js";
export type { Place } from "./diagnostics/place.js";
export { render, type Sources } from "./diagnostics/render.js";
export { type SarifRun, toSarif } from "./diagnostics/sarif.js";
export * from "./emit/index.js";
export * from "./host/index.js";
export { ImageTooLargeError } from "./image/too-large.js";
export { policyDigest } from "./ir/digest.js";
export type { PolicySet, Workload } from "./ir/model.js";
export { type Lint, lint } from "./lint/lint.js";
export { lower } from "./lower/lower.js";
export { readDocuments, type SourceFile } from "./policy/read.js";
