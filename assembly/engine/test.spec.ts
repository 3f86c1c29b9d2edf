import { INSTRUCTION, NONE, NUMBERS, OP } from "../image/layout";
import { codeOf, instructionOf } from "../testing/find";
import { CONDITIONS, GATEWAY } from "../testing/images";
import { addHeader, request, setPeer, setQuery, setSource } from "../testing/request";
import { Facts } from "./facts";
import { test as run } from "./test";
import { Truth } from "./truth";

const image = changetype<usize>(CONDITIONS);
const facts = new Facts(image);

/** What the one test of a rule in tests/images/conditions.yaml says of the facts. */
function says(rule: string): Truth {
  return run(image, codeOf(image, rule), facts);
}

function ofMethod(method: string): Truth {
  request(facts, method, "shop.example", "/");
  return says("method");
}

function ofHost(rule: string, host: string): Truth {
  request(facts, "GET", host, "/");
  return says(rule);
}

function ofPath(rule: string, path: string): Truth {
  request(facts, "GET", "shop.example", path);
  return says(rule);
}

function ofPeer(rule: string, id: string): Truth {
  facts.clear();
  setPeer(facts, id);
  return says(rule);
}

function ofSource(rule: string, address: string): Truth {
  facts.clear();
  setSource(facts, address);
  return says(rule);
}

/** What a test says of a header with each of these values, joined by commas. */
function ofHeader(rule: string, values: string): Truth {
  facts.clear();
  const parts = values.split(",");
  for (let i = 0; i < parts.length; i++) addHeader(facts, "x-tenant", parts[i]);
  return says(rule);
}

function ofQuery(rule: string, query: string): Truth {
  facts.clear();
  setQuery(facts, query);
  return says(rule);
}

describe("a test of the method", () => {
  it("compares all bytes, in their case", () => {
    expect(ofMethod("GET")).toBe(Truth.True);
    expect(ofMethod("get")).toBe(Truth.False);
    expect(ofMethod("GETS")).toBe(Truth.False);
    expect(ofMethod("")).toBe(Truth.False);
  });

  it("is undecided without one", () => {
    facts.clear();
    expect(says("method")).toBe(Truth.Undecided);
  });
});

describe("a test of the host", () => {
  it("compares all of it", () => {
    expect(ofHost("host", "shop.example")).toBe(Truth.True);
    expect(ofHost("host", "a.shop.example")).toBe(Truth.False);
  });

  it("takes *. for one label or more", () => {
    expect(ofHost("host-suffix", "a.shop.example")).toBe(Truth.True);
    expect(ofHost("host-suffix", "a.b.shop.example")).toBe(Truth.True);
    expect(ofHost("host-suffix", "shop.example")).toBe(Truth.False);
    expect(ofHost("host-suffix", ".shop.example")).toBe(Truth.False);
    expect(ofHost("host-suffix", "ashop.example")).toBe(Truth.False);
  });

  it("is undecided without one", () => {
    facts.clear();
    expect(says("host")).toBe(Truth.Undecided);
    expect(says("host-suffix")).toBe(Truth.Undecided);
  });
});

describe("a test of the path", () => {
  it("matches a template", () => {
    expect(ofPath("path-template", "/orders/42/items")).toBe(Truth.True);
    expect(ofPath("path-template", "/orders/a=b/items")).toBe(Truth.Undecided);
    expect(ofPath("path-template", "/orders/42")).toBe(Truth.False);
  });

  it("compares the beginning or the end, bytes and not segments", () => {
    expect(ofPath("path-prefix", "/internalize")).toBe(Truth.True);
    expect(ofPath("path-prefix", "/internal")).toBe(Truth.True);
    expect(ofPath("path-prefix", "/interna")).toBe(Truth.False);
    expect(ofPath("path-suffix", "/a.bak")).toBe(Truth.True);
    expect(ofPath("path-suffix", "/a.bak/")).toBe(Truth.False);
  });
});

describe("a test of a header", () => {
  it("compares the value: all of it, its beginning, its end", () => {
    expect(ofHeader("header", "acme")).toBe(Truth.True);
    expect(ofHeader("header", "Acme")).toBe(Truth.False);
    expect(ofHeader("header-prefix", "acorn")).toBe(Truth.True);
    expect(ofHeader("header-prefix", "a")).toBe(Truth.False);
    expect(ofHeader("header-suffix", "chrome")).toBe(Truth.True);
    expect(ofHeader("header-suffix", "mean")).toBe(Truth.False);
  });

  it("is undecided when values disagree, whatever the order", () => {
    const rules = ["header", "header-prefix", "header-suffix"];
    for (let i = 0; i < rules.length; i++) {
      expect(ofHeader(rules[i], "acme,acme")).toBe(Truth.True, rules[i]);
      expect(ofHeader(rules[i], "acme,other")).toBe(Truth.Undecided, rules[i]);
      expect(ofHeader(rules[i], "other,other,acme")).toBe(Truth.Undecided, rules[i]);
      expect(ofHeader(rules[i], "other,another")).toBe(Truth.False, rules[i]);
    }
  });

  it("knows whether it was sent, be it empty", () => {
    expect(ofHeader("header-present", "")).toBe(Truth.True);
    expect(ofHeader("header-absent", "")).toBe(Truth.False);
  });

  it("is decided without one: that is no missing attribute", () => {
    facts.clear();
    expect(says("header")).toBe(Truth.False);
    expect(says("header-prefix")).toBe(Truth.False);
    expect(says("header-suffix")).toBe(Truth.False);
    expect(says("header-present")).toBe(Truth.False);
    expect(says("header-absent")).toBe(Truth.True);
  });
});

describe("a test of the peer", () => {
  it("compares the ID, or its beginning", () => {
    expect(ofPeer("peer-id", "spiffe://shop.example/ns/edge/sa/gateway")).toBe(Truth.True);
    expect(ofPeer("peer-id", "spiffe://shop.example/ns/edge/sa/gateway2")).toBe(Truth.False);
    expect(ofPeer("peer-id-prefix", "spiffe://shop.example/ns/edge/x")).toBe(Truth.True);
    expect(ofPeer("peer-id-prefix", "spiffe://shop.example/ns/edge")).toBe(Truth.False);
  });

  it("compares each part that it names", () => {
    expect(ofPeer("peer-trust-domain", "spiffe://shop.example/x")).toBe(Truth.True);
    expect(ofPeer("peer-trust-domain", "spiffe://other.example/x")).toBe(Truth.False);
    expect(ofPeer("peer-namespace", "spiffe://other.example/ns/edge/sa/x")).toBe(Truth.True);
    expect(ofPeer("peer-namespace", "spiffe://shop.example/ns/x/sa/gateway")).toBe(Truth.False);
    expect(ofPeer("peer-service-account", "spiffe://shop.example/ns/x/sa/gateway")).toBe(Truth.True);
    expect(ofPeer("peer-service-account", "spiffe://shop.example/ns/edge/sa/x")).toBe(Truth.False);
  });

  it("wants all the parts that it names", () => {
    expect(ofPeer("peer-parts", "spiffe://shop.example/ns/edge/sa/x")).toBe(Truth.True);
    expect(ofPeer("peer-parts", "spiffe://shop.example/ns/x/sa/x")).toBe(Truth.False);
    expect(ofPeer("peer-parts", "spiffe://other.example/ns/edge/sa/x")).toBe(Truth.False);
  });

  it("does not hold for an ID without the part", () => {
    expect(ofPeer("peer-namespace", "spiffe://shop.example/edge")).toBe(Truth.False);
    expect(ofPeer("peer-service-account", "spiffe://shop.example")).toBe(Truth.False);
  });

  it("is undecided without one, or with one that is no SPIFFE ID", () => {
    const rules = [
      "peer-id",
      "peer-id-prefix",
      "peer-trust-domain",
      "peer-namespace",
      "peer-service-account",
    ];
    for (let i = 0; i < rules.length; i++) {
      facts.clear();
      expect(says(rules[i])).toBe(Truth.Undecided, rules[i]);
      expect(ofPeer(rules[i], "https://shop.example/ns/edge/sa/gateway")).toBe(Truth.Undecided, rules[i]);
    }
  });
});

describe("a test of the source address", () => {
  it("compares the bits of the prefix and no others", () => {
    expect(ofSource("source", "10.1.0.0")).toBe(Truth.True);
    expect(ofSource("source", "10.1.255.255")).toBe(Truth.True);
    expect(ofSource("source", "10.2.0.0")).toBe(Truth.False);
    expect(ofSource("source-bits", "10.1.240.0")).toBe(Truth.True);
    expect(ofSource("source-bits", "10.1.255.255")).toBe(Truth.True);
    expect(ofSource("source-bits", "10.1.239.255")).toBe(Truth.False);
    expect(ofSource("source-v6", "[2001:db8:7fff::1]")).toBe(Truth.True);
    expect(ofSource("source-v6", "[2001:db8:8000::1]")).toBe(Truth.False);
  });

  it("tells families apart, but for an IPv4 address that is mapped into IPv6", () => {
    expect(ofSource("source-v6", "32.1.13.184")).toBe(Truth.False);
    expect(ofSource("source", "[a01::]")).toBe(Truth.False);
    expect(ofSource("source", "[::ffff:10.1.2.3]")).toBe(Truth.True);
  });

  it("is undecided without one, or with one that is no address", () => {
    facts.clear();
    expect(says("source")).toBe(Truth.Undecided);
    expect(ofSource("source", "unix:/tmp/socket")).toBe(Truth.Undecided);
  });
});

describe("a test of a value", () => {
  it("compares it: all of it, its beginning, its end, with each of a set", () => {
    expect(ofQuery("value", "?item=apple")).toBe(Truth.True);
    expect(ofQuery("value", "?item=apples")).toBe(Truth.False);
    expect(ofQuery("value-prefix", "?item=apricot")).toBe(Truth.True);
    expect(ofQuery("value-prefix", "?item=a")).toBe(Truth.False);
    expect(ofQuery("value-suffix", "?item=maple")).toBe(Truth.True);
    expect(ofQuery("value-suffix", "?item=lemon")).toBe(Truth.False);
    expect(ofQuery("value-set", "?item=apple")).toBe(Truth.True);
    expect(ofQuery("value-set", "?item=pear")).toBe(Truth.True);
    expect(ofQuery("value-set", "?item=plum")).toBe(Truth.False);
    expect(ofQuery("value-set", "?item=")).toBe(Truth.False);
  });

  it("is undecided without one, with one that is no text, or with several that differ", () => {
    const rules = ["value", "value-prefix", "value-suffix", "value-set"];
    for (let i = 0; i < rules.length; i++) {
      expect(ofQuery(rules[i], "")).toBe(Truth.Undecided, rules[i]);
      expect(ofQuery(rules[i], "?other=apple")).toBe(Truth.Undecided, rules[i]);
      expect(ofQuery(rules[i], "?item=apple%ff")).toBe(Truth.Undecided, rules[i]);
      expect(ofQuery(rules[i], "?item=apple&item=pear")).toBe(Truth.Undecided, rules[i]);
      expect(ofQuery(rules[i], "?item=apple&item=apple")).toBe(Truth.True, rules[i]);
    }
  });
});

const gateway = changetype<usize>(GATEWAY);

/** What a test of two destinations, of which only the first belongs to the set, says of one. */
function ofDestination(destination: u32): Truth {
  const edge = new Facts(gateway);
  edge.destination = destination;
  return run(gateway, instructionOf(gateway, OP.DESTINATION), edge);
}

describe("a test of the destination", () => {
  it("holds for those of its set, and for no other number", () => {
    expect(ofDestination(0)).toBe(Truth.True);
    expect(ofDestination(1)).toBe(Truth.False);
    expect(ofDestination(2)).toBe(Truth.False);
    expect(ofDestination(NONE)).toBe(Truth.False);
  });

  it("finds its bit in a set of any size", () => {
    const numbers = heap.alloc(12);
    store<u32>(numbers, 40, NUMBERS.COUNT);
    store<u64>(numbers, 1 << 39, NUMBERS.WORDS);
    const instruction = heap.alloc(8);
    store<u8>(instruction, u8(OP.DESTINATION), INSTRUCTION.OP);
    store<u32>(instruction, u32(numbers - gateway), INSTRUCTION.OPERAND);
    const edge = new Facts(gateway);
    for (let number: u32 = 0; number < 80; number++) {
      edge.destination = number;
      expect(run(gateway, instruction, edge) == Truth.True).toBe(number == 39, `${number}`);
    }
  });
});
