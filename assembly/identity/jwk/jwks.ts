/** JWK sets (RFC 7517 §5) as they are fetched. */
import { isJson } from "../../bytes/json/check";
import { JsonCursor, hasUniqueNames, isArray, isObject, memberOf, valueOf } from "../../bytes/json/members";
import { EMPTY, Slice, literal } from "../../bytes/slice";
import { KEY_MAX } from "../../image/layout";
import { Jwk } from "./jwk";
import { KeySetWriter } from "./key-set-writer";

const KEYS = literal("keys");

const cursor = new JsonCursor();
const jwk = new Jwk();
const writer = new KeySetWriter();

/**
 * Writes the key set of a JWK set to `to`, which has `KEY_SET_CAPACITY` bytes. Keys that cannot verify tokens are left
 * out. `EMPTY` when the text is no JWK set, or has no usable key, or more than a key set holds.
 */
export function readJwks(text: Slice, to: usize): Slice {
  if (!isJson(text)) return EMPTY;
  const set = valueOf(text);
  if (!isObject(set) || !hasUniqueNames(set)) return EMPTY;
  const keys = memberOf(set, KEYS);
  const count = isArray(keys) ? usableOf(keys) : 0;
  if (count == 0) return EMPTY;
  writer.open(to, count);
  cursor.open(keys);
  while (cursor.next()) if (jwk.read(cursor.value)) writer.add(jwk);
  return writer.finish();
}

/** How many keys are usable; 0 when a set has no room for them. */
function usableOf(keys: Slice): u32 {
  let usable: u32 = 0;
  cursor.open(keys);
  while (cursor.next()) if (jwk.read(cursor.value)) usable++;
  return usable <= KEY_MAX.KEYS ? usable : 0;
}
