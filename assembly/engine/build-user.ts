/** Claims in JSON → the user they describe, in one block (user.ts). */
import { BACKSLASH, COLON, COMMA, OPEN_ARRAY, OPEN_OBJECT } from "../bytes/json/characters";
import { JsonCursor, isArray, isNumber, isObject, isString } from "../bytes/json/members";
import { integer, readInteger, toDouble } from "../bytes/json/number";
import { textOf } from "../bytes/json/string";
import { ABSENT, EMPTY, Slice, addressOf, isPresent, lengthOf, literal, slice } from "../bytes/slice";
import { equals } from "../bytes/view";
import { TAG } from "../image/layout";
import { MAX_ITEMS } from "./condition/loops";
import {
  SIZE,
  copy,
  countOf,
  fail,
  itemsOf,
  payloadOf,
  set,
  setBool,
  setInt,
  setString,
  tagOf,
} from "./condition/values";
import { USER } from "./user";

const SUB = literal("sub");
const ISS = literal("iss");
const AUD = literal("aud");
const SCOPE = literal("scope");
const SCP = literal("scp");

const SPACE: u8 = 0x20;
const LETTER_T: u8 = 0x74;
const LETTER_F: u8 = 0x66;

/** How deep claims go. */
const MAX_DEPTH: i32 = 16;

/** One for each level, since none goes on before what is in it is read. */
const cursors: StaticArray<JsonCursor> = new StaticArray<JsonCursor>(MAX_DEPTH);
for (let i = 0; i < MAX_DEPTH; i++) unchecked((cursors[i] = new JsonCursor()));

/** What is left of the block. */
let free: usize = 0;
let end: usize = 0;

/**
 * Bytes that suffice for the user of these claims, and not many more: before each value is one of `[{,:`, lists of
 * audiences and scopes have items of their own, and what is escaped is written once more.
 */
export function roomForUser(claims: Slice): usize {
  const length = lengthOf(claims);
  let values: usize = 4;
  let escapes: usize = 0;
  for (let i = 0; i < length; i++) {
    const byte = load<u8>(addressOf(claims) + i);
    if (byte == COMMA || byte == COLON || byte == OPEN_ARRAY || byte == OPEN_OBJECT) values += 2;
    else if (byte == SPACE) values++;
    else if (byte == BACKSLASH) escapes++;
  }
  return USER.SIZE + 2 * align(length) + (values + 2 * escapes) * SIZE;
}

/**
 * Writes claims to `to` (aligned to 8), which has room. They are a JSON object as strict as a token's
 * (assembly/identity/token/token.ts), and are copied. False when there is no room. `describeUser` makes them a user.
 */
export function buildClaims(to: usize, claims: Slice): bool {
  const text = to + USER.SIZE;
  end = to + roomForUser(claims);
  memory.copy(text, addressOf(claims), lengthOf(claims));
  free = align(text + lengthOf(claims));
  store<u64>(to, slice(text, lengthOf(claims)), USER.TEXT);
  return build(to + USER.CLAIMS, slice(text, lengthOf(claims)), 0);
}

/**
 * Writes who the user is, after `buildClaims`: `about` is the map that has `iss`, `aud` and the scopes (0: none), and
 * `claims` is what the user's claims are, one of the maps that were built. Answers where the block ends.
 */
export function describeUser(to: usize, subject: Slice, about: usize, claims: usize): usize {
  store<u64>(to, subject, USER.SUB);
  const issuer = textIn(about, ISS);
  store<u64>(to, isPresent(issuer) ? issuer : EMPTY, USER.ISS);
  const scope = entryOf(about, SCOPE);
  const scopes = scope != 0 && tagOf(scope) == TAG.STRING ? scope : entryOf(about, SCP);
  setStrings(to + USER.AUD, entryOf(about, AUD), false);
  setStrings(to + USER.SCOPES, scopes, true);
  copy(to + USER.CLAIMS, claims);
  return free;
}

/** The user of a token's claims: where the block ends, or 0 for claims that `buildClaims` does not take. */
export function buildUser(to: usize, claims: Slice): usize {
  const map = to + USER.CLAIMS;
  return buildClaims(to, claims) ? describeUser(to, textIn(map, SUB), map, map) : 0;
}

/** Makes `value` what JSON says. */
function build(value: usize, json: Slice, depth: i32): bool {
  if (isString(json)) return buildText(value, json);
  if (isObject(json) || isArray(json)) return buildContainer(value, json, depth);
  const first = load<u8>(addressOf(json));
  if (isNumber(json)) setNumber(value, json);
  else if (first == LETTER_T || first == LETTER_F) setBool(value, first == LETTER_T);
  else set(value, TAG.NULL, 0);
  return true;
}

/** A string that is escaped takes memory of its own. */
function buildText(value: usize, json: Slice): bool {
  if (usize(lengthOf(json)) > end - free) return false;
  const text = textOf(json, free);
  if (addressOf(text) == free) free = align(free + lengthOf(text));
  setString(value, text);
  return true;
}

function buildContainer(value: usize, json: Slice, depth: i32): bool {
  if (depth == MAX_DEPTH) return false;
  const isMap = isObject(json);
  const cursor = unchecked(cursors[depth]);
  const count = countIn(cursor, json);
  const items = allocate(isMap ? 2 * count : count);
  if (items == 0) return false;
  let item = items;
  cursor.open(json);
  while (cursor.next()) {
    if (isMap) {
      if (!buildText(item, cursor.name)) return false;
      item += SIZE;
    }
    if (!build(item, cursor.value, depth + 1)) return false;
    item += SIZE;
  }
  set(value, isMap ? TAG.MAP : TAG.LIST, slice(items, count));
  return true;
}

function countIn(cursor: JsonCursor, json: Slice): i32 {
  let count = 0;
  cursor.open(json);
  while (cursor.next()) count++;
  return count;
}

/** Whole numbers written without fraction and exponent are ints, as far as they fit. */
function setNumber(value: usize, json: Slice): void {
  if (isPlain(json) && readInteger(json)) setInt(value, integer);
  else set(value, TAG.DOUBLE, reinterpret<u64>(toDouble(json)));
}

/** Digits and a sign, nothing else. */
function isPlain(json: Slice): bool {
  for (let i = 1; i < lengthOf(json); i++) if (load<u8>(addressOf(json) + i) - 0x30 > 9) return false;
  return true;
}

/** A list: the strings of `from` if it is one, its words or itself if it is a string, else an empty one. */
function setStrings(value: usize, from: usize, isSplit: bool): void {
  const items = free;
  const tag = from == 0 ? TAG.NONE : tagOf(from);
  set(value, TAG.LIST, slice(items, 0));
  if (tag == TAG.LIST) {
    const last = itemsOf(from) + countOf(from) * SIZE;
    for (let item = itemsOf(from); item < last; item += SIZE) {
      if (tagOf(item) == TAG.STRING) append(value, payloadOf(item));
    }
  } else if (tag == TAG.STRING && isSplit) {
    appendWords(value, payloadOf(from));
  } else if (tag == TAG.STRING) {
    append(value, payloadOf(from));
  }
}

/** What stands between spaces. */
function appendWords(list: usize, text: Slice): void {
  const last = addressOf(text) + lengthOf(text);
  for (let at = addressOf(text); at < last; at++) {
    const word = at;
    while (at < last && load<u8>(at) != SPACE) at++;
    if (at > word) append(list, slice(word, i32(at - word)));
  }
}

/** Adds to a list that ends where memory is free; one that gets too long is an error. */
function append(list: usize, text: Slice): void {
  const count = tagOf(list) == TAG.LIST ? countOf(list) : MAX_ITEMS;
  const item: usize = count == MAX_ITEMS ? 0 : allocate(1);
  if (item == 0) return fail(list);
  setString(item, text);
  set(list, TAG.LIST, slice(itemsOf(list), count + 1));
}

/** The value of a name in a map; 0 when it has none, or there is no map. */
export function entryOf(map: usize, name: Slice): usize {
  if (map == 0 || tagOf(map) != TAG.MAP) return 0;
  const last = itemsOf(map) + 2 * countOf(map) * SIZE;
  for (let entry = itemsOf(map); entry < last; entry += 2 * SIZE) {
    if (equals(payloadOf(entry), name)) return entry + SIZE;
  }
  return 0;
}

/** What a name in a map says; `ABSENT` when it has no string. */
export function textIn(map: usize, name: Slice): Slice {
  const value = entryOf(map, name);
  return value != 0 && tagOf(value) == TAG.STRING ? payloadOf(value) : ABSENT;
}

/** Room for so many values, or 0. */
function allocate(values: usize): usize {
  const at = free;
  if (values * SIZE > end - at) return 0;
  free = at + values * SIZE;
  return at;
}


@inline
function align(address: usize): usize {
  return (address + 7) & ~7;
}
