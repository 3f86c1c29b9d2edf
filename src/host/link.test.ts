import { beforeEach, describe, expect, test } from "vitest";
import { Status } from "./abi.js";
import { Guest } from "./testing/guest.js";

let guest: Guest;
beforeEach(() => {
  guest = new Guest();
});

describe("what the host does not offer", () => {
  test.each(["grpc_close", "dequeue_shared_queue"])("%s answers unimplemented", (name) => {
    expect(guest.call(name, 0, 0, 0)).toBe(Status.Unimplemented);
  });
});
