/** API keys: `cw_<id>_<secret>`. The image has their salted hashes, in the order of their IDs (src/image/identity.ts). */
import { equalSecrets } from "../bytes/secret";
import { sha256 } from "../bytes/sha256";
import { Slice, addressOf, lengthOf, literal, slice } from "../bytes/slice";
import { startsWith } from "../bytes/view";
import { sectionCount, sectionOffset } from "../image/image";
import { API_KEY, API_KEY_BYTES, HEADER } from "../image/layout";

const PREFIX = literal("cw_");
const UNDERSCORE: u8 = 0x5f;

/** Where the ID begins and ends. */
const ID: i32 = 3;
const ID_END: i32 = ID + i32(API_KEY_BYTES.ID);

/** Characters of a key: 32 bytes of secret in base64url behind the second underscore. */
const LENGTH: i32 = ID_END + 1 + 43;

const DIGEST: usize = memory.data(API_KEY_BYTES.HASH, 8);

/** The record of a key, or 0 when there is none such. */
export function findApiKey(image: usize, key: Slice): usize {
  if (lengthOf(key) != LENGTH || !startsWith(key, PREFIX)) return 0;
  if (load<u8>(addressOf(key) + ID_END) != UNDERSCORE) return 0;
  const record = recordOf(image, addressOf(key) + ID);
  return record != 0 && isHashed(record, key) ? record : 0;
}

/** Searches by halves. */
function recordOf(image: usize, id: usize): usize {
  const records = image + sectionOffset(image, HEADER.API_KEYS);
  let low: u32 = 0;
  let high = sectionCount(image, HEADER.API_KEYS);
  while (low < high) {
    const middle = (low + high) >> 1;
    const record = records + middle * API_KEY.SIZE;
    const order = memory.compare(record + API_KEY.ID, id, API_KEY_BYTES.ID);
    if (order == 0) return record;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return 0;
}

/** Whether the hash is that of the salt and the key. */
function isHashed(record: usize, key: Slice): bool {
  sha256.begin();
  sha256.update(slice(record + API_KEY.SALT, API_KEY_BYTES.SALT));
  sha256.update(key);
  sha256.finish(DIGEST);
  return equalSecrets(slice(record + API_KEY.HASH, API_KEY_BYTES.HASH), slice(DIGEST, API_KEY_BYTES.HASH));
}
