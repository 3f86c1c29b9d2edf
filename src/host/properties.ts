import { Status } from "./abi.js";
import type { HostFunctions, Vm } from "./vm.js";

const SEPARATOR = "\0";

export function propertyFunctions(vm: Vm): HostFunctions {
  const { memory } = vm;
  return {
    proxy_get_property(path: number, pathSize: number, valueOut: number, sizeOut: number) {
      const value = vm.current().property(memory.text(path, pathSize).split(SEPARATOR));
      if (value === undefined) return Status.NotFound;
      if (value === "partial") return Status.SerializationFailure;
      memory.give(value, valueOut, sizeOut);
      return Status.Ok;
    },
    proxy_set_property(name: number, nameSize: number, value: number, valueSize: number) {
      const set = vm.current().setFilterState(memory.text(name, nameSize), memory.bytes(value, valueSize));
      return set ? Status.Ok : Status.NotFound;
    },
  };
}
