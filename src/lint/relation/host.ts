import { matchHost } from "../../ir/host.js";
import type { HostPattern, HostTest } from "../../ir/model.js";
import type { Relation } from "./relation.js";
import { fileText } from "./text.js";

/** A request may lack a host. */
export const HOST: Relation<HostTest> = {
  isWithin: (a, b) => isHostWithin(a.host, b.host),
  areDisjoint: (a, b, reading) => reading === "surely" && areHostsDisjoint(a.host, b.host),
  filing: ({ host }) => {
    const { shape, keys, keyOf } = fileText("suffix" in host ? host : { exact: host.exact });
    return { shape, keys, keyOf: (narrow) => keyOf(narrow.host) };
  },
};

function isHostWithin(a: HostPattern, b: HostPattern): boolean {
  if ("exact" in a) return matchHost(b, a.exact);
  return "suffix" in b && a.suffix.endsWith(b.suffix);
}

/** Whether no host fits both patterns. */
export function areHostsDisjoint(a: HostPattern, b: HostPattern): boolean {
  if ("exact" in a) return !matchHost(b, a.exact);
  if ("exact" in b) return !matchHost(a, b.exact);
  return !a.suffix.endsWith(b.suffix) && !b.suffix.endsWith(a.suffix);
}
