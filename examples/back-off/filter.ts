/**
 * Leaves a service alone that asks for it: after a 503 with `retry-after: N`, the filter answers all requests for
 * that cluster for N seconds, at most as many as configured. All workers know of it through shared data.
 */
import { Action, HeaderMapType, HeaderView, Http, LogLevel, Root, Slice } from "cellwall/assembly/sdk";
import { ABSENT, PairList, addressOf, allocate, isPresent, lengthOf, literal } from "cellwall/assembly/sdk";
import { decimal, encode, equals, filter, log, now, property, reply, slice } from "cellwall/assembly/sdk";
import { setSharedValue, sharedValue } from "cellwall/assembly/sdk";

export * from "cellwall/assembly/abi/exports/request-headers";
export * from "cellwall/assembly/abi/exports/response-headers";

const CLUSTER = literal("xds\0cluster_name");
const STATUS = literal(":status");
const UNAVAILABLE = literal("503");
const RETRY_AFTER = literal("retry-after");
const DETAILS = literal("back_off");

/** Nanoseconds. */
const SECOND: i64 = 1_000_000_000;

const headers = new HeaderView();
const answer = new PairList();

class BackOffRoot extends Root {
  private longest: i64 = 0;

  configure(configuration: Slice): bool {
    this.longest = decimal(configuration);
    if (this.longest > 0) return true;
    log(LogLevel.Error, "back-off: write the configuration as the most seconds to wait");
    return false;
  }

  createHttp(): Http {
    return new BackOffHttp(this.longest);
  }
}

class BackOffHttp extends Http {
  private hasReplied: bool = false;

  constructor(private longest: i64) {
    super();
  }

  requestHeaders(count: u32, endOfStream: bool): u32 {
    const wait = endOfBackOff() - i64(now());
    if (wait <= 0) return Action.Continue;
    this.hasReplied = true;
    answer.clear();
    answer.add(RETRY_AFTER, encode(((wait + SECOND - 1) / SECOND).toString()));
    reply(503, DETAILS, answer.finish());
    return Action.Pause;
  }

  /** The filter's own answers come by here too. */
  responseHeaders(count: u32, endOfStream: bool): u32 {
    if (this.hasReplied || !headers.read(HeaderMapType.ResponseHeaders)) return Action.Continue;
    if (!equals(headers.first(STATUS), UNAVAILABLE)) return Action.Continue;
    const seconds = decimal(headers.first(RETRY_AFTER));
    if (seconds > 0) backOffUntil(i64(now()) + min(seconds, this.longest) * SECOND);
    return Action.Continue;
  }
}

/** When the cluster of this request wants to be asked again, in nanoseconds since 1970; 0: it never said. */
function endOfBackOff(): i64 {
  const cluster = property(CLUSTER);
  const end = isPresent(cluster) ? sharedValue(cluster) : ABSENT;
  return lengthOf(end) == 8 ? load<i64>(addressOf(end)) : 0;
}

function backOffUntil(end: i64): void {
  const cluster = property(CLUSTER);
  if (!isPresent(cluster)) return;
  const value = allocate(8);
  store<i64>(value, end);
  setSharedValue(cluster, slice(value, 8), 0);
}

filter(() => new BackOffRoot());
