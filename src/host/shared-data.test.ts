import { describe, expect, test } from "vitest";
import { Status } from "./abi.js";
import { SharedData } from "./shared-data.js";
import { Guest, OUT } from "./testing/guest.js";

describe("shared data", () => {
  const key = "k";
  const read = (from: Guest) => {
    const status = from.call("get_shared_data", key, OUT, OUT + 4, OUT + 8);
    return status === Status.Ok ? { value: from.given(), cas: from.word(OUT + 8) } : status;
  };

  test("compare-and-swap between two workers of one vm_id; another vm_id sees nothing", () => {
    const sharedData = new SharedData();
    const [one, two] = [new Guest({ sharedData, vmId: "v" }), new Guest({ sharedData, vmId: "v" })];
    const other = new Guest({ sharedData, vmId: "w" });
    expect(read(one)).toBe(Status.NotFound);
    expect(one.call("set_shared_data", key, "a", 77)).toBe(Status.Ok); // CAS counts only once the key is there
    expect(two.call("set_shared_data", key, "b", 77)).toBe(Status.CasMismatch);
    expect(read(two)).toEqual({ value: "a", cas: 1 });
    expect(two.call("set_shared_data", key, "b", 1)).toBe(Status.Ok);
    expect(one.call("set_shared_data", key, "c", 1)).toBe(Status.CasMismatch);
    expect(one.call("set_shared_data", key, "", 0)).toBe(Status.Ok);
    expect(read(one)).toEqual({ value: "", cas: 3 });
    expect(read(other)).toBe(Status.NotFound);
  });
});
