import { isJson } from "../bytes/json/check";
import { JsonCursor, isArray, isNumber, isObject, isString, memberOf, valueOf } from "../bytes/json/members";
import { integer, readInteger } from "../bytes/json/number";
import { textOf } from "../bytes/json/string";
import { Slice, addressOf, isPresent, lengthOf, literal, slice } from "../bytes/slice";

/** Endpoints that one configuration may have; as many as an image has issuers. */
const MOST_ENDPOINTS: i32 = 256;

/** Seconds: a day. */
const LONGEST: i64 = 86_400;

const SECOND_NS: u64 = 1_000_000_000;
const SECOND_MS: u32 = 1000;

const ISSUERS = literal("issuers");
const NAME = literal("name");
const CLUSTER = literal("cluster");
const HOST = literal("host");
const PATH = literal("path");
const REFRESH = literal("refresh");
const TIMEOUT = literal("timeout");

/** Where the keys of an issuer are fetched, and how often. Its texts stay for good. */
@final
export class Endpoint {
  /** Of the issuer. */
  name: Slice = 0;
  cluster: Slice = 0;
  /** `:authority`. */
  host: Slice = 0;
  path: Slice = 0;
  refreshNs: u64 = 0;
  timeoutMs: u32 = 0;

  /** Takes an element of the configuration; false when something is missing. */
  read(json: Slice): bool {
    this.name = textIn(json, NAME);
    this.cluster = textIn(json, CLUSTER);
    this.host = textIn(json, HOST);
    this.path = textIn(json, PATH);
    this.refreshNs = secondsIn(json, REFRESH) * SECOND_NS;
    this.timeoutMs = u32(secondsIn(json, TIMEOUT)) * SECOND_MS;
    const hasTexts = this.name != 0 && this.cluster != 0 && this.host != 0 && this.path != 0;
    return hasTexts && this.refreshNs > 0 && this.timeoutMs > 0;
  }
}

/**
 * Reads `{"issuers": [{"name", "cluster", "host", "path", "refresh": seconds, "timeout": seconds}]}`; `null` when it is
 * something else.
 */
export function readEndpoints(configuration: Slice): Array<Endpoint> | null {
  if (!isJson(configuration)) return null;
  const issuers = memberOf(valueOf(configuration), ISSUERS);
  if (!isArray(issuers)) return null;
  const endpoints = new Array<Endpoint>();
  const cursor = new JsonCursor();
  cursor.open(issuers);
  while (cursor.next()) {
    const endpoint = new Endpoint();
    if (endpoints.length == MOST_ENDPOINTS || !isObject(cursor.value) || !endpoint.read(cursor.value))
      return null;
    endpoints.push(endpoint);
  }
  return endpoints;
}

/** A copy; 0 when it is empty, missing, or no text. */
function textIn(json: Slice, name: Slice): Slice {
  const value = memberOf(json, name);
  if (!isPresent(value) || !isString(value) || lengthOf(value) == 2) return 0;
  const copy = heap.alloc(lengthOf(value));
  const text = textOf(value, copy);
  memory.copy(copy, addressOf(text), lengthOf(text));
  return slice(copy, lengthOf(text));
}

/** 0 when it is missing, or no number of seconds up to a day. */
function secondsIn(json: Slice, name: Slice): u64 {
  const value = memberOf(json, name);
  if (!isNumber(value) || !readInteger(value)) return 0;
  return integer > 0 && integer <= LONGEST ? u64(integer) : 0;
}
