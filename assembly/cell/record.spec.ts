import { EMPTY, literal } from "../bytes/slice";
import { Engine } from "../engine/decide";
import { Verdict } from "../engine/verdict";
import { ruleAddress, ruleName, rulePolicy, versionOf } from "../image/image";
import { DESTINATION, FLAG, HEADER, OP, RULE, SIZE } from "../image/layout";
import { codeOf, instructionOf } from "../testing/find";
import { copyOf, placeSection, withField } from "../testing/forge";
import { AUDITS, CONDITIONS, EFFECTS, GATEWAY } from "../testing/images";
import { request } from "../testing/request";
import { text } from "../testing/text";
import { RECORD_CAPACITY, Record } from "./record";

const image = changetype<usize>(EFFECTS);
const gateway = changetype<usize>(GATEWAY);
const engine = new Engine(image);
const record = new Record(image);
const room = heap.alloc(RECORD_CAPACITY);

const SHADOW = ',"shadow":';
const UNDECIDED = ',"undecided":"';
const VERSION = `,"version":"${text(versionOf(image))}","tier":"sidecar"`;

function begin(verdict: Verdict, policy: string, rule: string): void {
  record.begin(room, verdict, literal(policy), literal(rule));
}

/** What the record says of the engine beside verdict, rule, version and tier. */
function details(): string {
  record.begin(room, Verdict.Allow, EMPTY, EMPTY);
  record.details(engine);
  const all = text(record.finish());
  return all.replace(`{"verdict":"allow","policy":null,"rule":null${VERSION}`, "{");
}

/** How the record of an image names what an instruction left undecided. */
function undecidedAt(image: usize, instruction: usize): string {
  const undecided = new Engine(image);
  undecided.doubt = instruction;
  const other = new Record(image);
  other.begin(room, Verdict.Deny, EMPTY, EMPTY);
  other.details(undecided);
  const all = text(other.finish());
  return all.slice(all.indexOf(UNDECIDED) + UNDECIDED.length, all.length - 2);
}

/** Of the first test of a rule in tests/images/conditions.yaml. */
function undecidedOf(rule: string): string {
  const conditions = changetype<usize>(CONDITIONS);
  return undecidedAt(conditions, codeOf(conditions, rule));
}

/** What the record says under `shadow`. */
function withShadow(verdict: Verdict, policy: string, rule: string): string {
  record.begin(room, Verdict.Allow, EMPTY, EMPTY);
  record.shadow(verdict, policy == "" ? EMPTY : literal(policy), literal(rule));
  const all = text(record.finish());
  return all.slice(all.indexOf(SHADOW) + SHADOW.length, all.length - 1);
}

describe("the record", () => {
  it("names the verdict, and the rule or limit that gave it", () => {
    begin(Verdict.Deny, "orders", "no-admin");
    expect(text(record.finish())).toBe(`{"verdict":"deny","policy":"orders","rule":"no-admin"${VERSION}}`);
    begin(Verdict.Limited, "orders", "per-peer");
    expect(text(record.finish())).toBe(`{"verdict":"limited","policy":"orders","rule":"per-peer"${VERSION}}`);
  });

  it("names no rule when the default decided", () => {
    record.begin(room, Verdict.Allow, EMPTY, EMPTY);
    expect(text(record.finish())).toBe(`{"verdict":"allow","policy":null,"rule":null${VERSION}}`);
  });

  it("says why a request was invalid", () => {
    record.begin(room, Verdict.Invalid, EMPTY, EMPTY);
    record.reason(literal("host"));
    expect(text(record.finish())).toBe(
      `{"verdict":"invalid","policy":null,"rule":null${VERSION},"reason":"host"}`,
    );
  });

  it("says at which tier it was decided", () => {
    const flags = load<u32>(image, HEADER.FLAGS) | FLAG.GATEWAY;
    const gateway = new Record(withField<u32>(image, image + HEADER.FLAGS, flags));
    gateway.begin(room, Verdict.Allow, EMPTY, EMPTY);
    expect(text(gateway.finish()).endsWith('"tier":"gateway"}')).toBe(true);
  });

  it("has no details when all was decided and nothing audits", () => {
    engine.clear();
    expect(details()).toBe("{}");
  });

  it("names the attribute that could not be decided", () => {
    expect(undecidedOf("method")).toBe("method");
    expect(undecidedOf("host")).toBe("host");
    expect(undecidedOf("host-suffix")).toBe("host");
    expect(undecidedOf("path-template")).toBe("path");
    expect(undecidedOf("header")).toBe("header");
    expect(undecidedOf("header-suffix")).toBe("header");
    expect(undecidedOf("peer-id")).toBe("peer");
    expect(undecidedOf("peer-id-prefix")).toBe("peer");
    expect(undecidedOf("peer-parts")).toBe("peer");
    expect(undecidedOf("source")).toBe("source");
    expect(undecidedOf("value")).toBe("request.query");
    expect(undecidedOf("value-set")).toBe("request.query");
    expect(undecidedOf("condition")).toBe("condition");
    expect(undecidedAt(gateway, instructionOf(gateway, OP.DESTINATION))).toBe("destination");
  });

  it("names the audit rules that matched", () => {
    engine.clear();
    request(engine.facts, "GET", "shop.example", "/open/x");
    engine.decide();
    expect(details()).toBe('{,"audit":["effects/h-all"]}');
    engine.clear();
    request(engine.facts, "GET", "a.shop.example", "/open/x");
    engine.decide();
    expect(details()).toBe('{,"audit":["effects/h-all","effects/j-hosts"]}');
  });
});

describe("what else the record says", () => {
  it("is which allow rule came closest, and what the first clause that failed tests", () => {
    engine.clear();
    request(engine.facts, "GET", "shop.example", "/closed");
    engine.decide();
    const nearest = '{"policy":"effects","rule":"b-open-get","clause":1,"attribute":"path"}';
    expect(details()).toBe(`{,"nearest":${nearest},"audit":["effects/h-all"]}`);
  });

  it("is for which destination a gateway refused", () => {
    const edge = new Engine(gateway);
    edge.clear();
    request(edge.facts, "GET", "shop.example", "/orders/admin/x");
    edge.decide();
    const ahead = new Record(gateway);
    ahead.begin(room, Verdict.Deny, EMPTY, EMPTY);
    ahead.details(edge);
    const destination = ',"tier":"gateway","destination":"spiffe://shop.example/ns/shop/sa/orders"}';
    expect(text(ahead.finish()).endsWith(destination)).toBe(true);
  });

  it("is what would have become of the request without shadow mode", () => {
    engine.clear();
    expect(withShadow(Verdict.Deny, "orders", "no-admin")).toBe(
      '{"verdict":"deny","policy":"orders","rule":"no-admin"}',
    );
    expect(withShadow(Verdict.Limited, "orders", "per-peer")).toBe(
      '{"verdict":"limited","policy":"orders","rule":"per-peer"}',
    );
    expect(withShadow(Verdict.Allow, "", "")).toBe('{"verdict":"allow","policy":null,"rule":null}');
  });
});

/** A string of so many bytes, as a reference of an image that does not have it. */
function longString(image: usize, length: u16): u32 {
  const string = heap.alloc(2 + length);
  store<u16>(string, length);
  memory.fill(string + 2, 0x6e, length);
  return u32(string - image);
}

/** A destination, likewise; SPIFFE IDs have at most 2,048 bytes. */
function longDestination(image: usize): u32 {
  const destination = heap.alloc(SIZE.DESTINATION);
  store<u32>(destination, longString(image, 2048), DESTINATION.WORKLOAD);
  return u32(destination - image);
}

describe("the longest record", () => {
  it("fits, and says that audit rules were left out", () => {
    const audits = copyOf(changetype<usize>(AUDITS));
    const name = longString(audits, 253);
    for (let rule: u32 = 0; rule < 17; rule++) {
      store<u32>(ruleAddress(audits, rule), name, RULE.POLICY);
      store<u32>(ruleAddress(audits, rule), name, RULE.NAME);
    }
    placeSection(audits, HEADER.DESTINATIONS, longDestination(audits), 0);
    const many = new Engine(audits);
    many.clear();
    request(many.facts, "GET", "shop.example", "/");
    many.decide();
    many.doubt = codeOf(changetype<usize>(CONDITIONS), "condition");
    many.isAhead = true;
    many.facts.destination = 0;
    many.nearest.rule = 0;
    many.nearest.clause = u32.MAX_VALUE;
    many.nearest.instruction = many.doubt;
    const longest = new Record(audits);
    longest.begin(room, Verdict.Limited, rulePolicy(audits, 0), ruleName(audits, 0));
    longest.transaction(literal("\u0001".repeat(256)));
    longest.details(many);
    longest.shadow(Verdict.Limited, rulePolicy(audits, 0), ruleName(audits, 0));
    const written = text(longest.finish());
    const names = 3 * 2 + 16 * 2;
    expect(written.split("n".repeat(253)).length - 1).toBe(names + 2048 / 253);
    expect(written.includes('"],"auditCut":true,"shadow":{')).toBe(true);
    expect(written.endsWith("}}")).toBe(true);
  });
});
