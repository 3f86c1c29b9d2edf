import { LogLevel, Status } from "./abi.js";
import type { HostFunctions, Vm } from "./vm.js";

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
}

export function isLogLevel(level: number): level is LogLevel {
  return level >= LogLevel.Trace && level <= LogLevel.Critical;
}

export function logFunctions(vm: Vm): HostFunctions {
  return {
    proxy_log(level: number, message: number, messageSize: number) {
      if (!isLogLevel(level)) return Status.BadArgument;
      const bytes = vm.memory.view(message, messageSize);
      if (level >= vm.logLevel) vm.log({ level, message: bytes.toString("utf8") });
      return Status.Ok;
    },
    proxy_get_log_level(levelOut: number) {
      vm.memory.setWord(levelOut, vm.logLevel);
      return Status.Ok;
    },
  };
}
