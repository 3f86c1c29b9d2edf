import { Slice } from "../../sdk/index";
import { MessageReader, Wire } from "../../bytes/protobuf";

/** RateLimitResponse: Code overall_code = 1; repeated DescriptorStatus statuses = 2. */
const OVERALL_CODE: u32 = 1;
const STATUSES: u32 = 2;

/** DescriptorStatus: Code code = 1; RateLimit current_limit = 2; uint32 limit_remaining = 3; Duration duration_until_reset = 4. */
const CODE: u32 = 1;
const CURRENT_LIMIT: u32 = 2;
const LIMIT_REMAINING: u32 = 3;
const DURATION_UNTIL_RESET: u32 = 4;

/** google.protobuf.Duration: int64 seconds = 1; int32 nanos = 2. */
const SECONDS: u32 = 1;
const NANOS: u32 = 2;

/** Code. */
const OK: u64 = 1;
const OVER_LIMIT: u64 = 2;

/** A year; nothing is reset later. */
const MOST_SECONDS: u64 = 31_622_400;
const NS_PER_SECOND: u64 = 1_000_000_000;

/**
 * `envoy.service.ratelimit.v3.RateLimitResponse` to a request with one descriptor. Fields that nobody needs here are
 * passed over, but have to be well-formed.
 */
@final
export class RateLimitAnswer {
  /** The hits are there; else the limit is reached. */
  isGranted: bool = false;
  /** Hits that are left when these are taken. */
  remaining: u32 = 0;
  /** How long until all hits are back, nanoseconds, as the service rounds it; 0: not told. */
  resetNs: u64 = 0;
  private message: MessageReader = new MessageReader();
  private status: MessageReader = new MessageReader();
  private duration: MessageReader = new MessageReader();

  /**
   * Takes over an answer; false when it is none, or when the service does not know the limit: it says OK then, and
   * names no limit.
   */
  read(bytes: Slice): bool {
    const message = this.message;
    let overall: u64 = 0;
    let statuses = 0;
    message.open(bytes);
    while (message.next()) {
      if (message.is(OVERALL_CODE, Wire.Varint)) overall = message.number;
      if (!message.is(STATUSES, Wire.Bytes)) continue;
      if (++statuses > 1 || !this.readStatus(message.bytes)) return false;
    }
    this.isGranted = overall == OK;
    return !message.isBroken && statuses == 1 && (overall == OK || overall == OVER_LIMIT);
  }

  private readStatus(bytes: Slice): bool {
    const status = this.status;
    let code: u64 = 0;
    let remaining: u64 = 0;
    let hasLimit = false;
    this.resetNs = 0;
    status.open(bytes);
    while (status.next()) {
      if (status.is(CODE, Wire.Varint)) code = status.number;
      if (status.is(CURRENT_LIMIT, Wire.Bytes)) hasLimit = true;
      if (status.is(LIMIT_REMAINING, Wire.Varint)) remaining = status.number;
      if (status.is(DURATION_UNTIL_RESET, Wire.Bytes) && !this.readDuration(status.bytes)) return false;
    }
    this.remaining = code == OK ? u32(min<u64>(remaining, u32.MAX_VALUE)) : 0;
    return !status.isBroken && hasLimit && (code == OK || code == OVER_LIMIT);
  }

  private readDuration(bytes: Slice): bool {
    const duration = this.duration;
    let seconds: u64 = 0;
    let nanos: u64 = 0;
    duration.open(bytes);
    while (duration.next()) {
      if (duration.is(SECONDS, Wire.Varint)) seconds = duration.number;
      if (duration.is(NANOS, Wire.Varint)) nanos = duration.number;
    }
    this.resetNs = seconds * NS_PER_SECOND + nanos;
    return !duration.isBroken && seconds <= MOST_SECONDS && nanos < NS_PER_SECOND;
  }
}
