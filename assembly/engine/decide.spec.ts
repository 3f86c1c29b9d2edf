import { literal } from "../bytes/slice";
import { ruleName } from "../image/image";
import { OP } from "../image/layout";
import { opAt } from "../testing/find";
import { EFFECTS, MESH } from "../testing/images";
import { addHeader, request, setPeer, setSource } from "../testing/request";
import { text } from "../testing/text";
import { Engine } from "./decide";
import { NO_RULE } from "./evaluate";
import { Verdict } from "./verdict";

/** Its rules are in tests/images/effects.yaml. */
const image = changetype<usize>(EFFECTS);
const engine = new Engine(image);

/** The verdict, and the rule that gave it. */
function decision(): string {
  const verdict = engine.decide() == Verdict.Allow ? "allow" : "deny";
  return engine.rule == NO_RULE
    ? `${verdict} by default`
    : `${verdict} by ${text(ruleName(image, engine.rule))}`;
}

function ask(path: string): void {
  engine.clear();
  request(engine.facts, "GET", "shop.example", path);
}

describe("a decision", () => {
  it("is to allow when an allow rule matches and no deny rule", () => {
    ask("/open/x");
    expect(decision()).toBe("allow by a-open");
  });

  it("is to deny when a deny rule matches, whatever allows", () => {
    ask("/open/admin/x");
    expect(decision()).toBe("deny by d-no-admin");
  });

  it("is the default when no rule matches, whatever audits", () => {
    ask("/closed");
    expect(decision()).toBe("deny by default");
    expect(engine.evaluator.auditCount).toBe(1);
  });

  it("is to allow when no policy has a rule", () => {
    const open = new Engine(changetype<usize>(MESH));
    open.clear();
    request(open.facts, "GET", "shop.example", "/closed");
    expect(open.decide()).toBe(Verdict.Allow);
    expect(open.rule).toBe(NO_RULE);
  });

  it("never comes from what is missing: that denies", () => {
    ask("/edge/x");
    expect(decision()).toBe("deny by f-no-office");
    expect(opAt(engine.doubt)).toBe(OP.SOURCE);
    setSource(engine.facts, "192.0.2.1");
    engine.evaluator.clear();
    expect(decision()).toBe("deny by default");
    setPeer(engine.facts, "spiffe://shop.example/ns/edge/sa/gateway");
    engine.evaluator.clear();
    expect(decision()).toBe("allow by c-edge");
  });

  it("says what was undecided of the deny rule only, not of an audit rule", () => {
    ask("/edge/x");
    setSource(engine.facts, "192.0.2.1");
    expect(decision()).toBe("deny by default");
    expect(opAt(engine.doubt)).toBe(0);
  });

  it("knows nothing of the request before", () => {
    ask("/open/x");
    addHeader(engine.facts, "x-tenant", "acme");
    expect(decision()).toBe("deny by e-no-acme");
    engine.clear();
    engine.facts.path = literal("/open/x");
    expect(decision()).toBe("allow by a-open");
    ask("/edge/x");
    decision();
    engine.clear();
    expect(opAt(engine.doubt)).toBe(0);
    expect(engine.rule).toBe(NO_RULE);
  });
});
