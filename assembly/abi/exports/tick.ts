import { callbacks } from "../callbacks";

export * from "./core";

export function proxy_on_tick(root: u32): void {
  callbacks().tick(root);
}
