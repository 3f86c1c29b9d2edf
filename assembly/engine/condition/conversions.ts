/** Conversions (src/ir/functions/conversion.ts). */
import { Slice, addressOf, lengthOf, literal, slice } from "../../bytes/slice";
import { isUtf8 } from "../../bytes/utf8";
import { TAG } from "../../image/layout";
import { setAddressText } from "./address-text";
import { TWO_TO_63, TWO_TO_64, isNumber, nearestDouble } from "./compare";
import { countDigits, digits, readDigits, writeDigits } from "./digits";
import { setDoubleOf, setDoubleText } from "./double-text";
import { setDouble } from "./numbers";
import { allocate } from "./scratch";
import { setDurationText, setTimestampText } from "./time-text";
import { doubleOf, fail, intOf, payloadOf, set, setBool, setInt, setString, tagOf } from "./values";

const TRUE = literal("true");
const FALSE = literal("false");

const PLUS: u8 = 0x2b;
const MINUS: u8 = 0x2d;

/** Bytes of the longest int. */
const MAX_INT_TEXT: i32 = 20;

/** The size of the least int. */
const LEAST: u64 = 1 << 63;

export function toBool(value: usize): void {
  const tag = tagOf(value);
  if (tag == TAG.BOOL) return;
  const text = payloadOf(value);
  if (tag != TAG.STRING) fail(value);
  else if (isTrueText(text)) setBool(value, true);
  else if (isFalseText(text)) setBool(value, false);
  else fail(value);
}

export function toInt(value: usize): void {
  const tag = tagOf(value);
  if (tag == TAG.INT) return;
  const double = doubleOf(value);
  if (tag == TAG.UINT && intOf(value) >= 0) setInt(value, intOf(value));
  else if (tag == TAG.DOUBLE && double > -TWO_TO_63 && double < TWO_TO_63) setInt(value, i64(double));
  else if (tag == TAG.TIMESTAMP) setInt(value, intOf(value));
  else if (tag == TAG.STRING) setIntOf(value, payloadOf(value));
  else fail(value);
}

export function toUint(value: usize): void {
  const tag = tagOf(value);
  if (tag == TAG.UINT) return;
  const double = doubleOf(value);
  if (tag == TAG.INT && intOf(value) >= 0) set(value, TAG.UINT, payloadOf(value));
  else if (tag == TAG.DOUBLE && double >= 0 && double < TWO_TO_64) set(value, TAG.UINT, u64(double));
  else if (tag == TAG.STRING && readDigits(payloadOf(value))) set(value, TAG.UINT, digits);
  else fail(value);
}

export function toDouble(value: usize): void {
  if (isNumber(tagOf(value))) setDouble(value, nearestDouble(value));
  else if (tagOf(value) == TAG.STRING) setDoubleOf(value, payloadOf(value));
  else fail(value);
}

export function toText(value: usize): void {
  switch (tagOf(value)) {
    case TAG.STRING:
      return;
    case TAG.BOOL:
      return setString(value, payloadOf(value) != 0 ? TRUE : FALSE);
    case TAG.INT:
      return setIntText(value, intOf(value) < 0);
    case TAG.UINT:
      return setIntText(value, false);
    case TAG.DOUBLE:
      return setDoubleText(value);
    case TAG.BYTES:
      if (isUtf8(payloadOf(value))) setString(value, payloadOf(value));
      else fail(value);
      return;
    case TAG.TIMESTAMP:
      return setTimestampText(value);
    case TAG.DURATION:
      return setDurationText(value);
    case TAG.IP:
    case TAG.CIDR:
      return setAddressText(value);
    default:
      fail(value);
  }
}

export function toBytes(value: usize): void {
  const tag = tagOf(value);
  if (tag == TAG.STRING || tag == TAG.BYTES) set(value, TAG.BYTES, payloadOf(value));
  else fail(value);
}

/** Digits, perhaps with a sign. */
function setIntOf(value: usize, text: Slice): void {
  const first = lengthOf(text) > 0 ? load<u8>(addressOf(text)) : 0;
  const isSigned = first == MINUS || first == PLUS;
  const size = isSigned ? slice(addressOf(text) + 1, lengthOf(text) - 1) : text;
  if (!readDigits(size) || digits > LEAST || (digits == LEAST && first != MINUS)) fail(value);
  else setInt(value, first == MINUS ? 0 - digits : digits);
}

function setIntText(value: usize, isNegative: bool): void {
  const address = allocate(MAX_INT_TEXT);
  if (address == 0) return fail(value);
  const size = isNegative ? 0 - payloadOf(value) : payloadOf(value);
  store<u8>(address, MINUS);
  const end = writeDigits(address + usize(isNegative), size, countDigits(size));
  setString(value, slice(address, i32(end - address)));
}

/** `1`, `t`, `T`, `true`, `TRUE`, `True`. */
function isTrueText(text: Slice): bool {
  const at = addressOf(text);
  if (lengthOf(text) == 1) return load<u8>(at) == 0x31 || (load<u8>(at) | 0x20) == 0x74;
  if (lengthOf(text) != 4) return false;
  const word = load<u32>(at);
  return word == 0x65757274 || word == 0x45555254 || word == 0x65757254;
}

/** `0`, `f`, `F`, `false`, `FALSE`, `False`. */
function isFalseText(text: Slice): bool {
  const at = addressOf(text);
  if (lengthOf(text) == 1) return load<u8>(at) == 0x30 || (load<u8>(at) | 0x20) == 0x66;
  if (lengthOf(text) != 5) return false;
  const word = load<u32>(at);
  const last = load<u8>(at, 4);
  if (last == 0x45) return word == 0x534c4146;
  return last == 0x65 && (word == 0x736c6166 || word == 0x736c6146);
}
