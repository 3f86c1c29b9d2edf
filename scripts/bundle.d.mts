/** Bundles a TypeScript program to run from this tree and gives the bundle's path; stacks name the TypeScript lines. */
export function bundleToRun(entry: string): Promise<string>;
