/**
 * Every function that Envoy gives a module of ABI 0.2.1 to import, with its type
 * (proxy-wasm-cpp-host: include/proxy-wasm/exports.h; envoy: source/extensions/common/wasm/wasm.cc).
 * A type is one letter a parameter, then `:`, then the result: `i` for i32, `l` for i64.
 */
export type Signatures = Readonly<Record<string, string>>;

const ENV: Signatures = {
  proxy_log: "iii:i",
  proxy_get_log_level: "i:i",
  proxy_get_status: "iii:i",
  proxy_set_property: "iiii:i",
  proxy_get_property: "iiii:i",
  proxy_send_local_response: "iiiiiiii:i",
  proxy_continue_stream: "i:i",
  proxy_close_stream: "i:i",
  proxy_get_shared_data: "iiiii:i",
  proxy_set_shared_data: "iiiii:i",
  proxy_register_shared_queue: "iii:i",
  proxy_resolve_shared_queue: "iiiii:i",
  proxy_dequeue_shared_queue: "iii:i",
  proxy_enqueue_shared_queue: "iii:i",
  proxy_get_header_map_value: "iiiii:i",
  proxy_add_header_map_value: "iiiii:i",
  proxy_replace_header_map_value: "iiiii:i",
  proxy_remove_header_map_value: "iii:i",
  proxy_get_header_map_pairs: "iii:i",
  proxy_set_header_map_pairs: "iii:i",
  proxy_get_header_map_size: "ii:i",
  proxy_get_buffer_status: "iii:i",
  proxy_get_buffer_bytes: "iiiii:i",
  proxy_set_buffer_bytes: "iiiii:i",
  proxy_http_call: "iiiiiiiiii:i",
  proxy_grpc_call: "iiiiiiiiiiii:i",
  proxy_grpc_stream: "iiiiiiiii:i",
  proxy_grpc_close: "i:i",
  proxy_grpc_cancel: "i:i",
  proxy_grpc_send: "iiii:i",
  proxy_set_tick_period_milliseconds: "i:i",
  proxy_get_current_time_nanoseconds: "i:i",
  proxy_define_metric: "iiii:i",
  proxy_increment_metric: "il:i",
  proxy_record_metric: "il:i",
  proxy_get_metric: "ii:i",
  proxy_set_effective_context: "i:i",
  proxy_done: ":i",
  proxy_call_foreign_function: "iiiiii:i",
  envoy_resolve_dns: "iii:i",
  pthread_equal: "ii:i",
  emscripten_notify_memory_growth: "i:",
};

/** The part of WASI preview 1 that Envoy has provided since 1.36. */
const WASI: Signatures = {
  fd_write: "iiii:i",
  fd_read: "iiii:i",
  fd_seek: "ilii:i",
  fd_close: "i:i",
  fd_fdstat_get: "ii:i",
  fd_fdstat_set_flags: "ii:i",
  environ_get: "ii:i",
  environ_sizes_get: "ii:i",
  args_get: "ii:i",
  args_sizes_get: "ii:i",
  clock_time_get: "ili:i",
  random_get: "ii:i",
  sched_yield: ":i",
  poll_oneoff: "iiii:i",
  proc_exit: "i:",
  path_open: "iiiiillii:i",
  fd_prestat_get: "ii:i",
  fd_prestat_dir_name: "iii:i",
};

/** By module name. */
export const SIGNATURES: Readonly<Record<string, Signatures>> = {
  env: ENV,
  wasi_snapshot_preview1: WASI,
  wasi_unstable: WASI,
};

/** The type of a function that Envoy has; `undefined`: it has none of this name. */
export function hostSignature(module: string, name: string): string | undefined {
  const signatures = Object.hasOwn(SIGNATURES, module) ? SIGNATURES[module] : undefined;
  return signatures && Object.hasOwn(signatures, name) ? signatures[name] : undefined;
}

/** The ABI markers that Envoy knows; ABI 0.2.1 is the one that this host speaks. */
export const ABI_MARKERS = ["proxy_abi_version_0_1_0", "proxy_abi_version_0_2_0", "proxy_abi_version_0_2_1"];
export const ABI_MARKER = "proxy_abi_version_0_2_1";

/** What Envoy looks for among a module's exports; one with another type makes it refuse the module. */
export const CALLBACKS: Signatures = {
  _initialize: ":",
  _start: ":",
  main: "ii:i",
  __main_void: ":i",
  malloc: "i:i",
  proxy_on_memory_allocate: "i:i",
  proxy_validate_configuration: "ii:i",
  proxy_on_vm_start: "ii:i",
  proxy_on_configure: "ii:i",
  proxy_on_tick: "i:",
  proxy_on_context_create: "ii:",
  proxy_on_new_connection: "i:i",
  proxy_on_downstream_data: "iii:i",
  proxy_on_upstream_data: "iii:i",
  proxy_on_downstream_connection_close: "ii:",
  proxy_on_upstream_connection_close: "ii:",
  proxy_on_request_headers: "iii:i",
  proxy_on_request_body: "iii:i",
  proxy_on_request_trailers: "ii:i",
  proxy_on_request_metadata: "ii:i",
  proxy_on_response_headers: "iii:i",
  proxy_on_response_body: "iii:i",
  proxy_on_response_trailers: "ii:i",
  proxy_on_response_metadata: "ii:i",
  proxy_on_http_call_response: "iiiii:",
  proxy_on_grpc_receive: "iii:",
  proxy_on_grpc_close: "iii:",
  proxy_on_grpc_receive_initial_metadata: "iii:",
  proxy_on_grpc_receive_trailing_metadata: "iii:",
  proxy_on_queue_ready: "ii:",
  proxy_on_foreign_function: "iii:",
  proxy_on_done: "i:i",
  proxy_on_log: "i:",
  proxy_on_delete: "i:",
  envoy_on_resolve_dns: "iii:",
  envoy_on_stats_update: "ii:",
};
