import { EMPTY } from "../bytes/slice";
import { Engine } from "../engine/decide";
import { Verdict } from "../engine/verdict";
import { USERS } from "../testing/images";
import { setUser } from "../testing/request";
import { text } from "../testing/text";
import { RECORD_CAPACITY, Record } from "./record";

const image = changetype<usize>(USERS);
const engine = new Engine(image);
const room = heap.alloc(RECORD_CAPACITY);

/** What the record of a user, by his claims, has behind the tier. */
function recorded(claims: string): string {
  engine.clear();
  if (claims != "") setUser(engine.facts, claims);
  const record = new Record(image);
  record.begin(room, Verdict.Unauthenticated, EMPTY, EMPTY);
  record.user(engine.facts.user);
  const written = text(record.finish());
  return written.substring(written.indexOf('"sidecar"') + 9);
}

describe("the user in a record", () => {
  it("is who issued the token, and whom it names", () => {
    expect(recorded('{"iss":"https://a","sub":"7","email":"a@b"}')).toBe(
      ',"user":{"iss":"https://a","sub":"7"}}',
    );
    expect(recorded('{"iss":"https://a"}')).toBe(',"user":{"iss":"https://a"}}');
  });

  it("is nobody where nobody is known", () => {
    expect(recorded("")).toBe("}");
  });

  it("can't break the record", () => {
    expect(recorded('{"iss":"a","sub":"\\"},\\n\\\\é"}')).toBe(
      ',"user":{"iss":"a","sub":"\\"},\\u000a\\\\é"}}',
    );
  });

  it("is cut before the character that would be too much", () => {
    expect(recorded(`{"iss":"a","sub":"${"x".repeat(256)}"}`)).toBe(
      `,"user":{"iss":"a","sub":"${"x".repeat(256)}"}}`,
    );
    expect(recorded(`{"iss":"a","sub":"${"x".repeat(257)}"}`)).toBe(
      `,"user":{"iss":"a","sub":"${"x".repeat(256)}"}}`,
    );
    expect(recorded(`{"iss":"a","sub":"${"x".repeat(255)}é"}`)).toBe(
      `,"user":{"iss":"a","sub":"${"x".repeat(255)}"}}`,
    );
    expect(recorded(`{"iss":"a","sub":"x${"é".repeat(128)}"}`)).toBe(
      `,"user":{"iss":"a","sub":"x${"é".repeat(127)}"}}`,
    );
  });

  it("has room, however much of it is escaped", () => {
    const worst = "\\u0001".repeat(300);
    expect(recorded(`{"iss":"${worst}","sub":"${worst}"}`).length).toBe(
      2 * 6 * 256 + recorded('{"iss":"","sub":""}').length,
    );
  });
});
