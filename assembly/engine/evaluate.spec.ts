import { ABSENT, addressOf } from "../bytes/slice";
import { operandString, ruleName, sectionCount, sectionOffset } from "../image/image";
import { EFFECT, HEADER, NONE, OP, SIZE, SLOT } from "../image/layout";
import { codeOf, opAt } from "../testing/find";
import { copyOf } from "../testing/forge";
import { AUDITS, EFFECTS, MESH } from "../testing/images";
import { addHeader, request, setPeer, setSource } from "../testing/request";
import { text } from "../testing/text";
import { Evaluator, NO_RULE } from "./evaluate";
import { Facts } from "./facts";

const EDGE = "spiffe://shop.example/ns/edge/sa/gateway";

/** Its rules are in tests/images/effects.yaml; their names begin with letters in their order. */
const image = changetype<usize>(EFFECTS);
const facts = new Facts(image);
const evaluator = new Evaluator(image);

function nameOf(rule: u32): string {
  return rule == NO_RULE ? "none" : text(ruleName(image, rule));
}

function denied(): string {
  evaluator.clear();
  return nameOf(evaluator.lowest(EFFECT.DENY, facts));
}

function allowed(): string {
  evaluator.clear();
  return nameOf(evaluator.lowest(EFFECT.ALLOW, facts));
}

function audited(): string {
  evaluator.clear();
  evaluator.audit(facts);
  const names: string[] = [];
  for (let i = 0; i < evaluator.auditCount; i++) names.push(nameOf(evaluator.audits[i]));
  return names.sort().join(" ");
}

describe("the rule that matches", () => {
  it("is none when no clause fits", () => {
    request(facts, "GET", "shop.example", "/closed");
    expect(denied()).toBe("none");
    expect(allowed()).toBe("none");
  });

  it("is the first of those that do", () => {
    request(facts, "GET", "shop.example", "/open/x");
    expect(allowed()).toBe("a-open");
    request(facts, "GET", "shop.example", "/open/admin/x");
    addHeader(facts, "x-tenant", "acme");
    expect(denied()).toBe("d-no-admin");
  });

  it("needs one test of each clause", () => {
    request(facts, "DELETE", "shop.example", "/");
    expect(denied()).toBe("none");
    addHeader(facts, "x-debug", "1");
    expect(denied()).toBe("g-clauses");
    request(facts, "PUT", "a.shop.example", "/");
    addHeader(facts, "x-debug", "1");
    expect(denied()).toBe("g-clauses");
    request(facts, "GET", "shop.example", "/");
    addHeader(facts, "x-debug", "1");
    expect(denied()).toBe("none");
    request(facts, "PUT", "other.example", "/");
    addHeader(facts, "x-debug", "1");
    expect(denied()).toBe("none");
  });
});

describe("what can't be decided", () => {
  it("makes a deny rule match, and is named", () => {
    request(facts, "GET", "shop.example", "/edge/x");
    expect(denied()).toBe("f-no-office");
    expect(opAt(evaluator.doubt)).toBe(OP.SOURCE);
  });

  it("is not named when the rule matches anyway", () => {
    request(facts, "GET", "shop.example", "/edge/x");
    setSource(facts, "10.1.2.3");
    expect(denied()).toBe("f-no-office");
    expect(opAt(evaluator.doubt)).toBe(0);
  });

  it("makes no deny rule match of which another clause fails", () => {
    request(facts, "GET", "shop.example", "/open/x");
    expect(denied()).toBe("none");
  });

  it("keeps an allow rule from matching", () => {
    request(facts, "GET", "shop.example", "/edge/x");
    expect(allowed()).toBe("none");
    setPeer(facts, EDGE);
    expect(allowed()).toBe("c-edge");
  });

  it("makes an audit rule match", () => {
    request(facts, "GET", "shop.example", "/edge/x");
    expect(audited()).toBe("h-all i-edge");
    setPeer(facts, "spiffe://shop.example/ns/shop/sa/orders");
    expect(audited()).toBe("h-all");
  });

  it("is a header whose values disagree", () => {
    request(facts, "GET", "shop.example", "/open/x");
    addHeader(facts, "x-tenant", "acme");
    addHeader(facts, "x-tenant", "other");
    expect(denied()).toBe("e-no-acme");
    expect(opAt(evaluator.doubt)).toBe(OP.HEADER);
  });

  it("is a byte that a template's wildcard does not take", () => {
    request(facts, "GET", "shop.example", "/open/admin/a=b");
    expect(denied()).toBe("d-no-admin");
    expect(opAt(evaluator.doubt)).toBe(OP.PATH_TEMPLATE);
    expect(allowed()).toBe("none");
  });

  it("is named by the first clause that it leaves open", () => {
    request(facts, "PUT", "shop.example", "/");
    addHeader(facts, "x-debug", "1");
    facts.host = ABSENT;
    expect(denied()).toBe("g-clauses");
    expect(opAt(evaluator.doubt)).toBe(OP.HOST);
    facts.method = ABSENT;
    expect(denied()).toBe("g-clauses");
    expect(opAt(evaluator.doubt)).toBe(OP.METHOD);
  });
});

describe("audit rules", () => {
  it("are noted all, each once", () => {
    request(facts, "GET", "a.shop.example", "/edge/x");
    expect(audited()).toBe("h-all i-edge j-hosts");
    expect(audited()).toBe("h-all i-edge j-hosts");
  });

  it("are cut after 16, and that is noted", () => {
    const audits = changetype<usize>(AUDITS);
    const many = new Evaluator(audits);
    const anything = new Facts(audits);
    request(anything, "GET", "shop.example", "/");
    many.clear();
    many.audit(anything);
    expect(many.auditCount).toBe(16);
    expect(many.auditsCut).toBe(true);
    many.clear();
    expect(many.auditCount).toBe(0);
    expect(many.auditsCut).toBe(false);
  });
});

describe("the index", () => {
  it("finds every key of a table that is as full as tables get", () => {
    for (let i = 0; i < 11; i++) {
      request(facts, "GET", `s${i}.example`, "/");
      expect(audited()).toBe("h-all k-shards", `${i}`);
    }
    request(facts, "GET", "s11.example", "/");
    expect(audited()).toBe("h-all");
  });

  it("only proposes: a rule whose value hashes alike does not match", () => {
    const forged = copyOf(image);
    const acme = operandString(forged, codeOf(forged, "e-no-acme"));
    store<u8>(addressOf(acme), 0x7a);
    request(facts, "GET", "shop.example", "/open/x");
    addHeader(facts, "x-tenant", "acme");
    expect(denied()).toBe("e-no-acme");
    const other = new Evaluator(forged);
    other.clear();
    expect(other.lowest(EFFECT.DENY, facts)).toBe(NO_RULE);
  });

  it("ends its search in a table without an empty slot", () => {
    const forged = copyOf(image);
    const slots = forged + sectionOffset(forged, HEADER.SLOTS);
    for (let slot: u32 = 0; slot < sectionCount(forged, HEADER.SLOTS); slot++) {
      if (load<u32>(slots + slot * SIZE.SLOT, SLOT.CANDIDATE) != NONE) continue;
      store<u32>(slots + slot * SIZE.SLOT, 0x12345678, SLOT.KEY);
      store<u32>(slots + slot * SIZE.SLOT, 0, SLOT.CANDIDATE);
    }
    request(facts, "GET", "shop.example", "/closed");
    const full = new Evaluator(forged);
    full.clear();
    expect(full.lowest(EFFECT.DENY, facts)).toBe(NO_RULE);
    expect(full.lowest(EFFECT.ALLOW, facts)).toBe(NO_RULE);
  });

  it("finds nothing in an image without rules", () => {
    const mesh = changetype<usize>(MESH);
    const none = new Evaluator(mesh);
    const anything = new Facts(mesh);
    request(anything, "GET", "shop.example", "/");
    none.clear();
    none.audit(anything);
    expect(none.lowest(EFFECT.DENY, anything)).toBe(NO_RULE);
    expect(none.lowest(EFFECT.ALLOW, anything)).toBe(NO_RULE);
    expect(none.auditCount).toBe(0);
  });
});
