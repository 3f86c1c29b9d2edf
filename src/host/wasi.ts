import { randomFillSync } from "node:crypto";
import { Errno, LogLevel } from "./abi.js";
import type { HostFunctions, Vm } from "./vm.js";

const MAX_RANDOM_BYTES = 64 * 1024;
const WRITE_RIGHT = 64n;

/** The WASI functions that do something in Envoy (proxy-wasm-cpp-host: src/exports.cc). */
export function wasiFunctions(vm: Vm): HostFunctions {
  const { memory } = vm;
  const environment = Object.entries(vm.environment).map(([name, value]) =>
    Buffer.from(`${name}=${value}\0`),
  );
  return {
    fd_write(fd: number, vectors: number, count: number, writtenOut: number) {
      if (fd !== 1 && fd !== 2) return Errno.BadF;
      const parts: Uint8Array[] = [];
      for (let i = 0; i < count; i++) {
        const vector = vectors + i * 8;
        parts.push(memory.bytes(memory.word(vector), memory.word(vector + 4)));
      }
      const text = Buffer.concat(parts);
      const level = fd === 1 ? LogLevel.Info : LogLevel.Error;
      if (text.length > 0 && level >= vm.logLevel) {
        vm.log({ level, message: text.toString("utf8").replace(/\n$/, "") });
      }
      memory.setWord(writtenOut, text.length);
      return Errno.Success;
    },
    fd_fdstat_get(fd: number, out: number) {
      if (fd !== 1 && fd !== 2) return Errno.BadF;
      memory.setLong(out, 0n);
      memory.setLong(out + 8, WRITE_RIGHT);
      memory.setLong(out + 16, 0n);
      return Errno.Success;
    },
    fd_seek: () => Errno.Success,
    fd_close: () => Errno.Success,
    fd_prestat_get: () => Errno.BadF,
    environ_sizes_get(countOut: number, sizeOut: number) {
      memory.setWord(countOut, environment.length);
      memory.setWord(sizeOut, Buffer.concat(environment).length);
      return Errno.Success;
    },
    environ_get(pointersAt: number, bytesAt: number) {
      let next = bytesAt;
      environment.forEach((entry, i) => {
        memory.setWord(pointersAt + 4 * i, next);
        memory.set(next, entry);
        next += entry.length;
      });
      return Errno.Success;
    },
    args_sizes_get(countOut: number, sizeOut: number) {
      memory.setWord(countOut, 0);
      memory.setWord(sizeOut, 0);
      return Errno.Success;
    },
    args_get: () => Errno.Success,
    clock_time_get(id: number, _precision: bigint, timeOut: number) {
      if (id !== 0 && id !== 1) return Errno.NotSup;
      memory.setLong(timeOut, id === 0 ? vm.clock.realtime() : vm.clock.monotonic());
      return Errno.Success;
    },
    random_get(at: number, size: number) {
      if (size >>> 0 > MAX_RANDOM_BYTES) return Errno.Inval;
      randomFillSync(memory.view(at, size));
      return Errno.Success;
    },
    sched_yield: () => Errno.Success,
    poll_oneoff(_in: number, _out: number, _count: number, eventsOut: number) {
      memory.setWord(eventsOut, 0);
      return Errno.Success;
    },
    /** Only a log line, as in Envoy; what the compiler puts after it traps. */
    proc_exit(code: number) {
      vm.log({ level: LogLevel.Error, message: `the module called proc_exit(${code})` });
    },
  };
}
