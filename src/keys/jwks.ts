import { KEY_MAX } from "../image/layout.js";
import { encodeKeys } from "./encode.js";
import { type Key, readJwk } from "./jwk.js";
import type { Jwk } from "./material.js";
import { KeyError, type KeyProblem, type KeyProblemCode } from "./problem.js";

export interface ReadKeys {
  /** A key set (src/image/key-set.ts); absent when there is an error. */
  readonly keySet?: Uint8Array;
  /** In the order of the keys. */
  readonly problems: readonly KeyProblem[];
}

/** Reads a JWK set (RFC 7517 §5), an object or its JSON text, into a key set. Keys of one `kid` stay as they are. */
export function readJwks(source: unknown): ReadKeys {
  const jwks = typeof source === "string" ? parse(source) : source;
  const list = isObject(jwks) ? jwks.keys : undefined;
  if (!Array.isArray(list)) return refused("jwks-form", "this is no JWK set", 'write `{"keys": [...]}`');
  if (list.length > KEY_MAX.KEYS)
    return refused("too-many-keys", `${list.length} keys`, `keep the ${KEY_MAX.KEYS} that are in use`);
  const { keys, problems } = readAll(list);
  if (problems.some(({ severity }) => severity === "error")) return { problems };
  if (keys.length > 0) return { keySet: encodeKeys(keys), problems };
  const { problems: none } = refused(
    "no-usable-key",
    "no key verifies a token",
    "add one that tokens are signed with",
  );
  return { problems: [...problems, ...none] };
}

function readAll(list: readonly unknown[]): { keys: readonly Key[]; problems: readonly KeyProblem[] } {
  const keys: Key[] = [];
  const problems: KeyProblem[] = [];
  list.forEach((jwk: unknown, index) => {
    try {
      if (!isObject(jwk)) throw new KeyError("key-form", "this is no JWK", "write an object");
      keys.push(readJwk(jwk));
    } catch (error) {
      if (!(error instanceof KeyError)) throw error;
      problems.push(problemOf(error, index, jwk));
    }
  });
  return { keys, problems };
}

function problemOf({ code, severity, message, help }: KeyError, index: number, jwk: unknown): KeyProblem {
  const kid = isObject(jwk) && typeof jwk.kid === "string" ? { kid: jwk.kid } : {};
  return { code, severity, message, help, index, ...kid };
}

function refused(code: KeyProblemCode, message: string, help: string): ReadKeys {
  return { problems: [{ code, severity: "error", message, help }] };
}

/** Undefined when it is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Jwk {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
