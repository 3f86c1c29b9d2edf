import { callbacks } from "../callbacks";

export * from "./core";

export function proxy_on_log(context: u32): void {
  callbacks().log(context);
}
