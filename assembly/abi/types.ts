/** The ABI's enumerations (proxy-wasm ABI 0.2.1), as the numbers that cross the boundary. */

/** What a header or body callback tells the host to do. */
export namespace Action {
  export const Continue: u32 = 0;
  /**
   * Holds the stream until `resumeRequest` or `resumeResponse`. Under `allow_on_headers_stop_iteration` body
   * callbacks still run, and the first that answers `Continue`, or is not there, lets the headers go too.
   */
  export const Pause: u32 = 1;
  /** Holds headers, body and trailers alike, whatever `allow_on_headers_stop_iteration` says. */
  export const PauseAll: u32 = 4;
}

export namespace HeaderMapType {
  export const RequestHeaders: u32 = 0;
  export const RequestTrailers: u32 = 1;
  export const ResponseHeaders: u32 = 2;
  export const ResponseTrailers: u32 = 3;
  export const HttpCallResponseHeaders: u32 = 6;
  export const HttpCallResponseTrailers: u32 = 7;
}

export namespace BufferType {
  export const RequestBody: u32 = 0;
  export const ResponseBody: u32 = 1;
  export const HttpCallResponseBody: u32 = 4;
  export const GrpcReceiveBuffer: u32 = 5;
  export const VmConfiguration: u32 = 6;
  export const PluginConfiguration: u32 = 7;
}

export namespace StreamType {
  export const Request: u32 = 0;
  export const Response: u32 = 1;
}

export namespace MetricType {
  export const Counter: u32 = 0;
  export const Gauge: u32 = 1;
  export const Histogram: u32 = 2;
}

export namespace LogLevel {
  export const Trace: u32 = 0;
  export const Debug: u32 = 1;
  export const Info: u32 = 2;
  export const Warn: u32 = 3;
  export const Error: u32 = 4;
  export const Critical: u32 = 5;
}
