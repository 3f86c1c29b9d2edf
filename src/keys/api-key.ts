import { createHash, randomBytes, randomInt } from "node:crypto";

const ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const ID_LENGTH = 10;
const SECRET_BYTES = 32;
const SALT_BYTES = 16;

/** A new API key, and what of it a policy may know. */
export interface NewApiKey {
  /** For its owner alone: `cw_<id>_<secret>`. */
  readonly key: string;
  readonly id: string;
  /** `sha256:<salt>:<SHA-256 of the salt and the key>`, both in base64url. */
  readonly hash: string;
}

/** Makes a key of 256 random bits, which is why one hash is enough (see RATIONALE.md). */
export function makeApiKey(): NewApiKey {
  const id = Array.from({ length: ID_LENGTH }, () => ID_CHARACTERS[randomInt(ID_CHARACTERS.length)]).join("");
  const key = `cw_${id}_${randomBytes(SECRET_BYTES).toString("base64url")}`;
  const salt = randomBytes(SALT_BYTES);
  const digest = createHash("sha256").update(salt).update(key).digest("base64url");
  return { key, id, hash: `sha256:${salt.toString("base64url")}:${digest}` };
}
