import { Status } from "./abi.js";
import type { HostFunctions, Vm } from "./vm.js";

interface Entry {
  readonly value: Uint8Array;
  readonly cas: number;
}

/**
 * The key-value store that all VMs with one `vm_id` share (proxy-wasm-cpp-host: src/shared_data.cc).
 * Give the same object to several VMs to stand for Envoy's workers. Nothing is ever removed.
 */
export class SharedData {
  private readonly spaces = new Map<string, Map<string, Entry>>();
  private nextCas = 1;

  get(vmId: string, key: string): Entry | undefined {
    return this.spaces.get(vmId)?.get(key);
  }

  /** `cas` 0 writes always; so does any other when the key is not there yet. */
  set(vmId: string, key: string, value: Uint8Array, cas: number): Status {
    const space = this.spaces.get(vmId) ?? new Map<string, Entry>();
    this.spaces.set(vmId, space);
    const current = space.get(key);
    if (current && cas !== 0 && cas !== current.cas) return Status.CasMismatch;
    space.set(key, { value, cas: this.nextCas });
    this.nextCas = this.nextCas === 0xffffffff ? 1 : this.nextCas + 1;
    return Status.Ok;
  }

  keys(vmId: string): string[] {
    return [...(this.spaces.get(vmId)?.keys() ?? [])];
  }
}

export function sharedDataFunctions(vm: Vm): HostFunctions {
  return {
    proxy_get_shared_data(key: number, keySize: number, valueOut: number, sizeOut: number, casOut: number) {
      const entry = vm.sharedData.get(vm.vmId, vm.memory.text(key, keySize));
      if (!entry) return Status.NotFound;
      vm.memory.give(entry.value, valueOut, sizeOut);
      vm.memory.setWord(casOut, entry.cas);
      return Status.Ok;
    },
    proxy_set_shared_data(key: number, keySize: number, value: number, valueSize: number, cas: number) {
      const { memory } = vm;
      return vm.sharedData.set(vm.vmId, memory.text(key, keySize), memory.bytes(value, valueSize), cas >>> 0);
    },
  };
}
