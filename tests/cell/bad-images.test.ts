import { describe, expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import { Vm } from "../../src/host/vm.js";
import { hash32 } from "../../src/image/hash.js";
import { HEADER } from "../../src/image/layout.js";
import { parseTemplate } from "../../src/ir/template.js";
import { CELL } from "./open-cell.js";
import { pathPolicy, TARGET } from "./path-policy.js";

const template = parseTemplate("/a/{b}/**");
if ("error" in template) throw new Error(template.error);
const image = buildImage(pathPolicy({ template }, "STRICT"), TARGET);

function vmWith(configuration: Uint8Array): Vm {
  const vm = new Vm(CELL);
  expect(vm.configure(configuration).accepted).toBe(true);
  return vm;
}

function statusOf(vm: Vm, path: string): number {
  const stream = vm.stream({});
  stream.onRequestHeaders([
    [":method", "GET"],
    [":path", path],
  ]);
  const status = stream.localReply?.status ?? 200;
  stream.end();
  return status;
}

/** The image with one byte changed and the checksum made right again. */
function forge(at: number, value: number): Uint8Array {
  const forged = image.slice();
  forged[at] = value;
  const checksum = hash32(forged.subarray(HEADER.CHECKSUM + 4), 0);
  new DataView(forged.buffer).setUint32(HEADER.CHECKSUM, checksum, true);
  return forged;
}

describe("a bad image", () => {
  const vm = vmWith(image);

  test.each(Array.from(image.keys()))("with byte %i changed is refused, and the one before goes on", (at) => {
    const damaged = image.slice();
    damaged[at] = (image[at] ?? 0) ^ (1 << (at % 8));
    expect(vm.configure(damaged).accepted).toBe(false);
    expect([statusOf(vm, "/a/1/x"), statusOf(vm, "/b")]).toEqual([200, 403]);
  });

  test.each(Array.from(image.keys()))("cut to %i bytes is refused", (length) => {
    expect(vm.configure(image.slice(0, length)).accepted).toBe(false);
  });

  test("with bytes after its end is refused", () => {
    expect(vm.configure(Uint8Array.of(...image, 0)).accepted).toBe(false);
  });

  test("tells in the log what is wrong", () => {
    const configured = vm.configure(image.slice(0, 10));
    expect(configured.log.map(({ message }) => message).join()).toContain("is cut short");
  });

  test.each(Array.from(image.keys()))("forged at byte %i is refused or at least never traps", (at) => {
    if (at >= HEADER.CHECKSUM && at < HEADER.CHECKSUM + 4) return;
    for (const value of [0x00, 0x01, 0x7f, 0xff]) {
      const fresh = new Vm(CELL);
      if (fresh.configure(forge(at, value)).accepted) {
        for (const path of ["/a/1/x", "/", "/a/*/x?q"]) statusOf(fresh, path);
      }
      expect(fresh.failure).toBeUndefined();
    }
  });
});
