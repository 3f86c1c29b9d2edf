import { expect, test } from "vitest";
import { Diagnostics } from "./diagnostic.js";

const place = { file: "a", line: 1, column: 1, length: 1 };

test("a hundred findings are kept, and no error is lost to warnings", () => {
  const diagnostics = new Diagnostics();
  for (let i = 0; i < 150; i++) diagnostics.warning("empty-target", `${i}`, place);
  expect(diagnostics.hasErrors).toBe(false);
  diagnostics.error("invalid-host", "late", place);
  expect(diagnostics.hasErrors).toBe(true);
  expect(diagnostics.all).toHaveLength(100);
  expect(diagnostics.all[0]?.message).toBe("late");
});

test("a finding is plain JSON, without what is absent", () => {
  const diagnostics = new Diagnostics();
  diagnostics.error("missing-mesh", "no Mesh");
  expect(JSON.stringify(diagnostics.all)).toBe(
    '[{"code":"missing-mesh","severity":"error","message":"no Mesh"}]',
  );
});
