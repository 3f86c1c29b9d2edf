/** Absolute path or command name of an Envoy of at least 1.36; throws what to do when there is none. */
export function findEnvoy(): string;
