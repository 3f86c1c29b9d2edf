/** One header compared, written on `@solo-io/proxy-runtime` as its README and examples do. */
import {
  Context,
  FilterHeadersStatusValues,
  GrpcStatusValues,
  RootContext,
  registerRootContext,
  send_local_response,
  stream_context,
} from "@solo-io/proxy-runtime/assembly";

export * from "@solo-io/proxy-runtime/assembly/proxy";

class TenantRoot extends RootContext {
  createContext(context_id: u32): Context {
    return new Tenant(context_id, this);
  }
}

class Tenant extends Context {
  constructor(context_id: u32, root_context: TenantRoot) {
    super(context_id, root_context);
  }

  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    if (stream_context.headers.request.get("x-tenant") == "acme") return FilterHeadersStatusValues.Continue;
    send_local_response(403, "tenant", new ArrayBuffer(0), [], GrpcStatusValues.InvalidCode);
    return FilterHeadersStatusValues.StopIteration;
  }
}

registerRootContext((context_id: u32) => new TenantRoot(context_id), "tenant");
