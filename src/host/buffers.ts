import { MAX_BUFFER_TYPE, Status } from "./abi.js";
import type { HostFunctions, Vm } from "./vm.js";

const MAX_WORD = 0xffffffff;

export function bufferFunctions(vm: Vm): HostFunctions {
  const { memory } = vm;
  return {
    proxy_get_buffer_status(type: number, sizeOut: number, flagsOut: number) {
      if (type >>> 0 > MAX_BUFFER_TYPE) return Status.BadArgument;
      const buffer = vm.current().buffer(type);
      if (!buffer) return Status.NotFound;
      memory.setWord(sizeOut, buffer.length);
      memory.setWord(flagsOut, 0);
      return Status.Ok;
    },
    proxy_get_buffer_bytes(type: number, start: number, length: number, bytesOut: number, sizeOut: number) {
      if (type >>> 0 > MAX_BUFFER_TYPE) return Status.BadArgument;
      const buffer = vm.current().buffer(type);
      if (!buffer) return Status.NotFound;
      const from = start >>> 0;
      memory.give(buffer.subarray(from, from + (length >>> 0)), bytesOut, sizeOut);
      return Status.Ok;
    },
    proxy_set_buffer_bytes(type: number, start: number, length: number, bytes: number, bytesSize: number) {
      if (type >>> 0 > MAX_BUFFER_TYPE) return Status.BadArgument;
      const context = vm.current();
      const buffer = context.buffer(type);
      if (!buffer) return Status.NotFound;
      const edited = splice(buffer, start >>> 0, length >>> 0, memory.bytes(bytes, bytesSize));
      return edited && context.setBuffer(type, edited) ? Status.Ok : Status.BadArgument;
    },
  };
}

/** Only the start, the end or the whole of a buffer can be written (envoy: Buffer::copyFrom). */
function splice(
  buffer: Uint8Array,
  start: number,
  length: number,
  bytes: Uint8Array,
): Uint8Array | undefined {
  if (start === 0) return Buffer.concat([bytes, length === 0 ? buffer : buffer.subarray(length)]);
  if (start >= buffer.length || start === MAX_WORD) return Buffer.concat([buffer, bytes]);
  return undefined;
}
