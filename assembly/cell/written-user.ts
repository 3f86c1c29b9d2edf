import { Slice, isPresent, literal } from "../sdk/index";
import { valueOf } from "../bytes/json/members";
import { buildUser, roomForUser } from "../engine/build-user";
import { isStrictObject } from "../identity/token/token";
import { RequestSource } from "./request-source";

const USER_PROPERTY = literal("cellwall\0user");

/** The block of the last one. */
let block: usize = 0;

/**
 * The user of a request that a person wrote, who says so by the payload of a token; 0 when there is none. Good until the
 * next one. Requests that come over the wire are never asked: there, anybody could say it.
 */
export function writtenUser(source: RequestSource): usize {
  const claims = source.property(USER_PROPERTY);
  if (!isPresent(claims) || !isStrictObject(claims)) return 0;
  const payload = valueOf(claims);
  if (block != 0) heap.free(block);
  block = heap.alloc(roomForUser(payload));
  return buildUser(block, payload) == 0 ? 0 : block;
}
