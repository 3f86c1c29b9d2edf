/** What an answer says about credentials: `WWW-Authenticate` (RFC 9110 §11.6.1, RFC 6750 §3). */
import { EMPTY, Slice, allocate, lengthOf, literal } from "../sdk/index";
import { Writer } from "../bytes/writer";
import { sectionCount, stringAt } from "../image/image";
import { HEADER } from "../image/layout";
import { SEVERAL_CREDENTIALS } from "./reasons";

const BEARER = literal('Bearer realm="');
const API_KEY = literal('ApiKey realm="');
const QUOTE = literal('"');
const INVALID_REQUEST = literal('", error="invalid_request');
const INVALID_TOKEN = literal('", error="invalid_token", error_description="');

/** Room for what stands around the realm and the reason. */
const ROOM: i32 = 128;

const writer = new Writer();

/**
 * What to ask for. `reason`: why the credentials that came do not count; `EMPTY` when none did. What it says to callers
 * is one of few fixed texts.
 */
export function challenge(image: usize, reason: Slice): Slice {
  const realm = stringAt(image, load<u32>(image, HEADER.MESH));
  const takesTokens = sectionCount(image, HEADER.ISSUERS) != 0;
  const room = ROOM + lengthOf(realm) + lengthOf(reason);
  writer.open(allocate(room), room);
  writer.bytes(takesTokens ? BEARER : API_KEY);
  writer.bytes(realm);
  if (takesTokens && reason == SEVERAL_CREDENTIALS) {
    writer.bytes(INVALID_REQUEST);
  } else if (takesTokens && reason != EMPTY) {
    writer.bytes(INVALID_TOKEN);
    writer.bytes(reason);
  }
  writer.bytes(QUOTE);
  return writer.finish();
}
