import { KEY_MAX } from "../image/layout.js";
import { algorithmsOf, allowedAlgorithms } from "./algorithms.js";
import { type Jwk, type Material, materialOf } from "./material.js";
import { KeyError } from "./problem.js";

/** One key as a key set has it. */
export interface Key extends Material {
  /** UTF-8; absent when it has none. */
  readonly kid?: Uint8Array;
  /** A bit for each algorithm. */
  readonly algorithms: number;
}

/**
 * Reads a JWK (RFC 7517 §4) as a key that verifies tokens.
 * @throws {KeyError} a warning when it is for something else
 */
export function readJwk(jwk: Jwk): Key {
  const kid = readKid(jwk.kid);
  checkUse(jwk);
  const material = materialOf(jwk);
  const algorithms = allowedAlgorithms(jwk.alg, algorithmsOf(material.type, material.size));
  return { ...material, algorithms, ...(kid === undefined ? {} : { kid }) };
}

function readKid(kid: unknown): Uint8Array | undefined {
  if (kid === undefined) return undefined;
  if (typeof kid !== "string" || /[\ud800-\udfff]/u.test(kid))
    throw new KeyError("key-id", "`kid` is no text", "write it in quotes");
  const bytes = Buffer.from(kid);
  if (bytes.length > KEY_MAX.KID)
    throw new KeyError("key-id", `\`kid\` has ${bytes.length} bytes`, `write one of at most ${KEY_MAX.KID}`);
  return bytes;
}

/** RFC 7517 §4.2 and §4.3. A key that signs has a public part, or is a secret, that verifies. */
function checkUse({ use, key_ops: operations }: Jwk): void {
  if (use !== undefined && use !== "sig") throw otherUse("use", use);
  if (operations === undefined) return;
  const isForUs = Array.isArray(operations) && operations.some((one) => one === "verify" || one === "sign");
  if (!isForUs) throw otherUse("key_ops", operations);
}

function otherUse(name: string, value: unknown): KeyError {
  return new KeyError(
    "other-use",
    `\`${name}\` is \`${JSON.stringify(value)}\``,
    "nothing, if no token is signed with this key",
    "warning",
  );
}
