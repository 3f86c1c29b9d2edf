import { describe, expect, test } from "vitest";
import { lint } from "./lint.js";
import { MESH, policy, setOf } from "./testing/policies.js";

describe("the help with removing a rule", () => {
  const narrow = (rest: string) => policy("narrow", `{ target: { namespace: shop }, ${rest} }`);
  const WIDE = policy("wide", "{ target: {}, authorize: [{ name: r, effect: allow, methods: [GET] }] }");
  const RULE = "{ name: r, effect: allow, methods: [GET], paths: [/a] }";

  test.each([
    [
      "says that the last allow rule keeps the workload closed",
      `authorize: [${RULE}]`,
      "narrow `wide/r`, or remove `narrow/r` (with `default: deny` if `narrow` has no other allow rule)",
    ],
    [
      "doesn't where the default is written",
      `default: allow, authorize: [${RULE}]`,
      "narrow `wide/r`, or remove `narrow/r`",
    ],
    [
      "doesn't where another rule of the policy stays",
      "authorize: [{ name: r, effect: allow, methods: [GET], paths: [/a] }, { name: q, effect: allow, paths: [/a] }]",
      "narrow `narrow/q`, or remove `narrow/r`",
    ],
  ])("%s", (_, spec, help) => {
    const beside = spec.includes("name: q") ? [] : [WIDE];
    expect(lint(setOf(MESH, narrow(spec), ...beside)).findings.map((one) => one.help)).toEqual([help]);
  });
});
