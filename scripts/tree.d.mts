/** Absolute path of the repository, without a trailing slash. */
export const ROOT: string;

/** What can be thrown away: Envoy, bundles, stamps, test reports. */
export const CACHE: string;

/**
 * Absolute paths of the files under a folder (relative to the repository), sorted; hidden ones and outputs left
 * out. `accepts` is asked with the path relative to the repository.
 */
export function filesUnder(folder: string, accepts?: (path: string) => boolean): string[];
