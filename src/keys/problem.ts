/** What can be wrong with a JWK set. */
export const KEY_PROBLEMS = {
  "jwks-form": "no JWK set: not JSON, or without a list `keys`",
  "too-many-keys": "more keys than a key set holds",
  "no-usable-key": "none of the keys can verify a token",
  "key-form": "a key that is no JWK, or lacks a part of one",
  "key-id": "a `kid` that is no text, or too long",
  "key-algorithm": "an `alg` that the key is not for",
  "weak-key": "a key that is too short for any algorithm, or for its own",
  "large-key": "a key that is larger than the module takes",
  "broken-key": "a key that is no point of its curve, or whose numbers no RSA key has",
  "unknown-key-type": "a type of key that no token of ours is signed with; it is left out",
  "other-use": "a key for something else than signatures; it is left out",
} as const;

export type KeyProblemCode = keyof typeof KEY_PROBLEMS;

/** One finding about a JWK set. */
export interface KeyProblem {
  readonly code: KeyProblemCode;
  /** With an error there is no key set; a warning is about a key that is left out. */
  readonly severity: "error" | "warning";
  /** Lower case, the writer's own text in backticks. Never a secret. */
  readonly message: string;
  /** What to do about it. */
  readonly help: string;
  /** Place of the key in `keys`; absent when it is about the whole. */
  readonly index?: number;
  /** Absent when the key has none that is text. */
  readonly kid?: string;
}

/** What is wrong with one key, thrown while it is read and caught where its place is known. */
export class KeyError extends Error {
  constructor(
    readonly code: KeyProblemCode,
    message: string,
    readonly help: string,
    readonly severity: KeyProblem["severity"] = "error",
  ) {
    super(message);
  }
}
