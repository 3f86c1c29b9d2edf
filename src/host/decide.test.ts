import { describe, expect, test } from "vitest";
import { createDecider, ImageRefusedError } from "./decide.js";
import type { DecisionRequest } from "./decision.js";
import { ModuleRefusedError } from "./runnable.js";
import { puppet } from "./testing/puppet.js";

const REQUEST: DecisionRequest = { path: "/a", headers: [] };
const IMAGE = Buffer.from("image");

/** A cell that leaves this record, then runs `body`; its last value is the action. */
function cellThat(record: string, body: string): Uint8Array {
  const text = record.replaceAll('"', "\\22");
  return puppet(`(data (i32.const 256) "cellwall") (data (i32.const 512) "${text}") (data (i32.const 300) ":path/b")
    (func (export "proxy_on_request_headers") (param i32 i32 i32) (result i32)
      (if (i32.const ${record.length}) (then
        (drop (call $proxy_set_property (i32.const 256) (i32.const 8) (i32.const 512) (i32.const ${record.length})))))
      ${body})`);
}

const reply = (status: number) => `(drop (call $proxy_send_local_response (i32.const ${status}) (i32.const 0)
  (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const -1))) (i32.const 1)`;
const recordOf = (verdict: string) => `{"verdict":"${verdict}","policy":null,"rule":null,"version":"v"}`;
const decide = (cell: Uint8Array, request = REQUEST) => createDecider(cell, IMAGE).decide(request);

describe("record and answer agree", () => {
  test.each([
    ["allow", "(i32.const 0)", 200],
    ["deny", reply(403), 403],
    ["unauthenticated", reply(401), 401],
    ["limited", reply(429), 429],
    ["invalid", reply(400), 400],
  ])("%s", (verdict, body, status) => {
    expect(decide(cellThat(recordOf(verdict), body))).toMatchObject({ verdict, status, version: "v" });
  });

  test("an allowed request tells the path that goes on, and every decision its id", () => {
    const replace = `(drop (call $proxy_replace_header_map_value (i32.const 0) (i32.const 300) (i32.const 5)
      (i32.const 305) (i32.const 2))) (i32.const 0)`;
    expect(decide(cellThat(recordOf("allow"), replace), { ...REQUEST, id: "7" })).toMatchObject({
      id: "7",
      path: "/b",
    });
  });
});

describe("an error, and 503, when", () => {
  test.each([
    [
      "they disagree",
      cellThat(recordOf("deny"), "(i32.const 0)"),
      "the record says `deny`, the answer was continue",
    ],
    [
      "the status is another",
      cellThat(recordOf("deny"), reply(429)),
      "the record says `deny`, the answer was 429",
    ],
    ["an allowed request is refused", cellThat(recordOf("allow"), reply(403)), "the answer was 403"],
    ["an allowed request is held", cellThat(recordOf("allow"), "(i32.const 1)"), "the answer was paused"],
    ["there is no record", cellThat("", "(i32.const 0)"), "the cell left no record"],
    ["the record is no JSON", cellThat("{", "(i32.const 0)"), "the cell left no record"],
    ["the verdict is unknown", cellThat(recordOf("maybe"), "(i32.const 0)"), "the cell left no record"],
    [
      "the cell traps",
      cellThat(recordOf("allow"), "(unreachable)"),
      "`proxy_on_request_headers` trapped: unreachable",
    ],
  ])("%s", (_, cell, message) => {
    const { verdict, status, message: said } = decide(cell);
    expect([verdict, status]).toEqual(["error", 503]);
    expect(said).toContain(message);
  });

  test("after a trap the next request meets a new VM", () => {
    const trapOnTwo = `(if (i32.eq (local.get 1) (i32.const 2)) (then (unreachable))) (i32.const 0)`;
    const decider = createDecider(cellThat(recordOf("allow"), trapOnTwo), IMAGE);
    expect(decider.decide({ ...REQUEST, host: "a" }).verdict).toBe("error");
    expect(decider.decide(REQUEST).verdict).toBe("allow");
  });
});

describe("refused at the start", () => {
  test("an image, with what the cell said", () => {
    const refuse = puppet(`(data (i32.const 256) "it is cut short")
      (func (export "proxy_on_configure") (param i32 i32) (result i32)
        (drop (call $proxy_log (i32.const 4) (i32.const 256) (i32.const 15))) (i32.const 0))`);
    expect(() => createDecider(refuse, IMAGE)).toThrow(new ImageRefusedError("it is cut short"));
  });

  test("a module that is none", () => {
    expect(() => createDecider(Buffer.from("x"), IMAGE)).toThrow(ModuleRefusedError);
  });
});
