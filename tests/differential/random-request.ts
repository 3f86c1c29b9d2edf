/** Random requests from the world of random-policy.ts, whatever the policies ask for. */
import type { Request } from "../../src/ir/request.js";
import { randomPayload } from "./random-payload.js";
import { HOSTS, METHODS, NAMES, PEERS, type Random, VALUES } from "./random-policy.js";

const SEGMENTS = ["a", "b", "c.html", "x=y", "*", "a%20b"];
const SOURCES = [
  "10.1.2.3",
  "10.9.9.9",
  "192.0.2.1",
  "2001:db8::1",
  "2001:db8:1::2",
  "::ffff:10.1.2.3",
  "fe80::1",
];
const PARAMETERS = ["q=u", "q=v", "q=%75v", "q", "q=%zz", "a+b=u", "a%20b=v", "x=u", "%71=u"];

/** Certificates that name nobody. */
const ODD_PEERS = ["spiffe://T/x", "junk", "spiffe://t.example", [], PEERS.slice(0, 2)];

/** A request at a time (nanoseconds); each attribute may be missing, headers may repeat. */
export function randomRequest(random: Random, timeNs: bigint): Request {
  const path = `/${Array.from({ length: random.below(4) }, () => random.pick(SEGMENTS)).join("/")}`;
  const query = random.chance(2) ? "" : `?${random.some(3, () => random.pick(PARAMETERS)).join("&")}`;
  const odd = random.pick([
    "/a/../b",
    "/%61/b",
    "//a",
    "/a%2Fb",
    "/a;b",
    "/a/",
    "relative",
    "/a?q=/b",
    "/a\\b",
    "/..",
    "/%c0%af",
  ]);
  return {
    ...(random.chance(12) ? {} : { method: random.pick(METHODS) }),
    ...(random.chance(20) ? {} : { path: random.chance(6) ? odd : path + query }),
    ...(random.chance(10)
      ? {}
      : { host: random.pick([...HOSTS, ...HOSTS, "A.Example:8080", "b.example.", "bad host"]) }),
    headers: Array.from(
      { length: random.below(4) },
      () => [random.pick([...NAMES, "other"]), random.pick(VALUES)] as const,
    ),
    ...(random.chance(4) ? {} : { peer: random.pick([...PEERS, ...PEERS, ...ODD_PEERS]) }),
    ...(random.chance(2) ? {} : { user: randomPayload(random) }),
    ...(random.chance(5) ? {} : { sourceIp: random.pick(SOURCES) }),
    ...(random.chance(3) ? {} : { scheme: random.pick(["http", "https"]) }),
    ...(random.chance(3) ? {} : { sni: random.pick([...HOSTS, ""]) }),
    timeNs,
  };
}
