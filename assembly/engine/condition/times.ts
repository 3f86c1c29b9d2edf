/** Timestamps and durations: arithmetic, and their parts (src/ir/functions/time.ts). */
import { Slice, addressOf, lengthOf } from "../../bytes/slice";
import { FIELD, TAG } from "../../image/layout";
import { day, daysTo, floorDivide, month, setDate, year } from "./calendar";
import { setSum } from "./numbers";
import { detailOf, fail, intOf, set, setDetail, setInt, tagOf } from "./values";

/** In nanoseconds, what durations and parts of seconds count in. */
export const SECOND: i64 = 1_000_000_000;

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/** 0001-01-01T00:00:00Z, and the first second of the year 10000 (CEL: langdef.md, "Overflow"). */
const FIRST: i64 = -62_135_596_800;
const END: i64 = 253_402_300_800;

/** Seconds between two timestamps whose difference may still fit a duration. */
const MAX_SECONDS: i64 = i64.MAX_VALUE / SECOND;

/** No offset of a time zone. */
export const NO_OFFSET: i64 = i64.MIN_VALUE;

/** The timestamp of so many seconds and nanoseconds since 1970; an error when it is out of range. */
export function setTimestamp(value: usize, seconds: i64, nanoseconds: i64): void {
  const carried = floorDivide(nanoseconds, SECOND);
  const whole = seconds + carried;
  if (whole < FIRST || whole >= END) return fail(value);
  set(value, TAG.TIMESTAMP, whole);
  setDetail(value, u32(nanoseconds - carried * SECOND));
}

/** A timestamp so many nanoseconds later, in place of `value`. */
export function shift(value: usize, time: usize, nanoseconds: i64): void {
  const seconds = floorDivide(nanoseconds, SECOND);
  setTimestamp(value, intOf(time) + seconds, i64(detailOf(time)) + nanoseconds - seconds * SECOND);
}

/** A timestamp so many nanoseconds before, likewise. */
export function shiftBack(value: usize, time: usize, nanoseconds: i64): void {
  const seconds = floorDivide(nanoseconds, SECOND);
  setTimestamp(value, intOf(time) - seconds, i64(detailOf(time)) - nanoseconds + seconds * SECOND);
}

/** The duration from timestamp `b` to `a`, in place of `a`. */
export function subtractTimes(a: usize, b: usize): void {
  let seconds = intOf(a) - intOf(b);
  let nanoseconds = i64(detailOf(a)) - i64(detailOf(b));
  if (seconds < 0 && nanoseconds > 0) {
    seconds++;
    nanoseconds -= SECOND;
  } else if (seconds > 0 && nanoseconds < 0) {
    seconds--;
    nanoseconds += SECOND;
  }
  if (seconds > MAX_SECONDS || seconds < -MAX_SECONDS) fail(a);
  else setSum(a, TAG.DURATION, seconds * SECOND, nanoseconds);
}

/** A FIELD of a timestamp, in UTC, or of a duration. */
export function setField(value: usize, field: u32): void {
  if (tagOf(value) == TAG.TIMESTAMP) setFieldAt(value, field, 0);
  else if (tagOf(value) == TAG.DURATION) setFieldOfDuration(value, field);
  else fail(value);
}

/** A FIELD of a timestamp in a time zone: `UTC`, or hours and minutes such as `+01:00`. */
export function setFieldIn(value: usize, field: u32, zone: Slice): void {
  const offset = parseOffset(zone);
  if (offset == NO_OFFSET) fail(value);
  else setFieldAt(value, field, offset);
}

function setFieldAt(value: usize, field: u32, offset: i64): void {
  const time = intOf(value) + offset;
  const days = floorDivide(time, DAY);
  const second = time - days * DAY;
  setDate(days);
  setInt(value, fieldOf(field, days, second, detailOf(value)));
}

function fieldOf(field: u32, days: i64, second: i64, nanoseconds: u32): i64 {
  switch (field) {
    case FIELD.FULL_YEAR:
      return year;
    case FIELD.MONTH:
      return month - 1;
    case FIELD.DATE:
      return day;
    case FIELD.DAY_OF_MONTH:
      return day - 1;
    case FIELD.DAY_OF_WEEK:
      return days + 4 - floorDivide(days + 4, 7) * 7;
    case FIELD.DAY_OF_YEAR:
      return days - daysTo(year, 1, 1);
    case FIELD.HOURS:
      return second / HOUR;
    case FIELD.MINUTES:
      return (second % HOUR) / MINUTE;
    case FIELD.SECONDS:
      return second % MINUTE;
    default:
      return nanoseconds / 1_000_000;
  }
}

/** Whole units, cut towards zero; of milliseconds those behind the second. */
function setFieldOfDuration(value: usize, field: u32): void {
  const nanoseconds = intOf(value);
  if (field == FIELD.HOURS) setInt(value, nanoseconds / (HOUR * SECOND));
  else if (field == FIELD.MINUTES) setInt(value, nanoseconds / (MINUTE * SECOND));
  else if (field == FIELD.SECONDS) setInt(value, nanoseconds / SECOND);
  else if (field == FIELD.MILLISECONDS) setInt(value, (nanoseconds % SECOND) / 1_000_000);
  else fail(value);
}

/** In seconds, or `NO_OFFSET`. */
export function parseOffset(zone: Slice): i64 {
  let at = addressOf(zone);
  const length = lengthOf(zone);
  if (length == 3 && load<u16>(at) == 0x5455 && load<u8>(at, 2) == 0x43) return 0; // "UTC"
  const sign = length == 6 ? load<u8>(at) : PLUS;
  if ((length != 5 && length != 6) || (sign != PLUS && sign != MINUS)) return NO_OFFSET;
  at += length - 5;
  const hours = twoDigits(at);
  const minutes = twoDigits(at + 3);
  if (load<u8>(at, 2) != COLON || hours > 23 || minutes > 59) return NO_OFFSET;
  const offset = i64(hours) * HOUR + i64(minutes) * MINUTE;
  return sign == MINUS ? -offset : offset;
}

export const PLUS: u8 = 0x2b;
export const MINUS: u8 = 0x2d;
export const COLON: u8 = 0x3a;

/** The number that two digits make; above 99 when they are none. */
export function twoDigits(at: usize): u32 {
  const tens = u32(load<u8>(at)) - 0x30;
  const ones = u32(load<u8>(at, 1)) - 0x30;
  return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}
