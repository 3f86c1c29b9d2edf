/** Bodies and configurations: the host's buffers. */
import { proxy_get_buffer_bytes, proxy_set_buffer_bytes } from "../abi/imports";
import { firstOut, secondOut, takeSlice } from "../abi/results";
import { BufferType } from "../abi/types";
import { Slice, addressOf, lengthOf } from "../bytes/slice";

export { BufferType };

/** Up to `maxSize` bytes from `start`; good until the callback ends. `ABSENT` when there is nothing. */
export function bufferBytes(buffer: u32, start: u32, maxSize: u32): Slice {
  return takeSlice(proxy_get_buffer_bytes(buffer, start, maxSize, firstOut(), secondOut()));
}

/** Puts `bytes` in place of `size` bytes from `start`. Answers a `Status`. */
export function replaceBufferBytes(buffer: u32, start: u32, size: u32, bytes: Slice): u32 {
  return proxy_set_buffer_bytes(buffer, start, size, addressOf(bytes), lengthOf(bytes));
}
