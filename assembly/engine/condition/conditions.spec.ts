import { INSTRUCTION } from "../../image/layout";
import { codeOf } from "../../testing/find";
import { CONDITIONS } from "../../testing/images";
import { request, setQuery } from "../../testing/request";
import { Facts } from "../facts";
import { Truth } from "../truth";
import { Conditions } from "./conditions";

/** `request.queryValues["item"].size() > 1` */
const image = changetype<usize>(CONDITIONS);
const program = load<u32>(codeOf(image, "condition"), INSTRUCTION.OPERAND);
const facts = new Facts(image);
const conditions = new Conditions(image);

function outcome(query: string): Truth {
  request(facts, "GET", "shop.example", "/");
  setQuery(facts, query);
  return conditions.test(program, facts);
}

describe("the outcome of a condition", () => {
  beforeEach(() => {
    conditions.clear();
  });

  it("is true, false, or an error", () => {
    expect(outcome("?item=a&item=b")).toBe(Truth.True);
    conditions.clear();
    expect(outcome("?item=a")).toBe(Truth.False);
    conditions.clear();
    expect(outcome("?item=a&item=%ff")).toBe(Truth.Undecided);
  });

  it("is found out once a request", () => {
    expect(outcome("?item=a&item=b")).toBe(Truth.True);
    expect(outcome("?item=a")).toBe(Truth.True);
    conditions.clear();
    expect(outcome("?item=a")).toBe(Truth.False);
    expect(outcome("?item=a&item=b")).toBe(Truth.False);
    conditions.clear();
    expect(outcome("?item=%ff")).toBe(Truth.Undecided);
    expect(outcome("?item=a")).toBe(Truth.Undecided);
  });
});
