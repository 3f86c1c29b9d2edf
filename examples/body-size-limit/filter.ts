/**
 * Refuses requests whose body has more bytes than the configuration says: `1024`. A request is held until all of
 * its body is here, so that the service sees nothing of one that is too large, whether its length was sent or not.
 */
import { Action, Http, LogLevel, Root, Slice } from "cellwall/assembly/sdk";
import { decimal, filter, literal, log, reply } from "cellwall/assembly/sdk";

export * from "cellwall/assembly/abi/exports/request-headers";
export * from "cellwall/assembly/abi/exports/request-body";

const DETAILS = literal("body_too_large");

class LimitRoot extends Root {
  private limit: i64 = 0;

  configure(configuration: Slice): bool {
    this.limit = decimal(configuration);
    if (this.limit >= 0) return true;
    log(LogLevel.Error, "body-size-limit: write the configuration as a number of bytes");
    return false;
  }

  createHttp(): Http {
    return new LimitHttp(this.limit);
  }
}

class LimitHttp extends Http {
  constructor(private limit: i64) {
    super();
  }

  requestHeaders(count: u32, endOfStream: bool): u32 {
    return endOfStream ? Action.Continue : Action.Pause;
  }

  /** While a request is held, `size` is that of all its body so far. */
  requestBody(size: u32, endOfStream: bool): u32 {
    if (i64(size) > this.limit) {
      reply(413, DETAILS);
      return Action.Pause;
    }
    return endOfStream ? Action.Continue : Action.Pause;
  }
}

filter(() => new LimitRoot());
