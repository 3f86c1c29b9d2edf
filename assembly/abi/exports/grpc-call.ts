import { callbacks } from "../callbacks";

export * from "./core";

export function proxy_on_grpc_receive(root: u32, token: u32, size: u32): void {
  callbacks().grpcReceive(root, token, size);
}

export function proxy_on_grpc_close(root: u32, token: u32, status: u32): void {
  callbacks().grpcClose(root, token, status);
}
