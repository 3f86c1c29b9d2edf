/** One header compared, written on cellwall's SDK. */
import {
  Action,
  HeaderMapType,
  HeaderView,
  Http,
  Root,
  Slice,
  equals,
  filter,
  literal,
  reply,
} from "../../../assembly/sdk/index";

export * from "../../../assembly/abi/exports/request-headers";

const NAME = literal("x-tenant");
const VALUE = literal("acme");
const DETAILS = literal("tenant");

const headers = new HeaderView();

class TenantHttp extends Http {
  requestHeaders(count: u32, endOfStream: bool): u32 {
    if (headers.read(HeaderMapType.RequestHeaders) && equals(headers.first(NAME), VALUE))
      return Action.Continue;
    reply(403, DETAILS);
    return Action.Pause;
  }
}

class TenantRoot extends Root {
  configure(configuration: Slice): bool {
    return true;
  }

  createHttp(): Http {
    return new TenantHttp();
  }
}

filter(() => new TenantRoot());
