/**
 * Refuses requests whose `user-agent` contains one of the configured texts, one a line. It counts them in the
 * metric `user_agents_blocked` and leaves the text in filter state `wasm.blocked`, which the access log can print.
 */
import { Action, HeaderMapType, HeaderView, Http, LogLevel, Root, Slice } from "cellwall/assembly/sdk";
import { Counter, contains, decode, equals, filter, free, literal } from "cellwall/assembly/sdk";
import { log, reply, setProperty } from "cellwall/assembly/sdk";

export * from "cellwall/assembly/abi/exports/request-headers";

const USER_AGENT = literal("user-agent");
const BLOCKED = literal("blocked");
const UNREADABLE = literal("unreadable headers");
const DETAILS = literal("user_agent_blocked");

const headers = new HeaderView();

class BlockRoot extends Root {
  readonly texts: Slice[] = [];
  readonly counter: Counter = new Counter("user_agents_blocked");

  configure(configuration: Slice): bool {
    const lines = decode(configuration).split("\n");
    for (let i = 0; i < lines.length; i++) {
      const text = lines[i].trim();
      if (text.length > 0) this.texts.push(literal(text));
    }
    if (this.texts.length > 0) return true;
    log(LogLevel.Error, "block-user-agent: write what to block into the configuration, one text a line");
    return false;
  }

  createHttp(): Http {
    return new BlockHttp(this);
  }

  dispose(): void {
    for (let i = 0; i < this.texts.length; i++) free(this.texts[i]);
  }
}

class BlockHttp extends Http {
  constructor(private root: BlockRoot) {
    super();
  }

  /** Looks at every `user-agent`: a header may be sent more than once. */
  requestHeaders(count: u32, endOfStream: bool): u32 {
    if (!headers.read(HeaderMapType.RequestHeaders)) return this.refuse(UNREADABLE);
    const texts = this.root.texts;
    while (headers.next()) {
      if (!equals(headers.name, USER_AGENT)) continue;
      for (let i = 0; i < texts.length; i++) {
        if (contains(headers.value, texts[i])) return this.refuse(texts[i]);
      }
    }
    return Action.Continue;
  }

  private refuse(why: Slice): u32 {
    this.root.counter.add();
    setProperty(BLOCKED, why);
    reply(403, DETAILS);
    return Action.Pause;
  }
}

filter(() => new BlockRoot());
