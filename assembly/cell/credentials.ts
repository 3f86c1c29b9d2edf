import {
  EMPTY,
  FAILED,
  Slice,
  addressOf,
  equals,
  isPresent,
  lengthOf,
  slice,
  startsWith,
} from "../sdk/index";
import { Facts } from "../engine/facts";
import { NamedValues } from "../engine/named-values";
import { sectionCount, sectionOffset, stringAt } from "../image/image";
import { HEADER, PLACE, PLACE_KIND } from "../image/layout";

const SPACE: u8 = 0x20;
const TAB: u8 = 0x09;
const SEMICOLON: u8 = 0x3b;
const EQUALS: u8 = 0x3d;

/** The credential of a request: what stands in the places that the image names. */
@final
export class Credentials {
  /** The one that was found; `FAILED` when its escapes stand for no text. */
  text: Slice = EMPTY;
  /** A PLACE_USE; 0 when there is none. */
  use: u32 = 0;
  /** The first place where it stands, as a bit, and all. */
  place: u32 = 0;
  places: u32 = 0;
  /** Another one is there, too. */
  areSeveral: bool = false;
  private current: usize = 0;
  private bit: u32 = 0;

  constructor(
    private image: usize,
    private facts: Facts,
  ) {}

  /** Looks into each place. */
  find(): void {
    this.text = EMPTY;
    this.use = 0;
    this.places = 0;
    this.areSeveral = false;
    let place = this.image + sectionOffset(this.image, HEADER.PLACES);
    const count = sectionCount(this.image, HEADER.PLACES);
    for (let i: u32 = 0; i < count; i++, place += PLACE.SIZE) {
      this.current = place;
      this.bit = 1 << i;
      this.look(place);
    }
  }

  private look(place: usize): void {
    const kind = u32(load<u8>(place, PLACE.KIND));
    const key = u32(load<u16>(place, PLACE.KEY));
    const values: NamedValues = kind == PLACE_KIND.QUERY ? this.facts.queryParameters() : this.facts.headers;
    for (let index = values.first(key); index >= 0; index = values.next(index)) {
      const value = values.value(index);
      if (kind == PLACE_KIND.COOKIE)
        this.takeCookies(value, stringAt(this.image, load<u32>(place, PLACE.NAME)));
      else this.take(withoutScheme(value, stringAt(this.image, load<u32>(place, PLACE.SCHEME))));
    }
  }

  /** All cookies of a name (RFC 6265 §5.4). */
  private takeCookies(header: Slice, name: Slice): void {
    const end = addressOf(header) + lengthOf(header);
    for (let at = addressOf(header); at < end; at++) {
      while (at < end && isBlank(at)) at++;
      const start = at;
      while (at < end && load<u8>(at) != SEMICOLON) at++;
      const value = cookieValue(start, at, name);
      if (isPresent(value)) this.take(value);
    }
  }

  private take(text: Slice): void {
    if (text >> 32 == 0) return;
    const use = u32(load<u8>(this.current, PLACE.USE));
    if (this.use == 0) {
      this.text = text;
      this.use = use;
      this.place = this.bit;
    } else if (this.use != use || !(equals(this.text, text) || this.text == text)) {
      this.areSeveral = true;
    }
    this.places |= this.bit;
  }
}

/** What stands behind a scheme and spaces (RFC 9110 §11.4); nothing behind another one. */
export function withoutScheme(value: Slice, scheme: Slice): Slice {
  if (lengthOf(scheme) == 0) return value;
  const length = lengthOf(scheme);
  if (lengthOf(value) <= length || !isSame(value, scheme)) return EMPTY;
  const end = addressOf(value) + lengthOf(value);
  let at = addressOf(value) + length;
  if (load<u8>(at) != SPACE) return EMPTY;
  while (at < end && load<u8>(at) == SPACE) at++;
  return slice(at, i32(end - at));
}

/** Whether a text begins with letters, in any case. */
function isSame(text: Slice, letters: Slice): bool {
  for (let i = 0; i < lengthOf(letters); i++) {
    if (lowerCase(load<u8>(addressOf(text) + i)) != lowerCase(load<u8>(addressOf(letters) + i))) return false;
  }
  return true;
}


@inline
function lowerCase(byte: u8): u8 {
  return byte - 0x41 < 26 ? byte | 0x20 : byte;
}

/** The value of a cookie of this name, else `FAILED`. */
export function cookieValue(start: usize, end: usize, name: Slice): Slice {
  let last = end;
  while (last > start && isBlank(last - 1)) last--;
  const pair = slice(start, i32(last - start));
  const length = lengthOf(name);
  if (!startsWith(pair, name) || lengthOf(pair) == length || load<u8>(start + length) != EQUALS)
    return FAILED;
  return slice(start + length + 1, lengthOf(pair) - length - 1);
}


@inline
export function isBlank(at: usize): bool {
  return load<u8>(at) == SPACE || load<u8>(at) == TAB;
}
