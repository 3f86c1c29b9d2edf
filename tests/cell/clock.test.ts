import { expect, test } from "vitest";
import { buildImage } from "../../src/compile/image.js";
import type { Clock } from "../../src/host/clock.js";
import { Vm } from "../../src/host/vm.js";
import type { Limit } from "../../src/ir/limit.js";
import type { PolicySet } from "../../src/ir/model.js";
import { CELL } from "./open-cell.js";
import { pathPolicy, TARGET } from "./path-policy.js";

const SECOND = 1_000_000_000n;

/** A wall clock that somebody sets, and the time that goes by whatever it shows. */
class SetClock implements Clock {
  wall = 1_767_225_600n * SECOND;
  elapsed = 1_000n * SECOND;

  realtime(): bigint {
    return this.wall;
  }

  monotonic(): bigint {
    return this.elapsed;
  }
}

/** One a second, two at once. */
function limited(): PolicySet {
  const place = { file: "test", line: 1, column: 1, length: 1 };
  const capacity = { count: 1, periodNs: 1e9, burst: 2 };
  const limit: Limit = { name: "steady", clauses: [], capacity, key: [], overrides: [], place };
  const set = pathPolicy({ prefix: "/" }, "STRICT");
  return { ...set, policies: set.policies.map((policy) => ({ ...policy, limits: [limit] })) };
}

/** How many of three requests pass. */
function passed(vm: Vm): number {
  let count = 0;
  for (let i = 0; i < 3; i++) {
    const stream = vm.stream({});
    stream.onRequestHeaders([
      [":method", "GET"],
      [":path", "/"],
    ]);
    if (stream.localReply === undefined) count++;
    stream.end();
  }
  return count;
}

test.each([
  ["back", -3600n],
  ["ahead", 3600n],
])("a wall clock that is set %s neither fills a bucket nor keeps it from filling", (_, seconds) => {
  const clock = new SetClock();
  const vm = new Vm(CELL, { clock });
  expect(vm.configure(buildImage(limited(), TARGET)).accepted).toBe(true);
  expect(passed(vm)).toBe(2);
  clock.wall += seconds * SECOND;
  expect(passed(vm)).toBe(0);
  clock.elapsed += SECOND;
  expect(passed(vm)).toBe(1);
});
