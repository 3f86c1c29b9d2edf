import { EMPTY, literal } from "../bytes/slice";
import { Engine } from "../engine/decide";
import { Verdict } from "../engine/verdict";
import { ruleAddress, ruleName, rulePolicy, versionOf } from "../image/image";
import { FLAG, HEADER, RULE } from "../image/layout";
import { codeOf } from "../testing/find";
import { copyOf, withField } from "../testing/forge";
import { AUDITS, CONDITIONS, EFFECTS } from "../testing/images";
import { request } from "../testing/request";
import { text } from "../testing/text";
import { RECORD_CAPACITY, Record } from "./record";

const image = changetype<usize>(EFFECTS);
const engine = new Engine(image);
const record = new Record(image);
const room = heap.alloc(RECORD_CAPACITY);

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

/** How the record names what the first test of a rule in tests/images/conditions.yaml left undecided. */
function expectUndecided(rule: string, name: string): void {
  const conditions = changetype<usize>(CONDITIONS);
  const undecided = new Engine(conditions);
  undecided.doubt = codeOf(conditions, rule);
  const other = new Record(conditions);
  other.begin(room, Verdict.Deny, EMPTY, EMPTY);
  other.details(undecided);
  expect(text(other.finish()).endsWith(`,"undecided":"${name}"}`)).toBe(true, rule);
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
    expectUndecided("method", "method");
    expectUndecided("host", "host");
    expectUndecided("host-suffix", "host");
    expectUndecided("path-template", "path");
    expectUndecided("header", "header");
    expectUndecided("header-suffix", "header");
    expectUndecided("peer-id", "peer");
    expectUndecided("peer-id-prefix", "peer");
    expectUndecided("peer-parts", "peer");
    expectUndecided("source", "source");
    expectUndecided("value", "request.query");
    expectUndecided("value-set", "request.query");
    expectUndecided("condition", "condition");
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

describe("the longest record", () => {
  it("fits, and says that audit rules were left out", () => {
    const audits = copyOf(changetype<usize>(AUDITS));
    for (let rule: u32 = 0; rule < 17; rule++) {
      const address = ruleAddress(audits, rule);
      store<u32>(address, load<u32>(address, RULE.POLICY), RULE.NAME); // names of 253 bytes
    }
    const many = new Engine(audits);
    many.clear();
    request(many.facts, "GET", "shop.example", "/");
    many.decide();
    many.doubt = codeOf(changetype<usize>(CONDITIONS), "condition");
    const longest = new Record(audits);
    longest.begin(room, Verdict.Limited, rulePolicy(audits, 0), ruleName(audits, 0));
    longest.details(many);
    const written = text(longest.finish());
    const name = text(ruleName(audits, 0));
    expect(name.length).toBe(253);
    expect(written.split(name).length).toBe(2 + 2 * 16 + 1);
    expect(written.endsWith(`${name}"],"auditCut":true}`)).toBe(true);
  });
});
