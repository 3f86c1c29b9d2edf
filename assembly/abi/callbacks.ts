/**
 * What the host may call, as one interface: the exports (abi/exports) forward here, the SDK answers.
 * Context id 0 never names a context; `parent` is 0 for a root context.
 */
export abstract class Callbacks {
  abstract contextCreate(context: u32, parent: u32): void;
  abstract configure(root: u32, size: u32): bool;
  abstract tick(root: u32): void;
  abstract httpCallResponse(root: u32, token: u32, headers: u32, bodySize: u32): void;
  abstract grpcReceive(root: u32, token: u32, size: u32): void;
  abstract grpcClose(root: u32, token: u32, status: u32): void;
  abstract requestHeaders(context: u32, count: u32, endOfStream: bool): u32;
  abstract requestBody(context: u32, size: u32, endOfStream: bool): u32;
  abstract responseHeaders(context: u32, count: u32, endOfStream: bool): u32;
  abstract responseBody(context: u32, size: u32, endOfStream: bool): u32;
  abstract log(context: u32): void;
  abstract delete(context: u32): void;
}

let installed: Callbacks | null = null;

/** Sets who answers the host; once, while the module is initialized. */
export function install(callbacks: Callbacks): void {
  installed = callbacks;
}


@inline
export function callbacks(): Callbacks {
  return changetype<Callbacks>(installed);
}
