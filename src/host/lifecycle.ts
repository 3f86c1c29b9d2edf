import { MAX_STREAM_TYPE, Status, StreamType } from "./abi.js";
import type { HostFunctions, Vm } from "./vm.js";

export function lifecycleFunctions(vm: Vm): HostFunctions {
  return {
    proxy_set_effective_context(id: number) {
      return vm.setEffective(id >>> 0) ? Status.Ok : Status.BadArgument;
    },
    proxy_done() {
      return vm.done(vm.current().root.id) ? Status.Ok : Status.NotFound;
    },
    proxy_continue_stream(type: number) {
      if (type >>> 0 > MAX_STREAM_TYPE) return Status.BadArgument;
      if (type !== StreamType.Request && type !== StreamType.Response) return Status.Unimplemented;
      const context = vm.current();
      vm.afterCall(() => context.resume(type));
      return Status.Ok;
    },
  };
}
