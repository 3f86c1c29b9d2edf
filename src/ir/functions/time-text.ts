/** Timestamps and durations as text. */
import { EvaluationError } from "../value.js";
import { floorModulo } from "./floor.js";

const SECOND = 1_000_000_000n;

/** RFC 3339 §5.6 with `T` and `Z` in upper case, and at most nine digits behind the second; no leap second. */
const TIMESTAMP =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** A number with at most nine digits behind the point, and its unit. */
const DURATION_PART = /(\d*)(?:\.(\d{0,9}))?(ns|us|ms|s|m|h)/y;

const NANOS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  ms: 1_000_000n,
  s: SECOND,
  m: 60n * SECOND,
  h: 3600n * SECOND,
};

/**
 * An RFC 3339 time in nanoseconds since 1970.
 * @throws {EvaluationError} it is none
 */
export function parseTimestamp(text: string): bigint {
  const [match, year, month, day, hour, minute, second, fraction = "", sign, hours, minutes] =
    TIMESTAMP.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  if (match === undefined || !isDate(date)) throw new EvaluationError("no RFC 3339 time");
  const utc = BigInt(Date.parse(`${date}T${hour}:${minute}:${second}Z`)) * 1_000_000n;
  const offset = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -60 : 60);
  return utc + BigInt(fraction.padEnd(9, "0")) - BigInt(offset) * SECOND;
}

/** Whether the month has the day. */
function isDate(date: string): boolean {
  const milliseconds = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(date);
}

/** In UTC, with as many digits behind the second as it takes. `nanos`: of a timestamp. */
export function formatTimestamp(nanos: bigint): string {
  const fraction = floorModulo(nanos, SECOND);
  const seconds = new Date(Number((nanos - fraction) / 1_000_000n)).toISOString().slice(0, -".000Z".length);
  return `${seconds}${decimals(fraction)}Z`;
}

/**
 * Go's form, such as `1h30m`, `-1.5s` and `0`, in nanoseconds; what is below one is cut off each part.
 * @throws {EvaluationError} it is none
 */
export function parseDuration(text: string): bigint {
  const [, sign, rest = ""] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  const nanos = rest === "0" ? 0n : sumOfParts(rest);
  return sign === "-" ? -nanos : nanos;
}

function sumOfParts(text: string): bigint {
  if (text === "") throw new EvaluationError("no duration");
  let nanos = 0n;
  let at = 0;
  while (at < text.length) {
    DURATION_PART.lastIndex = at;
    const [part, whole = "", fraction = "", unit = ""] = DURATION_PART.exec(text) ?? [];
    if (part === undefined || whole + fraction === "") throw new EvaluationError("no duration");
    const size = NANOS[unit] ?? 0n;
    nanos += BigInt(whole) * size + (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
    at += part.length;
  }
  return nanos;
}

/** In seconds, such as `5400s` and `-1.5s`. */
export function formatDuration(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos;
  return `${nanos < 0n ? "-" : ""}${size / SECOND}${decimals(size % SECOND)}s`;
}

/** Nanoseconds behind a second as a decimal fraction: empty, or a point and digits up to the last that is not 0. */
function decimals(nanos: bigint): string {
  return nanos === 0n ? "" : `.${String(nanos).padStart(9, "0").replace(/0+$/, "")}`;
}
