import { describe, expect, test } from "vitest";
import { Errno, LogLevel } from "./abi.js";
import { ManualClock } from "./clock.js";
import type { LogLine } from "./log.js";
import { puppet } from "./testing/puppet.js";
import { Vm } from "./vm.js";

const OUT = 64;

describe.each(["wasi_snapshot_preview1", "wasi_unstable"])("%s", (namespace) => {
  const log: LogLine[] = [];
  const vm = new Vm(puppet("", namespace), {
    clock: new ManualClock(7n),
    environment: { A: "1", BC: "2" },
    onLog: (line) => log.push(line),
  });
  const call = (name: string, ...args: (number | bigint)[]) =>
    vm.invoke(vm.current(), `call_${name}`, ...args);

  test.each([
    [1, LogLevel.Info],
    [2, LogLevel.Error],
  ])("fd_write to %d is a log line without its newline", (fd, level) => {
    vm.memory.set(128, Buffer.from("hi\n"));
    vm.memory.setWord(100, 128);
    vm.memory.setWord(104, 3);
    expect(call("fd_write", fd, 100, 1, OUT)).toBe(Errno.Success);
    expect(vm.memory.word(OUT)).toBe(3);
    expect(log.at(-1)).toEqual({ level, message: "hi" });
  });

  test("there are no other files", () => {
    expect(call("fd_write", 3, 100, 0, OUT)).toBe(Errno.BadF);
    expect(call("fd_prestat_get", 3, OUT)).toBe(Errno.BadF);
    expect(call("fd_read", 0, 0, 0, 0)).toBe(Errno.NoSys);
  });

  test("the environment is the one given", () => {
    call("environ_sizes_get", OUT, OUT + 4);
    expect([vm.memory.word(OUT), vm.memory.word(OUT + 4)]).toEqual([2, 9]);
    call("environ_get", OUT, 256);
    expect([vm.memory.word(OUT), vm.memory.word(OUT + 4)]).toEqual([256, 260]);
    expect(vm.memory.text(256, 9)).toBe("A=1\0BC=2\0");
  });

  test.each([
    [0, Errno.Success],
    [1, Errno.Success],
    [2, Errno.NotSup],
  ])("clock %d answers %d", (id, errno) => {
    vm.memory.setWord(OUT, 0);
    expect(call("clock_time_get", id, 0n, OUT)).toBe(errno);
    expect(vm.memory.word(OUT)).toBe(errno === Errno.Success ? 7 : 0);
  });

  test("random_get fills at most 64 KiB", () => {
    vm.memory.set(512, Buffer.alloc(64));
    expect(call("random_get", 512, 64)).toBe(Errno.Success);
    expect(vm.memory.bytes(512, 64).some((byte) => byte !== 0)).toBe(true);
    expect(call("random_get", 0, 65_537)).toBe(Errno.Inval);
    expect(call("random_get", 65_000, 1_000)).toBe(Errno.Fault);
  });

  test("proc_exit is only logged", () => {
    call("proc_exit", 3);
    expect(log.at(-1)).toEqual({ level: LogLevel.Error, message: "the module called proc_exit(3)" });
    expect(vm.failure).toBeUndefined();
  });
});
