import type { PeerTest } from "../../ir/model.js";
import { parseSpiffeId } from "../../ir/spiffe.js";
import type { Relation } from "./relation.js";

/** A request may lack a peer. */
export const PEER: Relation<PeerTest> = {
  isWithin: (a, b) => {
    const [ids, others] = [idsOf(a), idsOf(b)];
    return ids !== undefined && others !== undefined && areIdsWithin(ids, others);
  },
  areDisjoint: (a, b, reading) => reading === "surely" && intersect(idsOf(a), idsOf(b)) === undefined,
  whyNever: (test, reading) =>
    reading === "surely" && idsOf(test) === undefined ? "no SPIFFE ID has all these parts" : undefined,
  filing: (test) => {
    const ids = idsOf(test) ?? ALL;
    const known = ids.segments.flatMap((segment, index) => (segment === undefined ? [] : [index]));
    const keyOf = ({ trustDomain, segments }: Ids) =>
      [ids.trustDomain && trustDomain, ...known.map((index) => segments[index])].join("/");
    return {
      shape: `${ids.trustDomain !== undefined} ${known}`,
      keys: [keyOf(ids)],
      keyOf: (narrow) => keyOf(idsOf(narrow) ?? ALL),
    };
  },
};

/** A set of SPIFFE IDs; what is undefined may be anything. */
interface Ids {
  readonly trustDomain: string | undefined;
  /** Of the path, from the first on. */
  readonly segments: readonly (string | undefined)[];
  /** How many segments there are. */
  readonly least: number;
  readonly most: number;
}

const ALL: Ids = { trustDomain: undefined, segments: [], least: 0, most: Number.POSITIVE_INFINITY };

/** The IDs that fit; undefined when none does. */
function idsOf({ id, idPrefix, trustDomain, namespace, serviceAccount }: PeerTest): Ids | undefined {
  const isKubernetes = namespace !== undefined || serviceAccount !== undefined;
  const kubernetes = { ...ALL, segments: ["ns", namespace, "sa", serviceAccount], least: 4, most: 4 };
  const parts: readonly (Ids | undefined)[] = [
    { ...ALL, trustDomain },
    isKubernetes ? kubernetes : ALL,
    id === undefined ? ALL : theId(id),
    idPrefix === undefined ? ALL : idsUnder(idPrefix),
  ];
  return parts.reduce(intersect);
}

function theId(id: string): Ids | undefined {
  const parsed = parseSpiffeId(id);
  if ("error" in parsed) return undefined;
  const segments = parsed.path.split("/").slice(1);
  return { trustDomain: parsed.trustDomain, segments, least: segments.length, most: segments.length };
}

function idsUnder(prefix: string): Ids | undefined {
  const parent = theId(prefix.slice(0, -1));
  return parent && { ...parent, least: parent.least + 1, most: ALL.most };
}

function intersect(a: Ids | undefined, b: Ids | undefined): Ids | undefined {
  if (a === undefined || b === undefined) return undefined;
  const [least, most] = [Math.max(a.least, b.least), Math.min(a.most, b.most)];
  const longest = a.segments.length < b.segments.length ? b.segments : a.segments;
  const segments = longest.map((_, index) => a.segments[index] ?? b.segments[index]);
  const both: Ids = { trustDomain: a.trustDomain ?? b.trustDomain, segments, least, most };
  return least <= most && agrees(both, a) && agrees(both, b) ? both : undefined;
}

function areIdsWithin(a: Ids, b: Ids): boolean {
  return a.least >= b.least && a.most <= b.most && agrees(a, b);
}

/** Whether all parts that the second knows are the first's. */
function agrees(a: Ids, b: Ids): boolean {
  return (
    (b.trustDomain === undefined || b.trustDomain === a.trustDomain) &&
    b.segments.every((segment, index) => segment === undefined || segment === a.segments[index])
  );
}
