import type { Request } from "../../src/ir/request.js";
import { TEXTS } from "./random-constants.js";
import { randomPayload } from "./random-payload.js";
import type { Random } from "./random-policy.js";

const NAMES = ["a", "b+c", "%C3%A9", "b%20c", "", "a%"];
const LENGTHS = ["0", "5", "x", "", "9223372036854775807", "9223372036854775808"];

const PEERS = [
  "spiffe://t.example/ns/n1/sa/s1",
  "spiffe://t.example/other",
  "spiffe://test.example/ns/n2/sa/s1",
];

/** A request in which the expressions of `Expressions` find something; each attribute may be missing. */
export function requestForExpressions(random: Random, timeNs: bigint): Request {
  const maybe = <Part extends object>(part: Part): Part | object => (random.chance(6) ? {} : part);
  const query = Array.from({ length: random.below(4) }, () => randomParameter(random)).join("&");
  const path = random.pick(["", "a", "a/b", "a/%C3%A9", "a/b/ab/"]);
  return {
    path: `/${path}${random.chance(4) ? "" : `?${query}`}`,
    headers: Array.from({ length: 1 + random.below(4) }, () => randomHeader(random)),
    ...maybe({ method: random.pick(["GET", "POST"]) }),
    ...maybe({ host: random.pick(["a.example", "b.example"]) }),
    ...maybe({ peer: random.chance(5) ? "junk" : random.pick(PEERS) }),
    ...maybe({ user: randomPayload(random) }),
    ...maybe({ sourceIp: random.pick(["10.1.2.3", "2001:db8::1", "192.0.2.1"]), sourcePort: 4711 }),
    ...maybe({ destinationIp: random.pick(["10.1.2.3", "2001:db8::1"]), destinationPort: 443 }),
    ...maybe({ sni: random.pick(["a.example", ""]) }),
    ...maybe({ scheme: random.pick(["http", "https"]) }),
    ...maybe({ protocol: random.pick(["HTTP/1.1", "HTTP/2"]) }),
    ...maybe({ route: random.pick(["r1", ""]) }),
    ...(random.chance(3) ? { hasUnannouncedBody: true } : {}),
    ...maybe({ timeNs }),
  };
}

function randomParameter(random: Random): string {
  const encoded = encodeURIComponent(random.pick(TEXTS));
  return (
    random.pick(NAMES) + random.pick(["", "=", `=${encoded}`, `=${encoded}`, "=%ff", "=x%", "=a+b", "=ab"])
  );
}

function randomHeader(random: Random): readonly [name: string, value: string] {
  if (random.chance(6)) return ["content-length", random.pick(LENGTHS)];
  return [random.pick(["x-one", "X-One", "x-two"]), random.pick([...TEXTS, "n1", "10.1.2.3"])];
}
