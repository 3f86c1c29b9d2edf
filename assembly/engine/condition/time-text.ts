/** Timestamps and durations as text (src/ir/functions/time-text.ts). */
import { Slice, addressOf, lengthOf, slice } from "../../bytes/slice";
import { TAG } from "../../image/layout";
import { day, daysTo, floorDivide, month, setDate, year } from "./calendar";
import { countDigits, writeDigits } from "./digits";
import { allocate } from "./scratch";
import { COLON, MINUS, NO_OFFSET, PLUS, parseOffset, setTimestamp, twoDigits } from "./times";
import { detailOf, fail, intOf, set, setString } from "./values";

/** Nanoseconds of a second. */
const BILLION: u64 = 1_000_000_000;

const POINT: u8 = 0x2e;
const LETTER_H: u8 = 0x68;
const LETTER_M: u8 = 0x6d;
const LETTER_N: u8 = 0x6e;
const LETTER_S: u8 = 0x73;
const LETTER_T: u8 = 0x54;
const LETTER_U: u8 = 0x75;
const LETTER_Z: u8 = 0x5a;

/** Bytes of `1970-01-01T00:00:00`. */
const SECONDS_END: i32 = 19;

/** The longest: a sign, ten digits of seconds, a point, nine digits, a letter; and a timestamp's. */
const MAX_TEXT: i32 = 32;

/** The time of an RFC 3339 text, `T` and `Z` in upper case, with at most nine digits behind the second. */
export function setTimestampOf(value: usize, text: Slice): void {
  const start = addressOf(text);
  const end = start + lengthOf(text);
  if (lengthOf(text) <= SECONDS_END || !isDateTime(start)) return fail(value);
  let at = start + SECONDS_END;
  let nanoseconds: i64 = 0;
  if (load<u8>(at) == POINT) {
    const digits = readFraction(++at, end);
    if (digits == 0) return fail(value);
    nanoseconds = fraction;
    at += digits;
  }
  const offset = readOffset(at, end);
  const days = daysTo(yearAt(start), twoDigits(start + 5), twoDigits(start + 8));
  setDate(days);
  if (offset == NO_OFFSET || day != twoDigits(start + 8)) return fail(value);
  const seconds = i64(twoDigits(start + 11)) * 3600 + twoDigits(start + 14) * 60 + twoDigits(start + 17);
  setTimestamp(value, days * 86_400 + seconds - offset, nanoseconds);
}

/** In UTC, with as many digits behind the second as it takes. */
export function setTimestampText(value: usize): void {
  const address = allocate(MAX_TEXT);
  if (address == 0) return fail(value);
  const days = floorDivide(intOf(value), 86_400);
  const second = intOf(value) - days * 86_400;
  setDate(days);
  let at = writeDigits(address, year, 4);
  at = writeDigits(put(at, MINUS), month, 2);
  at = writeDigits(put(at, MINUS), day, 2);
  at = writeDigits(put(at, LETTER_T), second / 3600, 2);
  at = writeDigits(put(at, COLON), (second / 60) % 60, 2);
  at = writeDigits(put(at, COLON), second % 60, 2);
  at = put(writeFraction(at, detailOf(value)), LETTER_Z);
  setString(value, slice(address, i32(at - address)));
}

/** The duration of a text in Go's form, such as `1h30m`, `-1.5s` and `0`; each part is cut to nanoseconds. */
export function setDurationOf(value: usize, text: Slice): void {
  let at = addressOf(text);
  const end = at + lengthOf(text);
  const isNegative = at < end && load<u8>(at) == MINUS;
  if (isNegative || (at < end && load<u8>(at) == PLUS)) at++;
  let sum: u64 = 0;
  let isSound = at < end;
  if (end - at == 1 && load<u8>(at) == 0x30) at = end;
  while (at < end && isSound) {
    at = readPart(at, end);
    isSound = at != 0 && part <= LEAST - sum;
    sum += part;
  }
  if (!isSound || (sum == LEAST && !isNegative)) fail(value);
  else set(value, TAG.DURATION, isNegative ? 0 - sum : sum);
}

/** In seconds, such as `5400s` and `-1.5s`. */
export function setDurationText(value: usize): void {
  const address = allocate(MAX_TEXT);
  if (address == 0) return fail(value);
  const nanoseconds = intOf(value);
  const size = nanoseconds < 0 ? 0 - u64(nanoseconds) : u64(nanoseconds);
  let at = nanoseconds < 0 ? put(address, MINUS) : address;
  at = writeDigits(at, size / BILLION, countDigits(size / BILLION));
  at = put(writeFraction(at, u32(size % BILLION)), LETTER_S);
  setString(value, slice(address, i32(at - address)));
}

/** The size of the least int. */
const LEAST: u64 = 1 << 63;

/** What `readPart` read last, in nanoseconds. */
let part: u64 = 0;

/** What `readFraction` read last, in billionths. */
let fraction: u64 = 0;

/** Reads a number and its unit; answers where they end, or 0. */
function readPart(start: usize, end: usize): usize {
  let at = start;
  let whole: u64 = 0;
  for (; at < end && isDigit(at); at++) {
    const digit = load<u8>(at) - 0x30;
    if (whole > (LEAST - digit) / 10) return 0;
    whole = whole * 10 + digit;
  }
  let digits = i32(at - start);
  fraction = 0;
  if (at < end && load<u8>(at) == POINT) {
    const behind = readFraction(++at, end);
    at += behind;
    digits += behind;
  }
  const unit = at < end ? unitAt(at, end) : 0;
  if (digits == 0 || unit == 0 || whole > LEAST / unit) return 0;
  part = whole * unit + (unit < BILLION ? (fraction * unit) / BILLION : fraction * (unit / BILLION));
  return at + (unit == 1 || unit == 1_000 || unit == 1_000_000 ? 2 : 1);
}

/** Nanoseconds of the unit at `at`, or 0. */
function unitAt(at: usize, end: usize): u64 {
  const first = load<u8>(at);
  if (end - at > 1 && load<u8>(at, 1) == LETTER_S) {
    if (first == LETTER_N) return 1;
    if (first == LETTER_U) return 1_000;
    if (first == LETTER_M) return 1_000_000;
  }
  if (first == LETTER_S) return BILLION;
  return first == LETTER_M ? 60 * BILLION : first == LETTER_H ? 3600 * BILLION : 0;
}

/** How many digits, at most nine, stand at `at`; their value goes to `fraction`. */
function readFraction(at: usize, end: usize): i32 {
  let count = 0;
  fraction = 0;
  for (let weight: u64 = 100_000_000; weight > 0 && at + count < end && isDigit(at + count); weight /= 10) {
    fraction += u64(load<u8>(at + count) - 0x30) * weight;
    count++;
  }
  return count;
}

/** Nothing for 0, else a point and the digits up to the last that is not 0. */
function writeFraction(to: usize, nanoseconds: u32): usize {
  if (nanoseconds == 0) return to;
  let end = writeDigits(put(to, POINT), nanoseconds, 9);
  while (load<u8>(end - 1) == 0x30) end--;
  return end;
}

/** `Z`, or hours and minutes with their sign, to the end; in seconds, or `NO_OFFSET`. */
function readOffset(at: usize, end: usize): i64 {
  if (end - at == 1 && load<u8>(at) == LETTER_Z) return 0;
  return end - at == 6 ? parseOffset(slice(at, 6)) : NO_OFFSET;
}

/** Whether date and time have their form, each number within its bounds; a month may still lack the day. */
function isDateTime(at: usize): bool {
  return (
    twoDigits(at) < 100 &&
    twoDigits(at + 2) < 100 &&
    load<u8>(at, 4) == MINUS &&
    twoDigits(at + 5) - 1 < 12 &&
    load<u8>(at, 7) == MINUS &&
    twoDigits(at + 8) - 1 < 31 &&
    load<u8>(at, 10) == LETTER_T &&
    twoDigits(at + 11) < 24 &&
    load<u8>(at, 13) == COLON &&
    twoDigits(at + 14) < 60 &&
    load<u8>(at, 16) == COLON &&
    twoDigits(at + 17) < 60
  );
}


@inline
function yearAt(at: usize): i64 {
  return twoDigits(at) * 100 + twoDigits(at + 2);
}


@inline
function isDigit(at: usize): bool {
  return load<u8>(at) - 0x30 < 10;
}


@inline
function put(to: usize, byte: u8): usize {
  store<u8>(to, byte);
  return to + 1;
}
