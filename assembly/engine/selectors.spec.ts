import { hash32, mix32 } from "../bytes/hash";
import { addressOf, lengthOf, literal } from "../bytes/slice";
import { SELECT, UNDECIDED_KEY } from "../image/layout";
import { selectorOf } from "../testing/find";
import { CONDITIONS, GATEWAY } from "../testing/images";
import { addHeader, request, setPeer, setQuery, setSource } from "../testing/request";
import { Facts } from "./facts";
import { Selectors } from "./selectors";

const image = changetype<usize>(CONDITIONS);
const facts = new Facts(image);
const selectors = new Selectors(image);

/** What is looked up by the first selector of a kind; the rules are in tests/images/conditions.yaml. */
function keyOf(kind: u32): u64 {
  selectors.clear();
  return selectors.key(selectorOf(image, kind), facts);
}

function hashOf(text: string): u64 {
  const bytes = literal(text);
  return hash32(addressOf(bytes), lengthOf(bytes), 0);
}

/** No rule with this selector can match. */
function isInapplicable(kind: u32): bool {
  return keyOf(kind) > u32.MAX_VALUE;
}

describe("the key of a request", () => {
  it("is the hash of its method and host", () => {
    request(facts, "GET", "shop.example", "/");
    expect(keyOf(SELECT.METHOD)).toBe(hashOf("GET"));
    expect(keyOf(SELECT.HOST)).toBe(hashOf("shop.example"));
  });

  it("is the hash of the host's end, when there is something before it", () => {
    request(facts, "GET", "a.shop.example", "/");
    expect(keyOf(SELECT.HOST_SUFFIX)).toBe(hashOf(".shop.example"));
    request(facts, "GET", "abshop.example", "/");
    expect(keyOf(SELECT.HOST_SUFFIX)).toBe(hashOf("bshop.example"));
    request(facts, "GET", ".shop.example", "/");
    expect(isInapplicable(SELECT.HOST_SUFFIX)).toBe(true);
  });

  it("mixes the segments at the literal places of a template", () => {
    const key = mix32(mix32(0, u32(hashOf("orders"))), u32(hashOf("items")));
    request(facts, "GET", "", "/orders/42/items");
    expect(keyOf(SELECT.PATH_SEGMENTS)).toBe(key);
    request(facts, "GET", "", "/orders/43/items");
    expect(keyOf(SELECT.PATH_SEGMENTS)).toBe(key);
    request(facts, "GET", "", "/orders/42/other");
    expect(keyOf(SELECT.PATH_SEGMENTS)).not.toBe(key);
  });

  it("is none of a template with another number of segments", () => {
    request(facts, "GET", "", "/orders/42");
    expect(isInapplicable(SELECT.PATH_SEGMENTS)).toBe(true);
    request(facts, "GET", "", "/orders/42/items/");
    expect(isInapplicable(SELECT.PATH_SEGMENTS)).toBe(true);
  });

  it("wants more segments than those before **", () => {
    const key = mix32(0, u32(hashOf("files")));
    request(facts, "GET", "", "/files/");
    expect(keyOf(SELECT.PATH_SEGMENTS_REST)).toBe(key);
    request(facts, "GET", "", "/files/a/b/c");
    expect(keyOf(SELECT.PATH_SEGMENTS_REST)).toBe(key);
    request(facts, "GET", "", "/files");
    expect(isInapplicable(SELECT.PATH_SEGMENTS_REST)).toBe(true);
  });

  it("is the hash of as much of the path's beginning or end as the rule has", () => {
    request(facts, "GET", "", "/internal/a.bak");
    expect(keyOf(SELECT.PATH_PREFIX)).toBe(hashOf("/internal"));
    expect(keyOf(SELECT.PATH_SUFFIX)).toBe(hashOf(".bak"));
    request(facts, "GET", "", "/ab");
    expect(isInapplicable(SELECT.PATH_PREFIX)).toBe(true);
    expect(isInapplicable(SELECT.PATH_SUFFIX)).toBe(true);
  });

  it("is the hash of a header's value, when all values are the same", () => {
    facts.clear();
    expect(isInapplicable(SELECT.HEADER)).toBe(true);
    addHeader(facts, "x-tenant", "acme");
    expect(keyOf(SELECT.HEADER)).toBe(hashOf("acme"));
    addHeader(facts, "x-tenant", "acme");
    expect(keyOf(SELECT.HEADER)).toBe(hashOf("acme"));
    addHeader(facts, "x-tenant", "other");
    expect(keyOf(SELECT.HEADER)).toBe(UNDECIDED_KEY);
  });

  it("is the hash of the beginning or end of a header's values, when they are the same there", () => {
    facts.clear();
    expect(isInapplicable(SELECT.HEADER_PREFIX)).toBe(true);
    expect(isInapplicable(SELECT.HEADER_SUFFIX)).toBe(true);
    addHeader(facts, "x-tenant", "acme");
    expect(keyOf(SELECT.HEADER_PREFIX)).toBe(hashOf("ac"));
    expect(keyOf(SELECT.HEADER_SUFFIX)).toBe(hashOf("me"));
    addHeader(facts, "x-tenant", "acorn");
    expect(keyOf(SELECT.HEADER_PREFIX)).toBe(hashOf("ac"));
    expect(keyOf(SELECT.HEADER_SUFFIX)).toBe(UNDECIDED_KEY);
    addHeader(facts, "x-tenant", "a");
    expect(keyOf(SELECT.HEADER_PREFIX)).toBe(UNDECIDED_KEY);
    facts.clear();
    addHeader(facts, "x-tenant", "a");
    expect(isInapplicable(SELECT.HEADER_PREFIX)).toBe(true);
    expect(isInapplicable(SELECT.HEADER_SUFFIX)).toBe(true);
  });

  it("is the hash of the peer's ID and parts", () => {
    facts.clear();
    setPeer(facts, "spiffe://shop.example/ns/edge/sa/gateway");
    expect(keyOf(SELECT.PEER_ID)).toBe(hashOf("spiffe://shop.example/ns/edge/sa/gateway"));
    expect(keyOf(SELECT.PEER_TRUST_DOMAIN)).toBe(hashOf("shop.example"));
    expect(keyOf(SELECT.PEER_NAMESPACE)).toBe(hashOf("edge"));
    expect(keyOf(SELECT.PEER_SERVICE_ACCOUNT)).toBe(hashOf("gateway"));
  });

  it("is none of a part that the peer's ID does not have", () => {
    facts.clear();
    setPeer(facts, "spiffe://shop.example/gateway");
    expect(keyOf(SELECT.PEER_TRUST_DOMAIN)).toBe(hashOf("shop.example"));
    expect(isInapplicable(SELECT.PEER_NAMESPACE)).toBe(true);
    expect(isInapplicable(SELECT.PEER_SERVICE_ACCOUNT)).toBe(true);
  });

  it("is the same for all addresses of a block, and for no other", () => {
    facts.clear();
    setSource(facts, "10.1.2.3");
    const key = keyOf(SELECT.SOURCE_V4);
    setSource(facts, "10.1.255.0");
    expect(keyOf(SELECT.SOURCE_V4)).toBe(key);
    setSource(facts, "10.2.2.3");
    expect(keyOf(SELECT.SOURCE_V4)).not.toBe(key);
    expect(isInapplicable(SELECT.SOURCE_V6)).toBe(true);
  });

  it("takes the bits of the last byte that belong to the block", () => {
    facts.clear();
    setSource(facts, "[2001:db8::1]");
    const key = keyOf(SELECT.SOURCE_V6);
    setSource(facts, "[2001:db8:7fff:ffff::]");
    expect(keyOf(SELECT.SOURCE_V6)).toBe(key);
    setSource(facts, "[2001:db8:8000::]");
    expect(keyOf(SELECT.SOURCE_V6)).not.toBe(key);
    expect(isInapplicable(SELECT.SOURCE_V4)).toBe(true);
  });
});

describe("the key of a value", () => {
  it("is its hash, or that of as much of its beginning or end as the rule has", () => {
    facts.clear();
    setQuery(facts, "?item=apple");
    expect(keyOf(SELECT.VALUE)).toBe(hashOf("apple"));
    expect(keyOf(SELECT.VALUE_PREFIX)).toBe(hashOf("ap"));
    expect(keyOf(SELECT.VALUE_SUFFIX)).toBe(hashOf("le"));
    expect(keyOf(SELECT.PRESENT)).toBe(hashOf(""));
    facts.clear();
    setQuery(facts, "?item=a");
    expect(isInapplicable(SELECT.VALUE_PREFIX)).toBe(true);
    expect(isInapplicable(SELECT.VALUE_SUFFIX)).toBe(true);
  });

  it("is undecided when it is ambiguous", () => {
    facts.clear();
    setQuery(facts, "?item=apple&item=pear");
    expect(keyOf(SELECT.VALUE)).toBe(UNDECIDED_KEY);
    expect(keyOf(SELECT.VALUE_PREFIX)).toBe(UNDECIDED_KEY);
    expect(keyOf(SELECT.VALUE_SUFFIX)).toBe(UNDECIDED_KEY);
  });
});

describe("the key of a destination", () => {
  it("is its number, hashed; none before it is found", () => {
    const gateway = changetype<usize>(GATEWAY);
    const edge = new Facts(gateway);
    const selector = selectorOf(gateway, SELECT.DESTINATION);
    expect(new Selectors(gateway).key(selector, edge) > u32.MAX_VALUE).toBe(true);
    edge.destination = 1;
    expect(new Selectors(gateway).key(selector, edge)).toBe(mix32(0, 1));
  });
});

/** Of attributes that every request should have. */
const REQUIRED: StaticArray<u32> = [
  SELECT.METHOD,
  SELECT.HOST,
  SELECT.HOST_SUFFIX,
  SELECT.PEER_ID,
  SELECT.PEER_TRUST_DOMAIN,
  SELECT.PEER_NAMESPACE,
  SELECT.PEER_SERVICE_ACCOUNT,
  SELECT.SOURCE_V4,
  SELECT.SOURCE_V6,
  SELECT.VALUE,
  SELECT.PRESENT,
  SELECT.VALUE_PREFIX,
  SELECT.VALUE_SUFFIX,
];

describe("the key of a missing attribute", () => {
  it("is the one under which deny rules are entered a second time", () => {
    facts.clear();
    for (let i = 0; i < REQUIRED.length; i++)
      expect(keyOf(REQUIRED[i])).toBe(UNDECIDED_KEY, `${REQUIRED[i]}`);
  });
});

describe("a key", () => {
  it("is remembered for one request", () => {
    const method = selectorOf(image, SELECT.METHOD);
    selectors.clear();
    request(facts, "GET", "", "/");
    expect(selectors.key(method, facts)).toBe(hashOf("GET"));
    facts.method = literal("PUT");
    expect(selectors.key(method, facts)).toBe(hashOf("GET"));
    selectors.clear();
    expect(selectors.key(method, facts)).toBe(hashOf("PUT"));
  });

  it("is not remembered of a request that never was", () => {
    request(facts, "GET", "", "/");
    expect(new Selectors(image).key(selectorOf(image, SELECT.METHOD), facts)).toBe(hashOf("GET"));
  });

  it("is remembered to be none", () => {
    const header = selectorOf(image, SELECT.HEADER);
    facts.clear();
    selectors.clear();
    const none = selectors.key(header, facts);
    expect(selectors.key(header, facts)).toBe(none);
    expect(none > u32.MAX_VALUE).toBe(true);
  });
});
