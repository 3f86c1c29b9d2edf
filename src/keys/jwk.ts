import { KEY_MAX } from "../image/layout.js";
import { type Algorithm, algorithmsOf, allowedBy } from "./algorithms.js";
import { KeyError } from "./key-error.js";
import { type JsonWebKey, type Material, materialOf } from "./material.js";

/** One key as a key set has it. */
export interface Key extends Material {
  /** UTF-8; absent when it has none. */
  readonly kid?: Uint8Array;
  /** What it may verify; never empty. */
  readonly algorithms: readonly Algorithm[];
}

/**
 * Reads a key that verifies tokens (RFC 7517 §4).
 * @throws {KeyError}
 */
export function readKey(jwk: JsonWebKey): Key {
  checkUse(jwk);
  const kid = readKid(jwk.kid);
  const material = materialOf(jwk);
  const algorithms = allowedBy(jwk.alg, algorithmsOf(material.type, material.size));
  return { ...material, algorithms, ...(kid === undefined ? {} : { kid }) };
}

/** RFC 7517 §4.2 and §4.3. What signs has a public part, or is a secret, that verifies. */
function checkUse({ use, key_ops: operations }: JsonWebKey): void {
  if (use !== undefined && use !== "sig") throw new KeyError("skipped", `its \`use\` is \`${use}\``);
  if (operations === undefined) return;
  const isForTokens =
    Array.isArray(operations) && operations.some((one) => one === "verify" || one === "sign");
  if (!isForTokens) throw new KeyError("skipped", "its `key_ops` lack `verify`");
}

function readKid(kid: unknown): Uint8Array | undefined {
  if (kid === undefined) return undefined;
  if (typeof kid !== "string" || /\p{Surrogate}/u.test(kid))
    throw new KeyError("wrong", "has a `kid` that is no text");
  const bytes = Buffer.from(kid);
  if (bytes.length <= KEY_MAX.KID) return bytes;
  throw new KeyError("wrong", `has a \`kid\` of ${bytes.length} bytes; ${KEY_MAX.KID} are the most`);
}
