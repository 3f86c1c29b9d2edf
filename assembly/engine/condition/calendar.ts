/** Days and dates of the Gregorian calendar (Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */

/** The date that `setDate` found. */
export let year: i64 = 0;
/** 1 to 12. */
export let month: i64 = 0;
/** 1 to 31. */
export let day: i64 = 0;

/** Days of 400 years. */
const ERA: i64 = 146_097;

/** From 0000-03-01, where the algorithm begins its years, to 1970-01-01. */
const EPOCH: i64 = 719_468;

/** Finds the date of a day since 1970-01-01. */
export function setDate(days: i64): void {
  const era = floorDivide(days + EPOCH, ERA);
  const dayOfEra = days + EPOCH - era * ERA;
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const shifted = (5 * dayOfYear + 2) / 153;
  day = dayOfYear - (153 * shifted + 2) / 5 + 1;
  month = shifted < 10 ? shifted + 3 : shifted - 9;
  year = yearOfEra + era * 400 + i64(month <= 2);
}

/** The day since 1970-01-01 of a date. */
export function daysTo(year: i64, month: i64, day: i64): i64 {
  const shiftedYear = year - i64(month <= 2);
  const era = floorDivide(shiftedYear, 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * ERA + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - EPOCH;
}

/** Rounded down; the divisor is positive. */
export function floorDivide(a: i64, b: i64): i64 {
  return a / b - i64(a % b < 0);
}
