/** Takes a credential out of a request, so that the upstream never gets it. */
import {
  EMPTY,
  HeaderMapType,
  Slice,
  Status,
  addressOf,
  allocate,
  isPresent,
  lengthOf,
  literal,
  removeHeader,
  replaceHeader,
  slice,
} from "../sdk/index";
import { Writer } from "../bytes/writer";
import { Facts } from "../engine/facts";
import { NamedValues } from "../engine/named-values";
import { sectionCount, sectionOffset, stringAt } from "../image/image";
import { HEADER, PLACE, PLACE_KIND } from "../image/layout";
import { cookieValue, isBlank } from "./credentials";

const COOKIE = literal("cookie");
const SEPARATOR = literal("; ");
const SEMICOLON: u8 = 0x3b;

const writer = new Writer();

/** Removes what stands in these places (bits), but for queries. False when the host does not let it. */
export function withdraw(image: usize, places: u32, facts: Facts): bool {
  let place = image + sectionOffset(image, HEADER.PLACES);
  const count = sectionCount(image, HEADER.PLACES);
  for (let i: u32 = 0; i < count; i++, place += PLACE.SIZE) {
    if (((places >> i) & 1) == 0) continue;
    const kind = u32(load<u8>(place, PLACE.KIND));
    const name = stringAt(image, load<u32>(place, PLACE.NAME));
    const key = u32(load<u16>(place, PLACE.KEY));
    if (kind == PLACE_KIND.HEADER && removeHeader(HeaderMapType.RequestHeaders, name) != Status.Ok)
      return false;
    if (kind == PLACE_KIND.COOKIE && !removeCookie(facts.headers, key, name)) return false;
  }
  return true;
}

/** Leaves one header with all other cookies. */
function removeCookie(headers: NamedValues, key: u32, name: Slice): bool {
  let room = 0;
  for (let index = headers.first(key); index >= 0; index = headers.next(index)) {
    room += 2 * lengthOf(headers.value(index)) + 2;
  }
  writer.open(allocate(room), room);
  for (let index = headers.first(key); index >= 0; index = headers.next(index)) {
    keepOthers(headers.value(index), name);
  }
  const rest = writer.finish();
  const status =
    rest >> 32 == 0
      ? removeHeader(HeaderMapType.RequestHeaders, COOKIE)
      : replaceHeader(HeaderMapType.RequestHeaders, COOKIE, rest);
  return status == Status.Ok;
}

function keepOthers(header: Slice, name: Slice): void {
  const end = addressOf(header) + lengthOf(header);
  for (let at = addressOf(header); at < end; at++) {
    while (at < end && isBlank(at)) at++;
    const start = at;
    while (at < end && load<u8>(at) != SEMICOLON) at++;
    if (at == start || isPresent(cookieValue(start, at, name))) continue;
    writer.bytes(writer.finish() >> 32 == 0 ? EMPTY : SEPARATOR);
    writer.bytes(slice(start, i32(at - start)));
  }
}
