/**
 * The host functions of proxy-wasm ABI 0.2.1 that Envoy provides (proxy-wasm-cpp-host: include/proxy-wasm/exports.h).
 * All pointers are addresses in this module's linear memory; each answers a `Status`.
 * A `*Out` parameter is where the host writes its result: a pointer and a size are two 32-bit words,
 * and the memory they name was asked for through `malloc` (arena.ts).
 */

@external("env", "proxy_log")
export declare function proxy_log(level: u32, message: usize, messageSize: usize): u32;


@external("env", "proxy_get_log_level")
export declare function proxy_get_log_level(levelOut: usize): u32;


@external("env", "proxy_get_property")
export declare function proxy_get_property(
  path: usize,
  pathSize: usize,
  valueOut: usize,
  sizeOut: usize,
): u32;


@external("env", "proxy_set_property")
export declare function proxy_set_property(path: usize, pathSize: usize, value: usize, valueSize: usize): u32;


@external("env", "proxy_get_header_map_pairs")
export declare function proxy_get_header_map_pairs(map: u32, pairsOut: usize, sizeOut: usize): u32;


@external("env", "proxy_set_header_map_pairs")
export declare function proxy_set_header_map_pairs(map: u32, pairs: usize, pairsSize: usize): u32;


@external("env", "proxy_get_header_map_value")
export declare function proxy_get_header_map_value(
  map: u32,
  name: usize,
  nameSize: usize,
  valueOut: usize,
  sizeOut: usize,
): u32;


@external("env", "proxy_replace_header_map_value")
export declare function proxy_replace_header_map_value(
  map: u32,
  name: usize,
  nameSize: usize,
  value: usize,
  valueSize: usize,
): u32;


@external("env", "proxy_add_header_map_value")
export declare function proxy_add_header_map_value(
  map: u32,
  name: usize,
  nameSize: usize,
  value: usize,
  valueSize: usize,
): u32;


@external("env", "proxy_remove_header_map_value")
export declare function proxy_remove_header_map_value(map: u32, name: usize, nameSize: usize): u32;


@external("env", "proxy_get_buffer_bytes")
export declare function proxy_get_buffer_bytes(
  buffer: u32,
  start: usize,
  maxSize: usize,
  bytesOut: usize,
  sizeOut: usize,
): u32;


@external("env", "proxy_set_buffer_bytes")
export declare function proxy_set_buffer_bytes(
  buffer: u32,
  start: usize,
  size: usize,
  bytes: usize,
  bytesSize: usize,
): u32;


@external("env", "proxy_send_local_response")
export declare function proxy_send_local_response(
  status: u32,
  details: usize,
  detailsSize: usize,
  body: usize,
  bodySize: usize,
  headers: usize,
  headersSize: usize,
  grpcStatus: i32,
): u32;


@external("env", "proxy_continue_stream")
export declare function proxy_continue_stream(stream: u32): u32;


@external("env", "proxy_set_effective_context")
export declare function proxy_set_effective_context(context: u32): u32;


@external("env", "proxy_http_call")
export declare function proxy_http_call(
  cluster: usize,
  clusterSize: usize,
  headers: usize,
  headersSize: usize,
  body: usize,
  bodySize: usize,
  trailers: usize,
  trailersSize: usize,
  timeout: u32,
  tokenOut: usize,
): u32;


@external("env", "proxy_grpc_call")
export declare function proxy_grpc_call(
  grpcService: usize,
  grpcServiceSize: usize,
  service: usize,
  serviceSize: usize,
  method: usize,
  methodSize: usize,
  metadata: usize,
  metadataSize: usize,
  message: usize,
  messageSize: usize,
  timeout: u32,
  tokenOut: usize,
): u32;


@external("env", "proxy_grpc_cancel")
export declare function proxy_grpc_cancel(token: u32): u32;


@external("env", "proxy_get_shared_data")
export declare function proxy_get_shared_data(
  key: usize,
  keySize: usize,
  valueOut: usize,
  sizeOut: usize,
  casOut: usize,
): u32;


@external("env", "proxy_set_shared_data")
export declare function proxy_set_shared_data(
  key: usize,
  keySize: usize,
  value: usize,
  valueSize: usize,
  cas: u32,
): u32;


@external("env", "proxy_get_current_time_nanoseconds")
export declare function proxy_get_current_time_nanoseconds(timeOut: usize): u32;


@external("env", "proxy_set_tick_period_milliseconds")
export declare function proxy_set_tick_period_milliseconds(period: u32): u32;


@external("env", "proxy_define_metric")
export declare function proxy_define_metric(type: u32, name: usize, nameSize: usize, idOut: usize): u32;


@external("env", "proxy_increment_metric")
export declare function proxy_increment_metric(id: u32, offset: i64): u32;


@external("env", "proxy_record_metric")
export declare function proxy_record_metric(id: u32, value: u64): u32;


@external("env", "proxy_get_metric")
export declare function proxy_get_metric(id: u32, valueOut: usize): u32;


@external("wasi_snapshot_preview1", "clock_time_get")
export declare function clock_time_get(clock: u32, precision: u64, timeOut: usize): u32;


@external("wasi_snapshot_preview1", "random_get")
export declare function random_get(buffer: usize, size: usize): u32;


@external("env", "proxy_call_foreign_function")
export declare function proxy_call_foreign_function(
  name: usize,
  nameSize: usize,
  argument: usize,
  argumentSize: usize,
  resultOut: usize,
  resultSizeOut: usize,
): u32;
