/** The callbacks without which no module loads or keeps its state straight; every other callback brings them along. */
import { callbacks } from "../callbacks";

export { malloc } from "../arena";

/** The marker by which the host knows the ABI version. */
export function proxy_abi_version_0_2_1(): void {}

export function proxy_on_context_create(context: u32, parent: u32): void {
  callbacks().contextCreate(context, parent);
}

export function proxy_on_configure(root: u32, configurationSize: u32): u32 {
  return u32(callbacks().configure(root, configurationSize));
}

export function proxy_on_delete(context: u32): void {
  callbacks().delete(context);
}
