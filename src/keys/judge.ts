import type { Algorithm } from "./algorithms.js";
import { readKey } from "./jwk.js";
import { KeyError } from "./key-error.js";
import type { JsonWebKey } from "./material.js";

/**
 * What a key may verify, or why nothing, in words that go on after its name: `skipped`, it is for something else;
 * `wrong`, nobody can mean it.
 */
export type Judgement =
  | { readonly algorithms: readonly Algorithm[] }
  | { readonly skipped: string }
  | { readonly wrong: string };

/** Whether a key can be in a key set. */
export function judgeKey(jwk: JsonWebKey): Judgement {
  try {
    return { algorithms: readKey(jwk).algorithms };
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    return error.kind === "skipped" ? { skipped: error.message } : { wrong: error.message };
  }
}
