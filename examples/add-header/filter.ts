/** Adds a header to every response. The configuration is that header: `x-served-by: edge-1`. */
import { Action, HeaderMapType, Http, LogLevel, Root, Slice } from "cellwall/assembly/sdk";
import { EMPTY, addHeader, decode, filter, free, literal, log } from "cellwall/assembly/sdk";

export * from "cellwall/assembly/abi/exports/response-headers";

class AddHeaderRoot extends Root {
  name: Slice = EMPTY;
  value: Slice = EMPTY;

  configure(configuration: Slice): bool {
    const line = decode(configuration);
    const colon = line.indexOf(":");
    if (colon < 1) {
      log(LogLevel.Error, "add-header: write the configuration as `name: value`");
      return false;
    }
    this.name = literal(line.substring(0, colon));
    this.value = literal(line.substring(colon + 1).trim());
    return true;
  }

  createHttp(): Http {
    return new AddHeaderHttp(this);
  }

  dispose(): void {
    free(this.name);
    free(this.value);
  }
}

class AddHeaderHttp extends Http {
  constructor(private root: AddHeaderRoot) {
    super();
  }

  responseHeaders(count: u32, endOfStream: bool): u32 {
    addHeader(HeaderMapType.ResponseHeaders, this.root.name, this.root.value);
    return Action.Continue;
  }
}

filter(() => new AddHeaderRoot());
