/**
 * Rules → shapes (tuple space search; Srinivasan, Suri, Varghese, SIGCOMM 1999, and Open vSwitch's classifier).
 *
 * A rule enters the index once for each combination of the look-ups of its clauses. The index only
 * proposes: a rule's code decides, so a clause may be left out, never added.
 */
import { attributeName } from "../image/attributes.js";
import { mix32 } from "../image/hash.js";
import { EFFECT, MAX } from "../image/layout.js";
import type { Selector, Shape } from "../image/plan.js";
import { clauseToLookups } from "./clause-lookups.js";
import type { Narrowing } from "./condition/lookups.js";
import type { Regexes } from "./condition/regexes.js";
import { destinationLookup, type Lookup } from "./lookup.js";
import { type PlacedRule, undecidedHolds } from "./placed-rule.js";

/** Most entries that one rule makes by combining clauses; a single clause may be longer. */
const MAX_COMBINATIONS = 64;

/** A rule for this many destinations at most is found by the destination; one for more by the rest of its clauses alone. */
const MAX_INDEXED_DESTINATIONS = 8;

export interface IndexPlan {
  readonly selectors: readonly Selector[];
  /** Shapes of each effect, by the numbers of `EFFECT`. */
  readonly shapes: readonly (readonly Shape[])[];
}

/** Plans the index over rules, which are known by their place in the list. */
export function rulesToIndex(rules: readonly PlacedRule[], regexes: Regexes): IndexPlan {
  const selectors = new SelectorTable();
  const groups = Object.values(EFFECT).map(() => new ShapeTable());
  rules.forEach((rule, id) => {
    for (const entry of ruleToEntries(rule, regexes)) groups[rule.effect]?.add(entry, id, selectors);
  });
  return { selectors: selectors.list, shapes: groups.map((group) => group.shapes()) };
}

/** Each combination of the rule's look-ups; one without look-ups when nothing narrows the rule. */
function ruleToEntries(rule: PlacedRule, regexes: Regexes): Lookup[][] {
  const undecided = undecidedHolds(rule);
  const lists: Narrowing[] = [];
  for (const clause of rule.clauses) {
    const narrowing = clauseToLookups(clause, undecided, regexes);
    if (narrowing !== undefined) lists.push(narrowing);
  }
  return [...destinationLists(rule), ...choose(lists)].reduce<Lookup[][]>(combine, [[]]);
}

/** Each entry with each of a clause's lists of look-ups. */
function combine(entries: readonly Lookup[][], lists: readonly Lookup[][]): Lookup[][] {
  const combined: Lookup[][] = [];
  for (const entry of entries) for (const lookups of lists) combined.push(entry.concat(lookups));
  return combined;
}

function destinationLists({ destinations }: PlacedRule): Lookup[][][] {
  if (destinations === undefined || destinations.length > MAX_INDEXED_DESTINATIONS) return [];
  return [destinations.map((destination) => [destinationLookup(destination)])];
}

/** The shortest lists, as long as their product stays small; weak ones only when nothing else narrows. */
function choose(all: readonly Narrowing[]): Lookup[][][] {
  const strong = all.filter(({ isWeak }) => !isWeak);
  const sorted = (strong.length > 0 ? strong : all)
    .map(({ lists }) => lists)
    .sort((a, b) => a.length - b.length);
  const chosen: Lookup[][][] = [];
  let product = 1;
  for (const list of sorted) {
    if (chosen.length > 0 && product * list.length > MAX_COMBINATIONS) break;
    product *= list.length;
    chosen.push(list);
  }
  return chosen;
}

/** Numbers the selectors as they come up. */
class SelectorTable {
  readonly list: Selector[] = [];
  private readonly ids = new Map<string, number>();

  /** The number of a selector, or undefined when there is no room for a new one. */
  idOf(selector: Selector): number | undefined {
    const { kind, count, header = "", attribute, argument } = selector;
    const part = attribute === undefined ? header : attributeName(attribute);
    const name = `${kind} ${count} ${argument} ${part}`;
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    if (this.list.length >= MAX.SELECTORS) return undefined;
    this.ids.set(name, this.list.length);
    this.list.push(selector);
    return this.list.length - 1;
  }
}

interface GrowingShape {
  readonly selectors: readonly number[];
  readonly slots: Map<number, number[]>;
}

/** Collects the shapes of one effect. */
class ShapeTable {
  private readonly byName = new Map<string, GrowingShape>();

  add(lookups: readonly Lookup[], rule: number, selectors: SelectorTable): void {
    const numbered: { readonly id: number; readonly key: number }[] = [];
    for (const { selector, key } of lookups) {
      const id = selectors.idOf(selector);
      if (id !== undefined) numbered.push({ id, key });
    }
    const parts = numbered.sort((a, b) => a.id - b.id).slice(0, MAX.SHAPE_SELECTORS);
    const shape = this.shapeOf(parts.map(({ id }) => id));
    const key = shape.selectors.length === 0 ? 0 : parts.reduce((mixed, part) => mix32(mixed, part.key), 0);
    const rules = shape.slots.get(key);
    if (rules === undefined) shape.slots.set(key, [rule]);
    else if (rules.at(-1) !== rule) rules.push(rule);
  }

  /** The shape of these selectors; when there are too many, the one that proposes its rules always. */
  private shapeOf(selectors: readonly number[]): GrowingShape {
    const name = selectors.join(",");
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    if (selectors.length > 0 && this.byName.size >= MAX.SHAPES - 1) return this.shapeOf([]);
    const shape = { selectors, slots: new Map<number, number[]>() };
    this.byName.set(name, shape);
    return shape;
  }

  shapes(): Shape[] {
    return [...this.byName.values()];
  }
}
