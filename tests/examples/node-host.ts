import { ManualClock, type Pair, type Stream, Vm } from "../../src/host/index.js";
import { configurationIn, serviceAnswer } from "./envoy-file.js";
import type { Example } from "./example.js";
import type { Outcome } from "./outcome.js";
import { bodyOf, type Exchange } from "./requests.js";

const SECOND_NS = 1_000_000_000;
/** What Envoy knows of a request that is routed to the cluster in envoy.yaml. */
const PROPERTIES = { "xds.cluster_name": "service" };

/** An example's filter in the Node host, configured as in its envoy.yaml, with the same service behind it. */
export class NodeHost {
  private readonly clock = new ManualClock(BigInt(SECOND_NS));
  private readonly vm: Vm;

  constructor(
    module: Uint8Array,
    private readonly example: Example,
  ) {
    this.vm = new Vm(module, { clock: this.clock, vmId: example.name });
    const configured = this.configure(configurationIn(example.envoy, example.name));
    if (!configured.accepted) throw new Error(configured.reason);
  }

  configure(configuration: string) {
    return this.vm.configure(Buffer.from(configuration));
  }

  send(exchange: Exchange): Outcome {
    this.clock.advance(BigInt(exchange.wait * SECOND_NS));
    const stream = this.vm.stream(PROPERTIES);
    sendRequest(stream, exchange);
    this.answerCalls();
    const body = stream.localReply?.body ?? this.answer(stream, exchange.request.path);
    stream.end();
    const headers = Object.fromEntries(stream.responseHeaders);
    return {
      status: Number(headers[":status"]),
      headers,
      body,
      metrics: mapValues(exchange.metrics, (name) => Number(this.vm.metrics.value(name))),
      filterState: mapValues(exchange.filterState, (name) => text(stream.filterState(name))),
    };
  }

  /** Lets the services answer that the filter asked; a listener has the name of its cluster. */
  private answerCalls(): void {
    for (const { token, cluster, headers } of [...this.vm.calls.values()]) {
      const path = new Map(headers).get(":path") ?? "";
      const { status, headers: more, body } = serviceAnswer(this.example.envoy, path, cluster);
      this.vm.answer(token, { headers: [[":status", String(status)], ...more], body: Buffer.from(body) });
    }
  }

  /** Lets the service answer a request that went on to it. */
  private answer(stream: Stream, path: string): string {
    if (stream.state !== "continue") throw new Error(`the request was left ${stream.state}`);
    const { status, headers, body } = serviceAnswer(this.example.envoy, path);
    stream.onResponseHeaders([[":status", String(status)], ...headers], body === "");
    if (body !== "") stream.onResponseBody(Buffer.from(body));
    return body;
  }
}

/** As Envoy does with `allow_on_headers_stop_iteration`: a held filter sees all of the body so far. */
function sendRequest(stream: Stream, exchange: Exchange): void {
  const { method, path, headers } = exchange.request;
  const pieces = bodyOf(exchange);
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): Pair => [name, value]),
  );
  const pseudo: Pair[] = [
    [":method", method],
    [":path", path],
    [":authority", "localhost"],
  ];
  stream.onRequestHeaders([...pseudo, ...pairs], pieces.length === 0);
  let held: Uint8Array = Buffer.alloc(0);
  for (const [i, piece] of pieces.entries()) {
    if (stream.localReply) return;
    held = stream.state === "paused" ? Buffer.concat([held, piece]) : piece;
    stream.onRequestBody(held, i === pieces.length - 1);
  }
}

function mapValues<T>(keys: Readonly<Record<string, unknown>>, value: (key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.keys(keys).map((key) => [key, value(key)]));
}

function text(bytes: Uint8Array | undefined): string | undefined {
  return bytes && Buffer.from(bytes).toString("utf8");
}
