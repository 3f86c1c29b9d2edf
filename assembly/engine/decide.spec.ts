import { literal } from "../bytes/slice";
import { destinationWorkload, ruleName } from "../image/image";
import { NONE, OP } from "../image/layout";
import { opAt } from "../testing/find";
import { EFFECTS, GATEWAY, MESH, SHADOW, SHADOW_DEFAULT } from "../testing/images";
import { addHeader, request, setPeer, setSource } from "../testing/request";
import { text } from "../testing/text";
import { Engine } from "./decide";
import { NO_RULE } from "./evaluate";
import { Verdict } from "./verdict";

/** Its rules are in tests/images/effects.yaml. */
const image = changetype<usize>(EFFECTS);
const engine = new Engine(image);

/** A verdict, and the rule of an image that gave it. */
function inWords(image: usize, verdict: Verdict, rule: u32): string {
  const by = rule == NO_RULE ? "default" : text(ruleName(image, rule));
  return verdict == Verdict.Allow ? `allow by ${by}` : `deny by ${by}`;
}

function decision(): string {
  const verdict = engine.decide();
  return inWords(image, verdict, engine.rule);
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

/** What is decided of a path by a fixture with something in shadow mode, and what would be without that. */
function withShadow(fixture: StaticArray<u8>, path: string): string {
  const image = changetype<usize>(fixture);
  const engine = new Engine(image);
  engine.clear();
  request(engine.facts, "GET", "shop.example", path);
  const verdict = engine.decide();
  const enforced = inWords(image, verdict, engine.rule);
  if (!engine.hasShadow) return enforced;
  return `${enforced}, not ${inWords(image, engine.shadowVerdict, engine.shadowRule)}`;
}

describe("shadow mode", () => {
  it("tells what it would have refused, and allowed", () => {
    expect(withShadow(SHADOW, "/old/x")).toBe("allow by c-allow, not deny by a-new-deny");
    expect(withShadow(SHADOW, "/new/x")).toBe("deny by default, not allow by d-new-allow");
  });

  it("tells which rule would have come first", () => {
    expect(withShadow(SHADOW, "/secret/a/x")).toBe("deny by b-deny, not deny by a-new-deny");
  });

  it("tells nothing when the same rule or the same default decides", () => {
    expect(withShadow(SHADOW, "/open/x")).toBe("allow by c-allow");
    expect(withShadow(SHADOW, "/secret/x")).toBe("deny by b-deny");
    expect(withShadow(SHADOW, "/other")).toBe("deny by default");
  });

  it("of a policy keeps its default from closing", () => {
    expect(withShadow(SHADOW_DEFAULT, "/other")).toBe("allow by default, not deny by default");
    expect(withShadow(SHADOW_DEFAULT, "/this")).toBe("allow by default, not allow by only-this");
  });

  it("knows nothing of the request before", () => {
    const engine = new Engine(changetype<usize>(SHADOW));
    engine.clear();
    request(engine.facts, "GET", "shop.example", "/old/x");
    engine.decide();
    engine.clear();
    expect(engine.hasShadow).toBe(false);
  });
});

const gateway = changetype<usize>(GATEWAY);
const edge = new Engine(gateway);

/** What the gateway decides, and for which destination it refuses. */
function atGateway(method: string, host: string, path: string): string {
  edge.clear();
  request(edge.facts, method, host, path);
  const verdict = edge.decide();
  const decided = inWords(gateway, verdict, edge.rule);
  return edge.isAhead
    ? `${decided} for ${text(destinationWorkload(gateway, edge.facts.destination))}`
    : decided;
}

describe("a gateway", () => {
  it("refuses what a deny rule of the destination surely matches", () => {
    expect(atGateway("GET", "shop.example", "/orders/admin/x")).toBe(
      "deny by no-admin for spiffe://shop.example/ns/shop/sa/orders",
    );
    expect(atGateway("GET", "a.shop.example", "/drafts/x")).toBe(
      "deny by no-drafts for spiffe://shop.example/ns/shop/sa/pages",
    );
  });

  it("refuses what no rule of a destination allows that denies by default", () => {
    expect(atGateway("POST", "shop.example", "/orders/1")).toBe(
      "deny by default for spiffe://shop.example/ns/shop/sa/orders",
    );
    expect(atGateway("POST", "a.shop.example", "/orders/1")).toBe("allow by default");
  });

  it("lets pass what a rule of the destination allows, or may allow by what only that one sees", () => {
    expect(atGateway("GET", "shop.example", "/orders/1")).toBe("allow by default");
    expect(atGateway("PUT", "shop.example", "/orders/1")).toBe("allow by default");
  });

  it("says nothing of a request that goes to no destination that it knows", () => {
    expect(atGateway("POST", "other.example", "/orders/admin/x")).toBe("allow by default");
    expect(edge.facts.destination).toBe(NONE);
    expect(atGateway("POST", "shop.example", "/elsewhere")).toBe("allow by default");
  });

  it("asks its own rules first", () => {
    expect(atGateway("TRACE", "shop.example", "/orders/admin/x")).toBe("deny by no-trace");
    expect(edge.facts.destination).toBe(NONE);
  });

  it("knows nothing of the request before", () => {
    atGateway("GET", "shop.example", "/orders/admin/x");
    edge.clear();
    expect(edge.isAhead).toBe(false);
    expect(edge.facts.destination).toBe(NONE);
  });
});
