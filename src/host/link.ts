import { Errno, Status } from "./abi.js";
import { bufferFunctions } from "./buffers.js";
import { clockFunctions } from "./clock.js";
import { foreignFunctions } from "./foreign.js";
import { grpcCallFunctions } from "./grpc-call.js";
import { headerFunctions } from "./headers.js";
import { httpCallFunctions } from "./http-call.js";
import { lifecycleFunctions } from "./lifecycle.js";
import { logFunctions } from "./log.js";
import { GuestMemoryError } from "./memory.js";
import { metricFunctions } from "./metrics.js";
import { propertyFunctions } from "./properties.js";
import { replyFunctions } from "./reply.js";
import { sharedDataFunctions } from "./shared-data.js";
import { SIGNATURES } from "./signatures.js";
import type { HostFunction, HostFunctions, Vm } from "./vm.js";
import { wasiFunctions } from "./wasi.js";

/**
 * All that a module may import. What Envoy offers and this host does not (queues, gRPC streams) answers
 * `Unimplemented`, or `ENOSYS` in WASI.
 */
export function imports(vm: Vm): WebAssembly.Imports {
  const env: HostFunctions = {
    ...logFunctions(vm),
    ...headerFunctions(vm),
    ...bufferFunctions(vm),
    ...propertyFunctions(vm),
    ...replyFunctions(vm),
    ...sharedDataFunctions(vm),
    ...metricFunctions(vm),
    ...clockFunctions(vm),
    ...httpCallFunctions(vm),
    ...grpcCallFunctions(vm),
    ...foreignFunctions(vm),
    ...lifecycleFunctions(vm),
    pthread_equal: (left: number, right: number) => (left === right ? 1 : 0),
    emscripten_notify_memory_growth: () => undefined,
  };
  const wasi = wasiFunctions(vm);
  return {
    env: guardAll(vm, "env", env, Status.Unimplemented, Status.InvalidMemoryAccess),
    wasi_snapshot_preview1: guardAll(vm, "wasi_snapshot_preview1", wasi, Errno.NoSys, Errno.Fault),
    wasi_unstable: guardAll(vm, "wasi_unstable", wasi, Errno.NoSys, Errno.Fault),
  };
}

function guardAll(vm: Vm, module: string, offered: HostFunctions, missing: number, badMemory: number) {
  const names = Object.keys(SIGNATURES[module] ?? {});
  const entries = names.map((name) => {
    const call: HostFunction = offered[name] ?? (() => missing);
    return [name, guard(vm, module, name, call, badMemory)] as const;
  });
  return Object.fromEntries(entries);
}

/** A bad address is a status for the guest; anything else that is thrown traps it. */
function guard(vm: Vm, module: string, name: string, call: HostFunction, badMemory: number) {
  return (...args: never[]): number | undefined => {
    vm.restriction.check(module, name);
    try {
      return call(...args);
    } catch (error) {
      if (error instanceof GuestMemoryError) return badMemory;
      throw error;
    }
  };
}
