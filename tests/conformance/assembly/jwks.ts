// JWK sets as the module reads them. Slices (assembly/bytes/slice.ts) are big integers outside.
import { Slice, addressOf, lengthOf } from "../../../assembly/bytes/slice";
import { readJwks } from "../../../assembly/identity/jwk/jwks";
import { KEY_SET_CAPACITY } from "../../../assembly/identity/jwk/key-set-writer";
import { KeySet } from "../../../assembly/identity/key-set";

/** Where a test puts the text; 512 KiB. */
export const input: usize = heap.alloc(0x80000);

const output: usize = heap.alloc(KEY_SET_CAPACITY);
const keys = new KeySet();

/** The key set; 0 when there is none. */
export function convert(text: Slice): Slice {
  return readJwks(text, output);
}

/** Whether the reader takes it. */
export function isSound(keySet: Slice): bool {
  return keys.open(addressOf(keySet), lengthOf(keySet));
}
