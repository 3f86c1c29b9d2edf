import { isPresent, slice } from "../../bytes/slice";
import { attributeAddress } from "../../image/image";
import { ATTRIBUTE, ATTRIBUTE_NUMBER, FAMILY, TAG } from "../../image/layout";
import { textOf } from "../attributes";
import { Facts, UNKNOWN_TIME } from "../facts";
import { NamedValues } from "../named-values";
import { USER } from "../user";
import { MAX_ITEMS } from "./loops";
import { digits, readDigits } from "./digits";
import { allocate } from "./scratch";
import { setTimestamp } from "./times";
import { SIZE, copy, fail, set, setInt, setString } from "./values";

/** Makes `value` the value of an attribute; an error when it is missing or ambiguous. */
export function setAttribute(value: usize, image: usize, attribute: u32, facts: Facts): void {
  const record = attributeAddress(image, attribute);
  const key = u32(load<u16>(record, ATTRIBUTE.KEY));
  switch (u32(load<u16>(record, ATTRIBUTE.NUMBER))) {
    case ATTRIBUTE_NUMBER.HEADER_VALUES:
      return setValues(value, facts.headers, key);
    case ATTRIBUTE_NUMBER.QUERY_VALUES:
      return setValues(value, facts.queryParameters(), key);
    case ATTRIBUTE_NUMBER.TIME:
      return facts.time == UNKNOWN_TIME ? fail(value) : setTimestamp(value, 0, facts.time);
    case ATTRIBUTE_NUMBER.SIZE:
      return setSize(value, facts, key);
    case ATTRIBUTE_NUMBER.SOURCE_IP:
      return setIp(value, facts.sourceFamily, facts.sourceAddress);
    case ATTRIBUTE_NUMBER.SOURCE_PORT:
      return setPort(value, facts.sourcePort);
    case ATTRIBUTE_NUMBER.DESTINATION_IP:
      return setIp(value, facts.destinationFamily, facts.destinationAddress);
    case ATTRIBUTE_NUMBER.DESTINATION_PORT:
      return setPort(value, facts.destinationPort);
    case ATTRIBUTE_NUMBER.USER_AUD:
      return setOfUser(value, facts.user, USER.AUD);
    case ATTRIBUTE_NUMBER.USER_SCOPES:
      return setOfUser(value, facts.user, USER.SCOPES);
    case ATTRIBUTE_NUMBER.USER_CLAIMS:
      return setOfUser(value, facts.user, USER.CLAIMS);
    default: {
      const text = textOf(image, attribute, facts);
      if (isPresent(text)) setString(value, text);
      else fail(value);
    }
  }
}

/** A value of the user's block, by its offset. */
function setOfUser(value: usize, user: usize, offset: usize): void {
  if (user == 0) fail(value);
  else copy(value, user + offset);
}

/** All values of a header or parameter, which have to be known and not too many. */
function setValues(value: usize, values: NamedValues, id: u32): void {
  let count: u32 = 0;
  for (let index = values.first(id); index >= 0; index = values.next(index)) {
    if (!isPresent(values.value(index))) return fail(value);
    count++;
  }
  const items: usize = count > MAX_ITEMS || values.isFull ? 0 : allocate(count * SIZE);
  if (items == 0) return fail(value);
  let item = items;
  for (let index = values.first(id); index >= 0; index = values.next(index), item += SIZE) {
    setString(item, values.value(index));
  }
  set(value, TAG.LIST, slice(items, count));
}

/** What `content-length` announces; without it nothing, unless a body follows all the same. */
function setSize(value: usize, facts: Facts, contentLength: u32): void {
  const isAnnounced = facts.headers.first(contentLength) >= 0;
  if (!isAnnounced && !facts.hasBody) return setInt(value, 0);
  const length = facts.headers.single(contentLength);
  if (isPresent(length) && readDigits(length) && digits <= u64(i64.MAX_VALUE)) setInt(value, digits);
  else fail(value);
}

function setIp(value: usize, family: u32, address: usize): void {
  if (family == 0) fail(value);
  else set(value, TAG.IP, slice(address, family == FAMILY.V4 ? 4 : 16));
}

function setPort(value: usize, port: i32): void {
  if (port < 0) fail(value);
  else setInt(value, port);
}
