import { ABSENT, FAILED, Slice, addressOf, lengthOf } from "../bytes/slice";
import { firstOut, secondOut, takeSlice } from "./results";
import { Status } from "./status";

/** What is taken when the host wrote a pointer and a size, and answered this. */
function taken(status: u32): Slice {
  store<u32>(firstOut(), 4096);
  store<u32>(secondOut(), 12);
  return takeSlice(status);
}

describe("takeSlice", () => {
  it("gives the bytes that the host names, when all went well", () => {
    const bytes = taken(Status.Ok);
    expect(addressOf(bytes)).toBe(4096);
    expect(lengthOf(bytes)).toBe(12);
  });

  it("tells what is not there from what the host would not say", () => {
    expect(taken(Status.NotFound)).toBe(ABSENT);
    expect(taken(Status.Empty)).toBe(ABSENT);
    expect(taken(Status.BadArgument)).toBe(FAILED);
    expect(taken(Status.SerializationFailure)).toBe(FAILED);
    expect(taken(Status.ParseFailure)).toBe(FAILED);
    expect(taken(Status.CasMismatch)).toBe(FAILED);
    expect(taken(Status.InternalFailure)).toBe(FAILED);
    expect(taken(12)).toBe(FAILED);
    expect(taken(u32.MAX_VALUE)).toBe(FAILED);
  });
});
