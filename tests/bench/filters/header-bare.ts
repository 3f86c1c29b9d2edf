/** One header compared, written on the bare ABI: the least that the job costs in a wasm filter. */
import { reset } from "./malloc";

export { malloc } from "./malloc";


@external("env", "proxy_get_header_map_value")
declare function proxy_get_header_map_value(
  map: u32,
  name: usize,
  nameSize: usize,
  valueOut: usize,
  sizeOut: usize,
): u32;


@external("env", "proxy_send_local_response")
declare function proxy_send_local_response(
  status: u32,
  details: usize,
  detailsSize: usize,
  body: usize,
  bodySize: usize,
  headers: usize,
  headersSize: usize,
  grpcStatus: i32,
): u32;

const REQUEST_HEADERS: u32 = 0;
const OK: u32 = 0;
const CONTINUE: u32 = 0;
const PAUSE: u32 = 1;

/** `x-tenant` and `acme`. */
const NAME: usize = memory.data<u8>([0x78, 0x2d, 0x74, 0x65, 0x6e, 0x61, 0x6e, 0x74]);
const VALUE: usize = memory.data<u8>([0x61, 0x63, 0x6d, 0x65]);
const NAME_SIZE: usize = 8;
const VALUE_SIZE: usize = 4;

const RESULT: usize = memory.data(8, 4);

export function proxy_abi_version_0_2_1(): void {}

export function proxy_on_request_headers(context: u32, count: u32, endOfStream: u32): u32 {
  reset();
  if (isExpected()) return CONTINUE;
  proxy_send_local_response(403, 0, 0, 0, 0, 0, 0, -1);
  return PAUSE;
}

function isExpected(): bool {
  const status = proxy_get_header_map_value(REQUEST_HEADERS, NAME, NAME_SIZE, RESULT, RESULT + 4);
  if (status != OK || load<usize>(RESULT + 4) != VALUE_SIZE) return false;
  return memory.compare(load<usize>(RESULT), VALUE, VALUE_SIZE) == 0;
}
