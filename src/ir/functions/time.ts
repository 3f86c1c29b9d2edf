/** Timestamps, durations, and their parts (langdef.md, Date/Time Functions). */
import { duration, EvaluationError, int, timestamp, type Value } from "../value.js";
import { floorDivide } from "./floor.js";
import { type Overload, overload } from "./overload.js";
import { parseDuration, parseTimestamp } from "./time-text.js";

const MILLISECOND = 1_000_000n;
const SECOND = 1000n * MILLISECOND;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY_MS = 86_400_000;

export const TIME = {
  timestamp: [
    overload(["timestamp"], timestamp),
    overload(["string"], (text) => timestamp(parseTimestamp(text))),
    overload(["int"], (seconds) => timestamp(seconds * SECOND)),
  ],
  duration: [overload(["duration"], duration), overload(["string"], (text) => duration(parseDuration(text)))],
  getFullYear: ofTimestamp((date) => date.getUTCFullYear()),
  getMonth: ofTimestamp((date) => date.getUTCMonth()),
  getDate: ofTimestamp((date) => date.getUTCDate()),
  getDayOfMonth: ofTimestamp((date) => date.getUTCDate() - 1),
  getDayOfWeek: ofTimestamp((date) => date.getUTCDay()),
  getDayOfYear: ofTimestamp((date) => (startOfDay(date) - startOfYear(date)) / DAY_MS),
  getHours: [...ofTimestamp((date) => date.getUTCHours()), whole(HOUR)],
  getMinutes: [...ofTimestamp((date) => date.getUTCMinutes()), whole(MINUTE)],
  getSeconds: [...ofTimestamp((date) => date.getUTCSeconds()), whole(SECOND)],
  getMilliseconds: [
    ...ofTimestamp((date) => date.getUTCMilliseconds()),
    overload(["duration"], (nanos) => int((nanos % SECOND) / MILLISECOND)),
  ],
} satisfies Record<string, readonly Overload[]>;

/** A part of a timestamp's date and time in UTC, or at an offset. */
function ofTimestamp(part: (date: Date) => number): Overload[] {
  const at = (nanos: bigint, offset: bigint): Value =>
    int(BigInt(part(new Date(Number(floorDivide(nanos + offset, MILLISECOND))))));
  return [
    overload(["timestamp"], (nanos) => at(nanos, 0n)),
    overload(["timestamp", "string"], (nanos, zone) => at(nanos, parseOffset(zone))),
  ];
}

/** A duration in a unit, cut towards zero. */
function whole(unit: bigint): Overload {
  return overload(["duration"], (nanos) => int(nanos / unit));
}

/** `UTC`, or hours and minutes such as `+01:00`, in nanoseconds. */
function parseOffset(zone: string): bigint {
  if (zone === "UTC") return 0n;
  const [match, sign, hours = "", minutes = ""] = /^([+-]?)([01]\d|2[0-3]):([0-5]\d)$/.exec(zone) ?? [];
  if (match === undefined) throw new EvaluationError("no time zone of a fixed offset");
  const offset = BigInt(hours) * HOUR + BigInt(minutes) * MINUTE;
  return sign === "-" ? -offset : offset;
}

function startOfDay(date: Date): number {
  return new Date(date).setUTCHours(0, 0, 0, 0);
}

function startOfYear(date: Date): number {
  return new Date(startOfDay(date)).setUTCMonth(0, 1);
}
