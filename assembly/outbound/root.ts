import { Http, LogLevel, Root, Slice, decode, equals, literal, log } from "../sdk/index";
import { ReceivedTokens } from "../received/received-tokens";
import { Call } from "./call";
import { OutboundHttp } from "./http";
import { Outcomes } from "./outcomes";

const ENFORCE = literal("enforce");
const SHADOW = literal("shadow");

/** One configuration in one VM. */
@final
export class OutboundRoot extends Root {
  /** Refuses nothing and attaches nothing; the record says what it would have done. */
  isShadow: bool = false;
  call: Call;
  outcomes: Outcomes = new Outcomes();
  private received: ReceivedTokens;
  private free: Array<OutboundHttp> = new Array<OutboundHttp>();

  constructor() {
    super();
    const received = new ReceivedTokens();
    this.received = received;
    this.call = new Call(received);
  }

  /** Takes the mode, which is all that there is to configure. */
  configure(configuration: Slice): bool {
    this.isShadow = equals(configuration, SHADOW);
    if (!this.isShadow && !equals(configuration, ENFORCE)) {
      return refuse(`the mode is \`${decode(configuration)}\`; write \`enforce\` or \`shadow\``);
    }
    if (this.received.open()) return true;
    return refuse("the host gives no shared data; allow it in capability_restriction_config");
  }

  createHttp(): Http {
    const http = this.free.length > 0 ? this.free.pop() : new OutboundHttp();
    http.root = this;
    return http;
  }

  release(http: Http): void {
    this.free.push(changetype<OutboundHttp>(http));
  }
}

function refuse(why: string): bool {
  log(LogLevel.Error, "cellwall: " + why);
  return false;
}
