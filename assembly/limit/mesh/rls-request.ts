/** `envoy.service.ratelimit.v3.RateLimitRequest`, with one descriptor. */
import { Slice, allocate, lengthOf, literal, slice } from "../../sdk/index";
import { fieldSize, varintSize, writeField, writeFieldHead, writeVarint } from "../../bytes/protobuf";

/** RateLimitRequest: string domain = 1; repeated RateLimitDescriptor descriptors = 2; uint32 hits_addend = 3. */
const DOMAIN: u32 = 1;
const DESCRIPTORS: u32 = 2;
const HITS_KEY: u8 = 3 << 3;

/** RateLimitDescriptor: repeated Entry entries = 1. */
const ENTRIES: u32 = 1;

/** Entry: string key = 1; string value = 2. */
const KEY: u32 = 1;
const VALUE: u32 = 2;

const LIMIT = literal("limit");
const KEY_NAME = literal("key");

/** Asks for `hits` of the bucket `key` of a limit. `limit`: policy/name. In the arena. */
export function rateLimitRequest(domain: Slice, limit: Slice, key: Slice, hits: u32): Slice {
  const first = entrySize(LIMIT, limit);
  const second = entrySize(KEY_NAME, key);
  const descriptor = fieldSize(first) + fieldSize(second);
  const size = fieldSize(lengthOf(domain)) + fieldSize(descriptor) + 1 + varintSize(hits);
  const message = allocate(size);
  let at = writeField(message, DOMAIN, domain);
  at = writeFieldHead(at, DESCRIPTORS, descriptor);
  at = writeEntry(at, first, LIMIT, limit);
  at = writeEntry(at, second, KEY_NAME, key);
  store<u8>(at, HITS_KEY);
  writeVarint(at + 1, hits);
  return slice(message, size);
}

function entrySize(key: Slice, value: Slice): i32 {
  return fieldSize(lengthOf(key)) + fieldSize(lengthOf(value));
}

function writeEntry(at: usize, size: i32, key: Slice, value: Slice): usize {
  return writeField(writeField(writeFieldHead(at, ENTRIES, size), KEY, key), VALUE, value);
}
