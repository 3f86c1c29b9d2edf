/**
 * A key-value store that all VMs of one `vm_id` in an Envoy process share. Nothing in it expires or can be
 * deleted, so bound the keys. A value survives configuration changes and VM reloads.
 */
import { proxy_get_shared_data, proxy_set_shared_data } from "../abi/imports";
import { firstOut, secondOut, thirdOut, takeSlice } from "../abi/results";
import { Slice, addressOf, isPresent, lengthOf } from "../bytes/slice";

let version: u32 = 0;

/** The value of a key, or `ABSENT`; `sharedVersion` then tells its version. */
export function sharedValue(key: Slice): Slice {
  const value = takeSlice(
    proxy_get_shared_data(addressOf(key), lengthOf(key), firstOut(), secondOut(), thirdOut()),
  );
  version = isPresent(value) ? load<u32>(thirdOut()) : 0;
  return value;
}

/** The version of the value that was read last; 0 when there was none. */
export function sharedVersion(): u32 {
  return version;
}

/**
 * Writes a value if the key still has the given version; 0 writes in any case. `Status.CasMismatch`
 * when another VM was faster. Beware: for a key that does not exist yet Envoy writes without looking
 * at the version (proxy-wasm-cpp-host: src/shared_data.cc), so create keys where only one VM does.
 */
export function setSharedValue(key: Slice, value: Slice, version: u32): u32 {
  return proxy_set_shared_data(addressOf(key), lengthOf(key), addressOf(value), lengthOf(value), version);
}
