/** What the service that fetches keys and the cells say to each other, through shared data (one `vm_id`). */
import { Slice, addressOf, lengthOf, literal, slice } from "../bytes/slice";

const KEYS = literal("cellwall.keys.");
const WANTED = literal("cellwall.wanted.");

/**
 * Where the key set of an issuer is, by the issuer's name; in memory that stays until `free`. Written after every
 * fetch that brought a usable one, also when it is the one of before: a new version says that it is fresh.
 */
export function keysEntry(issuer: Slice): Slice {
  return joined(KEYS, issuer);
}

/** Where a cell writes, whatever it writes, when it met a token whose key it does not know. */
export function wantedEntry(issuer: Slice): Slice {
  return joined(WANTED, issuer);
}

function joined(prefix: Slice, name: Slice): Slice {
  const size = lengthOf(prefix);
  const address = heap.alloc(size + lengthOf(name));
  memory.copy(address, addressOf(prefix), size);
  memory.copy(address + size, addressOf(name), lengthOf(name));
  return slice(address, size + lengthOf(name));
}
