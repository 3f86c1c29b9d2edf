import { encodeProperty } from "../envoy/property-values.js";
import { BufferType } from "./abi.js";
import type { RootContext } from "./context.js";
import type { HeaderMap } from "./header-map.js";
import { answerBuffer, answerHeaders } from "./http-answer.js";
import type { HttpCallAnswer } from "./http-call.js";

/** What a root tells the guest of itself (`plugin_name`, …). */
export interface PluginIdentity {
  readonly name: string;
  readonly rootId: string;
  readonly vmId: string;
}

/** One plugin configuration in one VM. */
export class Root implements RootContext {
  tickPeriodMs = 0;
  /** Streams that began with this configuration and have not ended. */
  streams = 0;
  /** A newer configuration has taken over. */
  retired = false;
  /** The answer being handed over in `proxy_on_http_call_response`. */
  answer: HttpCallAnswer | undefined;
  /** The message being handed over in `proxy_on_grpc_receive`. */
  message: Uint8Array | undefined;

  constructor(
    readonly id: number,
    readonly configuration: Uint8Array,
    private readonly vmConfiguration: Uint8Array,
    private readonly identity: PluginIdentity,
  ) {}

  get root(): Root {
    return this;
  }

  headers(type: number): HeaderMap | undefined {
    return this.answer && answerHeaders(this.answer, type);
  }

  buffer(type: number): Uint8Array | undefined {
    if (type === BufferType.PluginConfiguration) return this.configuration;
    if (type === BufferType.VmConfiguration) return this.vmConfiguration;
    if (type === BufferType.GrpcReceiveBuffer) return this.message;
    return this.answer && answerBuffer(this.answer, type);
  }

  setBuffer(): boolean {
    return false;
  }

  property([name, ...rest]: readonly string[]): Uint8Array | undefined {
    if (rest.length > 0) return undefined;
    if (name === "plugin_name") return encodeProperty(this.identity.name);
    if (name === "plugin_root_id") return encodeProperty(this.identity.rootId);
    return name === "plugin_vm_id" ? encodeProperty(this.identity.vmId) : undefined;
  }

  setFilterState(): boolean {
    return false;
  }

  /** A root has nobody to answer; Envoy says `Ok` and does nothing. */
  reply(): void {}

  resume(): void {}
}
