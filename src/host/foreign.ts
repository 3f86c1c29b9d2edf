import { Status } from "./abi.js";
import type { HostFunctions, Vm } from "./vm.js";

/** What a foreign function gives back; its result reaches the guest whatever the status. */
export interface ForeignResult {
  readonly status: Status;
  readonly result?: Uint8Array;
}

/** A function that the host offers by name, beside the ABI's own (`proxy_call_foreign_function`). */
export type ForeignFunction = (argument: Uint8Array) => ForeignResult;

export function foreignFunctions(vm: Vm): HostFunctions {
  return {
    proxy_call_foreign_function(
      name: number,
      nameSize: number,
      argument: number,
      argumentSize: number,
      resultOut: number,
      resultSizeOut: number,
    ) {
      const call = vm.foreign.get(vm.memory.text(name, nameSize));
      const bytes = vm.memory.bytes(argument, argumentSize);
      if (!call) return Status.NotFound;
      const { status, result = new Uint8Array() } = call(bytes);
      if (resultOut !== 0 && resultSizeOut !== 0) vm.memory.give(result, resultOut, resultSizeOut);
      return status;
    },
  };
}
