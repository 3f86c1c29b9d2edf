import { Verdict, statusOf } from "./verdict";

describe("statusOf", () => {
  it("is the status that answers each refusal", () => {
    expect(statusOf(Verdict.Allow)).toBe(200);
    expect(statusOf(Verdict.Deny)).toBe(403);
    expect(statusOf(Verdict.Limited)).toBe(429);
    expect(statusOf(Verdict.Invalid)).toBe(400);
  });
});
